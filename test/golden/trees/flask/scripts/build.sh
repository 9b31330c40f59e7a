#!/usr/bin/env bash
# Builds what SageMaker takes: one image for linux/amd64 with a Docker manifest. SageMaker refuses OCI manifests and the
# index that a provenance record makes, so both are switched off, and looked for afterwards. ENGINE=podman uses podman.
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
  fail "$engine does not answer: $complaint" 'start it, and see that this user may use it'

manifest_hash=$({ sha256sum marketplace.yaml 2>/dev/null || shasum -a 256 marketplace.yaml; } | cut -d ' ' -f 1)
options=(--platform linux/amd64 --label "sagemaker-mkt.manifest=sha256:$manifest_hash")
# How the build reaches the Python index, where this machine needs it.
for name in PIP_INDEX_URL PIP_FIND_LINKS PIP_NO_INDEX CA_CERTIFICATES; do
  [[ -z ${!name:-} ]] || options+=(--build-arg "$name=${!name}")
done
# A short name is not the same image everywhere: podman has its own list of them. Docker's meaning is the right one.
full_names=(
  --build-context python:3.11-slim-bookworm=docker-image://docker.io/library/python:3.11-slim-bookworm
  --build-context ubuntu:18.04=docker-image://docker.io/library/ubuntu:18.04
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
      'remove what is here of the images that the Dockerfile names after FROM, and build again'
  ! "$engine" image inspect "$1" | grep -q 'application/vnd\.oci\.image' ||
    fail "$1 has an OCI manifest, and SageMaker takes Docker's alone" \
      'switch the containerd image store of the engine off, or use ENGINE=podman'
}

report() {
  local size digest=.Id
  is_podman && digest=.Digest
  size=$(field "$1" '{{.Size}}')
  printf '%s\n  size    %s MB\n  digest  %s\n' "$1" "$((size / 1000000))" "$(field "$1" "{{$digest}}")"
}

build hello-flask:0.1.0 Dockerfile
