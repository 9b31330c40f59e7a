#!/usr/bin/env bash
# Uploads the images that the builds of this commit stored in IMAGES (s3://bucket/folder). Only this project has a role
# that may upload, and it runs nothing of a listing. The listings are those of the checkout: what was stored only says
# which of them have images.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ -z ${IMAGES:-} ]]; then
  printf 'error: there is no place to take the images from\n  fix: set IMAGES of the project to s3://bucket/folder\n' >&2
  exit 2
fi
mkdir -p "$CI_IMAGES" "$CI_REPORTS"
aws s3 cp --recursive --only-show-errors "$IMAGES/$CODEBUILD_RESOLVED_SOURCE_VERSION" "$CI_IMAGES"
stored=$(cat "$CI_IMAGES"/*/listing.txt 2>/dev/null || true)
LISTINGS=$(sagemaker-mkt matrix --format lines -- "$PATTERN")
LISTINGS=$(grep --line-regexp --fixed-strings --regexp="$stored" <<<"$LISTINGS" || true)
export LISTINGS
printf '%s\n' "$LISTINGS" >"$CI_REPORTS/listings.txt"
exec ci/listings.sh load upload
