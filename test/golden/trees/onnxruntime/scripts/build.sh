#!/usr/bin/env bash
# Builds what SageMaker takes: one image for linux/amd64 with a Docker manifest. SageMaker refuses OCI manifests and the
# index that a provenance record makes, so both are switched off. ENGINE=podman uses podman.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
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
  local size id
  size=$("$engine" image inspect --format '{{.Size}}' "$1")
  id=$("$engine" image inspect --format '{{.Id}}' "$1")
  printf '%s\n  size  %s MB\n  id    %s\n' "$1" "$((size / 1000000))" "$id"
}

build iris-species:0.1.0 Dockerfile
