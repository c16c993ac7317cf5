#!/usr/bin/env bash
# Makes the bill of materials of the image (CycloneDX): packaging/bill.sh OUT, prints the path of the file.
#
# The build lists the modules that Maven knows (jlink/target/bom.json); this adds what else is in the image: the Java
# virtual machine with its modules, and what is linked into the QUIC library. Needs jq.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

(($# == 1)) || die "usage: packaging/bill.sh OUT"
need_image
modules=$root/jlink/target/bom.json
[[ -e $modules ]] || die "no $modules: run mvn package first, with a network (not mvn -o)"
mkdir -p "$1"
file=$1/connet-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m).cdx.json

release() {
  sed -n "s/^$1=\"\(.*\)\"/\1/p" "$image/release"
}

jq --sort-keys --arg java "$(release JAVA_VERSION)" --arg modules "$(release MODULES | tr ' ' '\n' | grep -E '^(java|jdk)\.' | sort | tr '\n' ' ')" '
  .metadata.component.name = "connet" | .components += [
    {
      "bom-ref": "pkg:generic/openjdk@\($java)", "type": "platform", "name": "openjdk", "version": $java,
      "purl": "pkg:generic/openjdk@\($java)", "description": "Java virtual machine and modules \($modules)",
      "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}]
    },
    {
      "bom-ref": "pkg:github/cloudflare/quiche", "type": "library", "name": "quiche",
      "purl": "pkg:github/cloudflare/quiche", "description": "QUIC, linked into the native library of netty-incubator-codec-native-quic",
      "licenses": [{"license": {"id": "BSD-2-Clause"}}]
    },
    {
      "bom-ref": "pkg:generic/boringssl", "type": "library", "name": "boringssl",
      "purl": "pkg:generic/boringssl", "description": "TLS, linked into the native library of netty-incubator-codec-native-quic",
      "licenses": [{"license": {"id": "Apache-2.0"}}]
    }
  ]' "$modules" >"$file"
echo "$file"
