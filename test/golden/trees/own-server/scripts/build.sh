#!/usr/bin/env bash
# Builds an image that SageMaker accepts: for linux/amd64, with a Docker manifest. SageMaker rejects OCI manifests,
# and the image index that a provenance record creates. Both are switched off, and checked after the build.
# ENGINE=podman uses podman.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}

fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  exit 4
}

command -v "$engine" >/dev/null ||
  fail "there is no $engine here, which builds the image" 'install Docker; or install podman, and set ENGINE=podman'
complaint=$("$engine" version 2>&1 >/dev/null) ||
  fail "$engine does not answer: $complaint" 'start it, and make sure that this user is allowed to use it'

manifest_hash=$({ sha256sum marketplace.yaml 2>/dev/null || shasum -a 256 marketplace.yaml; } | cut -d ' ' -f 1)
options=(--platform linux/amd64 --label "sagemaker-mkt.manifest=sha256:$manifest_hash")
# Settings to reach the npm registry from the build, if this machine needs them.
for name in NPM_CONFIG_REGISTRY CA_CERTIFICATES; do
  [[ -z ${!name:-} ]] || options+=(--build-arg "$name=${!name}")
done
# podman resolves short image names with its own list. These options make it use the same images as Docker.
full_names=(
  --build-context node:24-bookworm-slim=docker-image://docker.io/library/node:24-bookworm-slim
  --build-context amazonlinux:2023=docker-image://docker.io/library/amazonlinux:2023
)

is_podman() {
  [[ $("$engine" --version) == *podman* ]]
}

build() {
  local image=$1 dockerfile=$2
  if is_podman; then
    [[ $("$engine" build --help) == *--build-context* ]] || full_names=()
    "$engine" build --format docker "${options[@]}" "${full_names[@]}" --file "$dockerfile" --tag "$image" .
  elif "$engine" buildx version >/dev/null 2>&1; then
    "$engine" buildx build --provenance=false --sbom=false --output type=docker,oci-mediatypes=false \
      "${options[@]}" --file "$dockerfile" --tag "$image" .
  else
    "$engine" build "${options[@]}" --file "$dockerfile" --tag "$image" .
  fi
  check "$image"
  report "$image"
}

field() {
  "$engine" image inspect --format "$2" "$1"
}

check() {
  local platform
  platform=$(field "$1" '{{.Os}}/{{.Architecture}}')
  [[ $platform == linux/amd64 ]] ||
    fail "$1 is for $platform, and SageMaker runs linux/amd64" \
      'remove the local copies of the images after FROM in the Dockerfile, and build again'
  ! "$engine" image inspect "$1" | grep -q 'application/vnd\.oci\.image' ||
    fail "$1 has an OCI manifest, and SageMaker only accepts Docker manifests" \
      'switch off the containerd image store of the engine, or use ENGINE=podman'
}

report() {
  local size digest=.Id
  is_podman && digest=.Digest
  size=$(field "$1" '{{.Size}}')
  printf '%s\n  size    %s MB\n  digest  %s\n' "$1" "$((size / 1000000))" "$(field "$1" "{{$digest}}")"
}

build rent-server:0.1.0 Dockerfile
