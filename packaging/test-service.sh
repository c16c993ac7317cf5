#!/bin/sh
# Tries each verb of "connet service" on the machine itself, with a control server: test-service.sh IMAGE. For an
# administrator, on machines that are thrown away afterwards; the image is copied to where services see it.
set -eu

image=$1
case $(uname -s) in
  MINGW* | MSYS*)
    home="/c/Program Files/connet"
    connet=$home/bin/connet.bat
    configs=/c/ProgramData/connet
    ;;
  *)
    home=/opt/connet
    connet=$home/bin/connet
    configs=/etc/connet
    ;;
esac

# Runs a command until it succeeds, for half a minute.
await() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    if [ $tries -gt 30 ]; then
      echo "test-service.sh: not within half a minute: $*" >&2
      exit 1
    fi
    sleep 1
  done
}

listens() {
  "$connet" service logs control --lines 50 | grep "control server started"
}

if [ -e "$home" ]; then
  echo "test-service.sh: there is a $home already" >&2
  exit 1
fi
mkdir -p "$configs"
cp -R "$image" "$home"
printf '[control]\nclient-tokens = ["token"]\n' >"$configs/control.toml"

"$connet" service install control --dry-run
"$connet" service install control
"$connet" service start control
await "$connet" service status control
await listens
"$connet" service stop control
if "$connet" service status control; then
  echo "test-service.sh: still there after it was stopped" >&2
  exit 1
fi
"$connet" service uninstall control
echo "test-service.sh: good"
