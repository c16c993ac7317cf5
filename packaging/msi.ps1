# Makes the Windows installer of the linked image, connet-VERSION.msi: packaging\msi.ps1 OUT, on Windows with WiX.
#
# It puts connet.exe and, as its runtime, the image into "C:\Program Files\connet".
param([Parameter(Mandatory = $true)][string] $Out)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path -Parent $PSScriptRoot
$image = if ($env:CONNET_IMAGE) { $env:CONNET_IMAGE } else { Join-Path $root 'jlink\target\connet' }
if (-not (Test-Path (Join-Path $image 'release'))) {
  throw "no image in ${image}: run mvn package first"
}
if (-not $env:JAVA_HOME) {
  throw 'JAVA_HOME is not set: it has to be the JDK that the image was linked by'
}
$version = ([xml](Get-Content (Join-Path $root 'pom.xml'))).project.version

New-Item -ItemType Directory -Force $Out | Out-Null
$arguments = @(
  '--type', 'msi',
  '--name', 'connet',
  '--app-version', ($version -replace '-.*', ''),
  '--vendor', 'connet',
  '--description', 'peer-to-peer reverse proxy',
  '--license-file', (Join-Path $root 'LICENSE'),
  '--runtime-image', $image,
  '--module', 'connet.app/connet.app.Main',
  '--java-options', '-XX:AOTCache=$APPDIR\..\runtime\lib\connet.aot',
  '--install-dir', 'connet',
  '--win-console',
  '--win-dir-chooser',
  # What marks a later version as an upgrade of this one; never changes.
  '--win-upgrade-uuid', '5d6f1c0e-3f0b-4b64-9d0e-6a0f6f4c1b52',
  '--dest', $Out
)
& (Join-Path $env:JAVA_HOME 'bin\jpackage.exe') @arguments
if ($LASTEXITCODE -ne 0) {
  throw "jpackage failed with exit code $LASTEXITCODE"
}
