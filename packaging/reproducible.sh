#!/usr/bin/env bash
# Builds the image twice from what is committed, at two places and times of day, and compares the two, file by file;
# then packs one of them twice: packaging/reproducible.sh [MAVEN-OPTION...]
#
# What the training has learnt (lib/connet.aot) depends on how its threads ran, and is left out.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

build() { # FOLDER ZONE MAVEN-OPTION...
  local folder=$1 zone=$2
  shift 2
  git clone --quiet "$root" "$folder"
  (cd "$folder" && TZ=$zone mvn -B -q -ntp -Dmaven.test.skip=true "$@" package)
  (cd "$folder/jlink/target/connet" && find . ! -name connet.aot \( -type f -printf '%m %p ' -exec sha256sum {} \; -o -printf '%m %p %l .\n' \)) |
    sed 's/ [^ ]*$//' | LC_ALL=C sort >"$folder.sums"
}

build "$temp/one" UTC "$@"
build "$temp/another/folder" Asia/Tokyo "$@"
diff "$temp/one.sums" "$temp/another/folder.sums" || die "the two images differ"
echo "two images of $(wc -l <"$temp/one.sums") files and folders each are the same, but for lib/connet.aot"

if command -v dpkg-deb >/dev/null && command -v fakeroot >/dev/null; then
  for time in first second; do
    CONNET_IMAGE=$temp/one/jlink/target/connet "$root/packaging/deb.sh" "$temp/$time" >/dev/null
  done
  cmp "$temp"/first/*.deb "$temp"/second/*.deb || die "two packages of the same image differ"
  echo "two packages of the same image are the same: $(cat "$temp"/first/*.deb | sha256sum | cut -c 1-64)"
fi
