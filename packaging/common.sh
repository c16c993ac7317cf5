# shellcheck shell=bash
# What the packaging scripts share; sourced by them. Sets root, image, version and SOURCE_DATE_EPOCH.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
image=${CONNET_IMAGE:-$root/jlink/target/connet}

# The first text between two tags of the parent pom.
pom() {
  sed -n "/<$1>/{s|.*<$1>\(.*\)</$1>.*|\1|p;q}" "$root/pom.xml"
}

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Prints the path of a tool of the JDK: of the same release as the virtual machine in the image.
jdk_tool() {
  local release home
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$image/release")
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/*; do
    if grep -qs "^JAVA_VERSION=\"$release" "$home/release" && [[ -x $home/bin/$1 ]]; then
      printf '%s\n' "$home/bin/$1"
      return
    fi
  done
  die "no JDK $release with $1 in JAVA_HOME and the usual folders"
}

need_image() {
  [[ -e $image/release ]] || die "no image in $image: run mvn package first"
}

# shellcheck disable=SC2034 # for those that source this
version=${CONNET_VERSION:-$(pom version)}

# Everything in a package bears the time that the jars bear, so that the same image makes the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -d "$(pom project.build.outputTimestamp)" +%s 2>/dev/null ||
  date -j -u -f %Y-%m-%dT%H:%M:%SZ "$(pom project.build.outputTimestamp)" +%s)}
export SOURCE_DATE_EPOCH
