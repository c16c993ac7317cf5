$ErrorActionPreference = 'Stop'
New-Service -Name @name@ -DisplayName @title@ -StartupType Automatic -DependsOn Tcpip -BinaryPathName @command@ | Out-Null
# An account of its own, which has no password and no rights but those given below.
sc.exe config @name@ obj= "NT SERVICE\@name@"
if ($LASTEXITCODE) { exit $LASTEXITCODE }
sc.exe failure @name@ reset= 86400 actions= restart/5000/restart/5000/restart/60000
sc.exe failureflag @name@ 1
# Only administrators, the system and the services see configurations, state and logs.
New-Item -ItemType Directory -Force -Path @folder@ | Out-Null
icacls.exe @data@ /inheritance:r /grant '*S-1-5-32-544:(OI)(CI)F' /grant '*S-1-5-18:(OI)(CI)F' /grant 'NT SERVICE\@name@:(OI)(CI)RX' | Out-Null
if ($LASTEXITCODE) { exit $LASTEXITCODE }
icacls.exe @folder@ /grant 'NT SERVICE\@name@:(OI)(CI)M' | Out-Null
icacls.exe @config@ /grant 'NT SERVICE\@name@:R' | Out-Null
