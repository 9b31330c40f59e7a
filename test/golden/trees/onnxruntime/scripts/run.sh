#!/usr/bin/env bash
# Runs the image as SageMaker does, on this machine: `scripts/run.sh` serves on http://127.0.0.1:8080.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
port=${PORT:-8080}

serve() {
  exec "$engine" run --rm --publish "127.0.0.1:$port:8080" iris-species:0.1.0 serve
}

case ${1:-serve} in
  serve) serve ;;
  *)
    echo "usage: scripts/run.sh [serve]" >&2
    exit 2
    ;;
esac
