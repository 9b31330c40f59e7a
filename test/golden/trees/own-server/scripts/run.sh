#!/usr/bin/env bash
# Runs the image as SageMaker does, on this machine: `scripts/run.sh` serves on http://127.0.0.1:8080.
# PORT sets another port, and ENGINE=podman uses podman. Ctrl-C stops it as SageMaker would.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
port=${PORT:-8080}

fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  exit 4
}

need_image() {
  command -v "$engine" >/dev/null ||
    fail "there is no $engine here, which runs the image" 'install Docker; or install podman, and set ENGINE=podman'
  complaint=$("$engine" version 2>&1 >/dev/null) ||
    fail "$engine does not answer: $complaint" 'start it, and make sure that this user is allowed to use it'
  "$engine" image inspect "$1" >/dev/null 2>&1 || fail "there is no image $1 here" 'build it with scripts/build.sh'
}

serve() {
  local image=rent-server:0.1.0
  need_image "$image"
  echo "http://127.0.0.1:$port/ping answers 200 as soon as the model is loaded; Ctrl-C stops"
  exec "$engine" run --rm --stop-timeout 30 --publish "127.0.0.1:$port:8080" "$image" serve
}

case ${1:-serve} in
  serve) serve ;;
  *)
    echo "usage: scripts/run.sh [serve]" >&2
    exit 2
    ;;
esac
