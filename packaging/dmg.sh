#!/usr/bin/env bash
# Makes the macOS installers of the linked image, connet-VERSION.pkg and .dmg: packaging/dmg.sh OUT, on a Mac.
#
# Both hold connet.app: a bundle with the image as its runtime, and a program that starts it. The .pkg puts it into
# /Applications and links /usr/local/bin/connet to the launcher of the image (macos/postinstall).
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

(($# == 1)) || die "usage: packaging/dmg.sh OUT"
[[ $(uname) == Darwin ]] || die "installers for macOS are made on macOS"
need_image
mkdir -p "$1"
out=$(cd "$1" && pwd -P)
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
jpackage=$(jdk_tool jpackage)

# Bundles may not begin with 0: their first number is one more than that of the project.
number=${version%%-*}
bundle=$((${number%%.*} + 1)).${number#*.}

"$jpackage" \
  --type app-image \
  --name connet \
  --app-version "$bundle" \
  --vendor "connet" \
  --mac-package-identifier dev.connet \
  --runtime-image "$image" \
  --module connet.app/connet.app.Main \
  --java-options "-XX:AOTCache=\$APPDIR/../runtime/Contents/Home/lib/connet.aot" \
  --resource-dir "$root/packaging/macos" \
  --dest "$temp"

for type in pkg dmg; do
  "$jpackage" \
    --type $type \
    --name connet \
    --app-version "$bundle" \
    --app-image "$temp/connet.app" \
    --mac-package-identifier dev.connet \
    --license-file "$root/LICENSE" \
    --resource-dir "$root/packaging/macos" \
    --dest "$temp/$type"
  mv "$temp/$type"/connet-*.$type "$out/connet-$version-$(uname -m).$type"
  echo "$out/connet-$version-$(uname -m).$type"
done
