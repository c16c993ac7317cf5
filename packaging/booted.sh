# shellcheck shell=bash
# Debian systems for a test: trees of files, booted with systemd-nspawn, each in a network namespace of its own, on one
# bridge; sourced by test-deb.sh. Needs root. Nothing of it touches the network of the machine it runs on.
#
# A system has a name NAME; its files are in $work/NAME/tree, a layer on top of the common base, its console's output
# in $work/NAME/console.log.

: "${work:?the folder for the systems}" "${base:?the folder of the common base}"
tag=connet$$
declare -A leader=() # process 1 of each system
systems=()
outside=()

# Why no system can be booted here; nothing when it can.
obstacle() {
  local tool
  [[ $(uname) == Linux ]] || { echo "Debian packages are for Linux"; return; }
  for tool in dpkg-deb fakeroot jq lintian shellcheck mmdebstrap systemd-nspawn nsenter ip curl; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed"; return; }
  done
  ((EUID == 0)) || { echo "only root can boot a system"; return; }
}

# Makes the common base with some packages, unless it is there.
make_base() { # PACKAGE...
  local suite packages="$*"
  # shellcheck source=/dev/null
  suite=$(source /etc/os-release && [[ $ID == @(debian|ubuntu) ]] && echo "$VERSION_CODENAME" || echo stable)
  suite=${CONNET_TEST_SUITE:-$suite}
  if [[ $(cat "$base.of" 2>/dev/null) != "$suite $packages" ]]; then
    rm -rf "$base" "$base.of"
    mmdebstrap --quiet --variant=essential --include="apt systemd-sysv ${packages}" \
      --aptopt='Acquire::Languages "none"' --dpkgopt='path-exclude=/usr/share/locale/*' "$suite" "$base"
    echo "$suite $packages" >"$base.of"
  fi
}

make_network() {
  ip netns add "$tag"
  ip -n "$tag" link set lo up
  ip -n "$tag" link add bridge type bridge
  ip -n "$tag" addr add 198.51.100.1/24 dev bridge # a network for documentation, RFC 5737
  ip -n "$tag" link set bridge up
  # What runs a program on the machine that has the bridge, neither of the systems; no process stays between the two.
  # shellcheck disable=SC2016,SC2034 # expanded there; for those that source this
  outside=(ip netns exec "$tag" unshare --mount
    sh -c 'mount --bind "$1" /etc/hosts && shift && exec "$@"' - "$work/hosts")
}

boot() { # NAME ADDRESS
  local name=$1 folder=$work/$1 space=$tag$1
  systems+=("$name")
  rm -rf "$folder"
  mkdir -p "$folder"/{changes,work,tree}
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$folder/changes,workdir=$folder/work" "$folder/tree"

  ip netns add "$space"
  ip -n "$space" link set lo up
  ip -n "$space" link add eth0 type veth peer name "$name" netns "$tag"
  ip -n "$tag" link set "$name" master bridge up
  ip -n "$space" addr add "$2/24" dev eth0
  ip -n "$space" link set eth0 up
  cp "$work/hosts" "$folder/tree/etc/hosts"

  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --directory="$folder/tree" --machine="$tag$name" \
    --register=no --keep-unit --boot --console=pipe --network-namespace-path="/run/netns/$space" --resolv-conf=off \
    </dev/null >"$folder/console.log" 2>&1 &
  echo $! >"$folder/pid"
}

# Waits until a system is up.
await_boot() { # NAME
  local name=$1 nspawn state child end=$((SECONDS + 60))
  nspawn=$(cat "$work/$name/pid")
  while ((SECONDS < end)); do
    for child in $(pgrep -P "$nspawn" || true); do
      if [[ $(cat "/proc/$child/comm") == systemd ]]; then
        leader[$name]=$child
        state=$(inside "$name" 'systemctl is-system-running || true' 2>/dev/null) || true
        if [[ $state == running || $state == degraded ]]; then
          return
        fi
      fi
    done
    sleep 0.2
  done
  cat "$work/$name/console.log" >&2
  echo "$name did not boot: ${state:-no process 1}" >&2
  return 1
}

# Runs commands of bash in a system, as root does at home. "not PROGRAM" there is an error if the program succeeds,
# which "! PROGRAM" is not.
inside() { # NAME COMMANDS
  timeout --kill-after=5 180 nsenter --target "${leader[$1]}" --mount --uts --ipc --net --pid --root --wd=/proc/"${leader[$1]}"/root/root \
    env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive bash -euo pipefail -c 'not() { ! "$@"; }'$'\n'"$2" </dev/null
}

# Takes everything down again.
take_down() {
  local name
  for name in "${systems[@]}"; do
    if [[ -n ${leader[$name]:-} ]]; then
      kill -KILL "${leader[$name]}" 2>/dev/null || true
    elif [[ -e $work/$name/pid ]]; then
      kill -TERM "$(cat "$work/$name/pid")" 2>/dev/null || true
    fi
    if [[ -e $work/$name/pid ]]; then
      wait "$(cat "$work/$name/pid")" 2>/dev/null || true
    fi
    umount "$work/$name/tree" 2>/dev/null || umount --lazy "$work/$name/tree" 2>/dev/null || true
    ip netns del "$tag$name" 2>/dev/null || true
  done
  ip netns del "$tag" 2>/dev/null || true
}
