#!/usr/bin/env bash
# Makes the Debian package of the linked image: packaging/deb.sh OUT, an existing or new folder.
#
# jpackage lays the image out below /opt/connet, finds the packages that its libraries come from, and runs dpkg-deb;
# debian/connet-post-image.sh, which it calls in between, adds what it has no option for.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

(($# == 1)) || die "usage: packaging/deb.sh OUT"
need_image
"$root/packaging/bill.sh" "$root/jlink/target" >/dev/null # what it lacks is better said here than from within jpackage
mkdir -p "$1"
out=$(cd "$1" && pwd -P)
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

# A tilde sorts before everything, so that 0.1.0 replaces the 0.1.0-SNAPSHOT that came before it.
version=${version//-/\~}

# jpackage runs the script above with $SHELL. Old systems can read xz, but not what dpkg-deb uses on some newer ones.
umask 022
export SHELL=/bin/bash CONNET_ROOT=$root CONNET_VERSION=$version DPKG_DEB_COMPRESSOR_TYPE=${DPKG_DEB_COMPRESSOR_TYPE:-xz}
"$(jdk_tool jpackage)" \
  --type deb \
  --name connet \
  --app-version "$version" \
  --runtime-image "$image" \
  --install-dir /opt \
  --resource-dir "$root/packaging/debian" \
  --linux-app-category net \
  --temp "$temp/jpackage" \
  --dest "$temp"
mv "$temp"/connet_*.deb "$out/"
echo "$out/connet_${version}_$(dpkg --print-architecture).deb"
