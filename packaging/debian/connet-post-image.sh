#!/bin/bash
# Adds to the tree of the Debian package what jpackage has no option for. jpackage runs this in the root of the tree
# when its own part is there (opt/connet and DEBIAN), right before dpkg-deb; deb.sh sets the CONNET_ variables.
set -euo pipefail
umask 022
cd "${JpAppImageDir:?}"
packaging=$CONNET_ROOT/packaging
doc=usr/share/doc/connet
connet=opt/connet/bin/connet

put() { # FILE FOLDER [NAME]
  install -D -m 644 "$1" "$2/${3:-${1##*/}}"
}

mkdir -p usr/bin
ln -s /opt/connet/bin/connet usr/bin/connet
rm DEBIAN/preinst # jpackage's, which does nothing

for role in client server control relay; do
  mkdir -p usr/lib/systemd/system
  "$connet" service unit $role --launcher /opt/connet/bin/connet >usr/lib/systemd/system/connet-$role.service
  put "$packaging/etc/$role.toml" etc/connet
  echo "/etc/connet/$role.toml" >>DEBIAN/conffiles
done

"$connet" man-pages usr/share/man/man1
gzip -9n usr/share/man/man1/*
mkdir -p usr/share/bash-completion/completions
"$connet" completion bash | sed "1{/^#!/d}" >usr/share/bash-completion/completions/connet

put "$packaging/debian/90-connet.conf" $doc/examples
put "$packaging/debian/copyright" $doc
put "$packaging/debian/lintian-overrides" usr/share/lintian/overrides connet
bill=$("$packaging/bill.sh" "$CONNET_ROOT/jlink/target")
put "$bill" $doc bill-of-materials.cdx.json
put "$CONNET_ROOT/README.md" $doc
put "$CONNET_ROOT/docs/operations.md" $doc
cat >$doc/changelog <<END
connet ($CONNET_VERSION) unstable; urgency=medium

  * Release $CONNET_VERSION of the project.

 -- $(sed -n 's/^Maintainer: //p' DEBIAN/control)  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
END
gzip -9n $doc/changelog $doc/bill-of-materials.cdx.json $doc/README.md $doc/operations.md

# Sums and size of what is there now; dpkg-deb takes the rest from the tree.
sed -i "s/^Installed-Size: .*/Installed-Size: $(du -k -s --apparent-size --exclude=./DEBIAN . | cut -f 1)/" DEBIAN/control
find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums
chmod 644 DEBIAN/{control,conffiles,md5sums}
