#!/usr/bin/env bash
# Tests the Debian package on two Debian systems that it boots: packaging/test-deb.sh [WORK]
#
# Builds the package and an older one, looks at it with lintian, installs the older one on both systems, sets them up
# as docs/operations.md says (every command of its part on Debian is taken from there and run), fetches a page from one
# through the other, upgrades, restores a backup, removes and purges. WORK is a folder for all that, which is kept.
#
# Exit code 77: cannot be run here, the reason is on standard error.
# shellcheck disable=SC2016 # commands are expanded in the system that runs them
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
work=${1:-$root/jlink/target/deb}
base=${CONNET_TEST_BASE:-$root/jlink/target/debian}
# shellcheck source=packaging/booted.sh
source "$root/packaging/booted.sh"

reason=$(obstacle)
if [[ -n $reason ]]; then
  echo "the Debian package is not tested: $reason" >&2
  exit 77
fi
need_image
mkdir -p "$work"
work=$(cd "$work" && pwd -P)

say() {
  printf '%4d s  %s\n' "$SECONDS" "$*"
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# Runs commands in a system and shows what they write, indented.
on() { # NAME COMMANDS
  inside "$@" 2>&1 | sed "s/^/          $1: /"
}

# What stands in the part on Debian of the document.
operations() { # VARIABLE=VALUE...
  local variable options=()
  for variable in "$@"; do
    options+=(-v "$variable")
  done
  awk -v part=Debian "${options[@]}" -f "$root/packaging/document.awk" "$root/docs/operations.md"
}

# Runs a block of commands of the document in a system.
declare -A documented=()
document() { # NAME HEADING NUMBER
  local commands
  documented["$2 $3"]=1
  commands=$(operations heading="$2" number="$3")
  [[ -n $commands ]] || fail "docs/operations.md: no block $3 of commands below '$2'"
  say "$1: $2"
  on "$1" "$commands"
}

# Writes a file of the document in a system.
file() { # NAME PATH
  local text
  text=$(operations file="$2")
  [[ -n $text ]] || fail "docs/operations.md does not say: write \`$2\`"
  cat >"$work/$1/tree$2" <<<"$text"
}

assert() { # NAME WHAT COMMANDS
  inside "$1" "$3" >"$work/assert.log" 2>&1 || { cat "$work/assert.log" >&2; fail "$1: not so: $2"; }
  say "$1: $2"
}

# The same again and again until it is so, for half a minute.
eventually() { # WHAT PROGRAM ARGUMENT...
  local what=$1 end=$((SECONDS + 30))
  shift
  until "$@" >"$work/eventually.log" 2>&1; do
    ((SECONDS < end)) || { cat "$work/eventually.log" >&2; fail "not so within 30 s: $what"; }
    sleep 0.2
  done
  say "$what"
}

# Every file and account of a system, but for logs, caches, and what its package manager and systemd note down. (dpkg
# removes /opt with the last package in it, though the system had it before.)
everything() { # NAME
  inside "$1" '
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /root -o -path /var/log \
      -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/lib/systemd -o -path /var/tmp \
      -o -name "*-" -o -name .pwd.lock -o -name .updated \) -prune -o -printf "%y %m %u %g %p\n" | grep -v " /opt$" | sort
    cat /etc/passwd /etc/group /etc/shadow /etc/gshadow
    find /var/lib/systemd /var/lib/dpkg/info \( -name "*connet*" -o -type f -exec grep -q connet {} \; \) -print'
}

page=connet-$$-$RANDOM
fetch() {
  [[ $("${outside[@]}" curl --silent --fail --max-time 5 http://127.0.0.1:8000/) == "$page" ]]
}

source_pid=
finish() {
  local code=$?
  if ((code)); then
    for name in "${systems[@]}"; do
      if [[ -n ${leader[$name]:-} ]]; then
        echo "--- $name: what its services wrote" >&2
        inside "$name" 'journalctl --no-pager --lines=60 --unit="connet-*"; systemctl --failed --no-pager' >&2 || true
      fi
    done
    [[ ! -e $work/source.log ]] || sed 's/^/--- source: /' "$work/source.log" >&2
  fi
  if [[ -n $source_pid ]]; then
    kill "$source_pid" 2>/dev/null || true
    wait "$source_pid" 2>/dev/null || true
  fi
  take_down
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

say "the scripts are looked at by shellcheck"
(cd "$root" && shellcheck --external-sources packaging/*.sh packaging/macos/postinstall \
  packaging/debian/{connet-post-image.sh,postinst,prerm,postrm} .ci/run connet jlink/src/main/launchers/connet)
say "making the package, and the systems to try it on"
rm -f "$work"/*.deb
make_base adduser busybox curl openssl >"$work/base.log" 2>&1 &
making_base=$!
new=$(DPKG_DEB_COMPRESSOR_LEVEL=0 "$root/packaging/deb.sh" "$work" 2>"$work/deb.log" | tail -n 1) || { cat "$work/deb.log" >&2; fail "no package"; }
version=$(dpkg-deb --field "$new" Version)
say "made $(basename "$new"): $(du -k "$new" | cut -f 1) KB, installed $(dpkg-deb --field "$new" Installed-Size) KB, depends on $(dpkg-deb --field "$new" Depends)"

# An older one: as there is none yet, the same with another default, and a file that has gone since.
rm -rf "$work/older"
dpkg-deb --raw-extract "$new" "$work/older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$work/older/DEBIAN/control"
echo "# older" | tee "$work/older/usr/share/doc/connet/older" >>"$work/older/etc/connet/relay.toml"
dpkg-deb --root-owner-group -Znone --build "$work/older" "$work/connet_0.0.1_$(dpkg --print-architecture).deb" >/dev/null
older=$work/connet_0.0.1_$(dpkg --print-architecture).deb
rm -rf "$work/older"

lintian --fail-on error,warning,info --display-info --info --allow-root "$new" >"$work/lintian.log" 2>&1 &
checking=$!
wait $making_base || { cat "$work/base.log" >&2; fail "no Debian system"; }

printf '127.0.0.1 localhost\n198.51.100.2 server.example.org\n' >"$work/hosts"
make_network
boot server 198.51.100.2
boot home 198.51.100.3
await_boot server
await_boot home
say "two systems are up: $(inside server '. /etc/os-release; echo "$PRETTY_NAME"; systemctl --version | head -n 1' | tr '\n' ' ')"
everything home >"$work/before.txt"

for name in server home; do
  cp "$older" "$work/$name/tree/root/"
  document $name "Install" 1
  assert $name "nothing runs yet; what was learnt is used; there are manual pages, and bash completes" '
    [[ $(systemctl is-active connet-{client,server,control,relay} | sort -u) == inactive ]]
    [[ $(systemctl is-enabled connet-{client,server,control,relay} | sort -u) == disabled ]]
    [[ $(stat -c "%U:%G %a" /etc/connet /etc/connet/*.toml | sort -u | tr "\n" " ") == "root:connet 640 root:connet 750 " ]]
    /opt/connet/bin/java -XX:AOTMode=on -XX:AOTCache=/opt/connet/lib/connet.aot -m connet.app/connet.app.Main version
    source /usr/share/bash-completion/completions/connet && complete -p connet
    gunzip --test /usr/share/man/man1/connet{,-server,-control,-relay,-check,-service}.1.gz'
done
assert server "a service that is not configured says what is missing, and is not started over and over" '
  for role in client server control relay; do
    not systemctl start "connet-$role"
    [[ $(systemctl show --property=NRestarts --value "connet-$role") == 0 ]]
    journalctl --unit="connet-$role" | grep "connet: .*token"
    systemctl reset-failed "connet-$role"
  done'

file server /etc/connet/server.toml
document server "A server" 1
assert server "its units are hardened: exposure under 3" '
  for role in client server control relay; do
    systemd-analyze security --no-pager --threshold=29 "connet-$role" | tail -n 1
  done'
sed 's/^/          server: /' "$work/assert.log"
install -m 644 "$work/server/tree/var/lib/connet/server-19190/cert.pem" "$work/home/tree/etc/connet/cert.pem"

inside home "mkdir /srv/www && echo '$page' >/srv/www/index.html
  systemd-run --quiet --unit=web busybox httpd -f -p 127.0.0.1:3000 -h /srv/www"
file home /etc/connet/client.toml
document home "A client" 1

cat >"$work/source.toml" <<END
log-level = "debug"
[client]
token = "pick-a-long-random-token"
server-addr = "server.example.org:19190"
server-cas = "$work/home/tree/etc/connet/cert.pem"
[client.sources.web]
addr = "127.0.0.1:8000"
END
HOME=$work "${outside[@]}" "$image/bin/connet" --config "$work/source.toml" >"$work/source.log" 2>&1 &
source_pid=$!
eventually "a page of home is fetched outside, by its name at server" fetch
say "$(grep -o -m 1 'path found .*' "$work/source.log")"

document server "Larger UDP buffers" 1
document server "Backup" 1
eventually "the page is there after the backup" fetch

# Whether other processes run than before an upgrade, which waits for none of them.
renewed() { # NAME
  inside "$1" 'systemctl show --property=MainPID --value "connet-*"' >"$work/$1/pids.txt"
  [[ $(grep -v / "$work/$1/kept.txt" | sort) != $(sort "$work/$1/pids.txt") ]]
}

for name in server home; do
  inside $name 'sha256sum /etc/connet/*.toml; find /var/lib/connet -type f -name "*.pem" -exec sha256sum {} +
    systemctl show --property=MainPID --value "connet-*"' >"$work/$name/kept.txt"
  rm "$work/$name/tree/root/$(basename "$older")"
  cp "$new" "$work/$name/tree/root/"
  document $name "Upgrade" 1
  inside $name 'sha256sum /etc/connet/*.toml; find /var/lib/connet -type f -name "*.pem" -exec sha256sum {} +' \
    >"$work/$name/now.txt"
  assert $name "version $version is there, the service has been started anew" "
    [[ \$(dpkg-query --show --showformat='\${Version}' connet) == '$version' ]]
    [[ ! -e /usr/share/doc/connet/older ]]
    not grep older /etc/connet/relay.toml
    connet version"
  [[ $(grep -v relay.toml "$work/$name/kept.txt" | grep /) == $(grep -v relay.toml "$work/$name/now.txt" | grep /) ]] ||
    fail "$name: configuration and state are not what they were"
  eventually "$name: the service runs the new version" renewed $name
done
eventually "the service of server runs" inside server 'systemctl is-active connet-server'
eventually "the service of home runs" inside home 'systemctl is-active connet-client'
eventually "the page is there after the upgrade" fetch

inside server 'systemctl stop connet-server; rm -r /var/lib/connet/*'
document server "Backup" 2
assert home "the restored server is the one that it trusts" 'systemctl restart connet-client; systemctl is-active connet-client'
eventually "the page is there again" fetch

# The other two roles, in place of the server.
inside server 'systemctl stop connet-server
  printf "[control]\nclient-tokens = [\"pick-a-long-random-token\"]\nrelay-tokens = [\"relay-token\"]\n" >/etc/connet/control.toml
  systemctl start connet-control
  install -m 644 /var/lib/connet/control-19190/cert.pem /etc/connet/control.pem
  printf "[relay]\ntoken = \"relay-token\"\nhostname = \"server.example.org\"\ncontrol-cas = \"/etc/connet/control.pem\"\n" >/etc/connet/relay.toml
  systemctl start connet-relay'
assert server "control server and relay run as services of their own" '
  systemctl is-active connet-control connet-relay
  journalctl --unit=connet-relay | grep "relay registered"'

document home "Removal" 1
assert home "programs are gone, configuration and state are kept" '
  [[ ! -e /opt/connet && ! -e /usr/bin/connet && -e /etc/connet/client.toml && -d /var/lib/connet ]]
  not systemctl cat connet-client
  [[ -z $(find /proc -maxdepth 1 -user connet) ]]'
document home "Removal" 2
inside home 'systemctl stop web; rm -r /srv/www; systemctl daemon-reload'
everything home >"$work/after.txt"
diff "$work/before.txt" "$work/after.txt" >"$work/left.txt" || { cat "$work/left.txt" >&2; fail "something is left"; }
say "home: nothing is left"

# Without the package: the image copied by hand, and the verbs of connet service.
mkdir -p "$work/home/tree/opt"
cp -a "$image" "$work/home/tree/opt/connet"
install -D -m 644 "$work/server/tree/etc/connet/control.pem" "$work/home/tree/etc/connet/cert.pem"
file home /etc/connet/client.toml
sed -i 's/server.example.org/198.51.100.2/' "$work/home/tree/etc/connet/client.toml" # as it is named in that certificate
on home 'PATH=/opt/connet/bin:$PATH
  connet service install client --dry-run
  [[ ! -e /etc/systemd/system/connet-client.service ]] && not getent passwd connet
  connet service install client
  connet service start client
  connet service status client
  connet service logs client --lines 5'
assert home "started by connet service, it is connected, hardened, and not root" '
  systemctl is-active connet-client && systemctl is-enabled connet-client
  systemctl show --property=StatusText connet-client
  systemd-analyze security --no-pager --threshold=29 connet-client
  [[ $(stat --format=%U "/proc/$(systemctl show --property=MainPID --value connet-client)") == connet ]]'
on home 'PATH=/opt/connet/bin:$PATH
  connet service stop client
  not connet service status client
  connet service uninstall client
  [[ ! -e /etc/systemd/system/connet-client.service && ! -e /etc/systemd/system/multi-user.target.wants/connet-client.service ]]
  not connet service status client'

[[ ${#documented[@]} == $(operations count=1) ]] ||
  fail "docs/operations.md has $(operations count=1) blocks of commands on Debian, ${#documented[@]} were run"
[[ -e /proc/$source_pid ]] || fail "the source has ended"
wait $checking || { cat "$work/lintian.log" >&2; fail "lintian is not content"; }
say "lintian has no error, no warning and no information: $(grep -c '^[EWI]: ' "$work/lintian.log" || true) lines"
say "done"
