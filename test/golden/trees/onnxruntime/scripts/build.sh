#!/usr/bin/env bash
# Builds what SageMaker takes: one image for linux/amd64 with a Docker manifest. SageMaker refuses OCI manifests and the
# index that a provenance record makes, so both are switched off. ENGINE=podman uses podman.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
if ! command -v "$engine" >/dev/null; then
  echo "scripts/build.sh: $engine is not installed; ENGINE=podman or another name chooses a different one" >&2
  exit 1
elif ! "$engine" version >/dev/null 2>&1; then
  echo "scripts/build.sh: $engine does not answer: start its service, or choose another one with ENGINE=podman" >&2
  exit 1
fi
manifest_hash=$(sha256sum marketplace.yaml | cut -d ' ' -f 1)

build() {
  local image=$1 dockerfile=$2
  local options=(--platform linux/amd64 --file "$dockerfile" --tag "$image" --label "sagemaker-mkt.manifest=sha256:$manifest_hash")
  if [[ $engine == *podman ]]; then
    "$engine" build --format docker "${options[@]}" .
  elif "$engine" buildx version >/dev/null 2>&1; then
    "$engine" buildx build --provenance=false --sbom=false --output type=docker "${options[@]}" .
  else
    "$engine" build "${options[@]}" .
  fi
  report "$image"
}

report() {
  local platform size id
  platform=$("$engine" image inspect --format '{{.Os}}/{{.Architecture}}' "$1")
  if [[ $platform != linux/amd64 ]]; then
    echo "scripts/build.sh: $1 is for $platform, and SageMaker runs linux/amd64" >&2
    exit 1
  fi
  size=$("$engine" image inspect --format '{{.Size}}' "$1")
  id=$("$engine" image inspect --format '{{.Id}}' "$1")
  printf '%s\n  size  %s MB\n  id    %s\n' "$1" "$((size / 1000000))" "$id"
}

build iris-species:0.1.0 Dockerfile
