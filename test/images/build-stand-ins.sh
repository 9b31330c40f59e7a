#!/usr/bin/env bash
# Makes stand-ins for the public images that a listing is built from, for machines that cannot pull any. They carry the real
# names and hold Debian's packages, this machine's Node and npm, and this machine's certificates and registries, so that
# installs inside a build work. An image that is there already is kept.
#
#   node:24-bookworm-slim   the build image
#   ubuntu:18.04            a base with glibc
#   alpine:3.3              a base without any C library: one static program, and nothing that could help
set -euo pipefail
engine=${DOCKER_CLI:-docker}

main() {
  is_there node:24-bookworm-slim && is_there ubuntu:18.04 && is_there alpine:3.3 && return
  workspace=$(mktemp -d)
  trap 'rm -rf "$workspace"' EXIT
  make_debian "$workspace/debian"
  import "$workspace/debian" ubuntu:18.04
  add_node "$workspace/debian"
  import "$workspace/debian" node:24-bookworm-slim --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'
  make_bare "$workspace/bare"
  import "$workspace/bare" alpine:3.3
}

is_there() {
  "$engine" image inspect "$1" >/dev/null 2>&1
}

make_debian() {
  local mirror
  # shellcheck disable=SC2016 # The names between the brackets are apt's.
  mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Component: main' | awk '$1 == "bookworm" { print $2; exit }')
  debootstrap --variant=minbase bookworm "$1" "$mirror" >"$workspace/log" 2>&1 || {
    tail -n 20 "$workspace/log" >&2
    return 1
  }
  rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* "$1"/usr/share/{doc,locale,man}
  mkdir -p "$1/etc/ssl/certs"
  cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/"
}

add_node() {
  cp "$(node -p process.execPath)" "$1/usr/local/bin/node"
  mkdir -p "$1/usr/local/lib/node_modules"
  cp -r "$(dirname "$(readlink -f "$(command -v npm)")")/.." "$1/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/local/bin/npm"
  # Node is linked against libstdc++, which the real image has.
  cp /etc/resolv.conf "$1/etc/resolv.conf"
  chroot "$1" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends libstdc++6 && rm -rf /var/lib/apt/lists/*' \
    >"$workspace/log" 2>&1
  printf 'registry=%s\ncafile=/etc/ssl/certs/ca-certificates.crt\n' "$(npm config get registry)" >"$1/root/.npmrc"
}

make_bare() {
  mkdir -p "$1"/bin "$1"/etc "$1"/tmp "$1"/root
  cp "$(command -v busybox)" "$1/bin/busybox"
  ln -s busybox "$1/bin/sh"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$1/etc/passwd"
  chmod 1777 "$1/tmp"
}

import() {
  local folder=$1 image=$2
  shift 2
  tar -C "$folder" -c . | "$engine" import --change 'CMD ["/bin/sh"]' "$@" - "$image" >/dev/null
  echo "$image: a stand-in"
}

main
