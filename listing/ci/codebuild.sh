#!/usr/bin/env bash
# One build of the batch: it finds the changed listings, takes its share of them, and checks, tests, builds and
# rehearses them. After a push to BRANCH it stores their images in IMAGES (s3://bucket/folder), for the project that
# uploads them. A build outside a batch takes all listings. These variables override this: LISTINGS (one folder per
# line), SINCE (a branch or commit) and SAVE (yes or no).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# After a new branch or a forced push, the previous commit does not exist: every listing counts as changed.
commit_before() {
  case ${CODEBUILD_WEBHOOK_EVENT:-} in
    PULL_REQUEST_*) git fetch --quiet origin "$CODEBUILD_WEBHOOK_BASE_REF" && git rev-parse FETCH_HEAD ;;
    PUSH) git rev-parse --verify --quiet "${CODEBUILD_WEBHOOK_PREV_COMMIT:-}^{commit}" || true ;;
  esac
}

is_push_to_branch() {
  [[ ${CODEBUILD_WEBHOOK_EVENT:-} == PUSH && ${CODEBUILD_WEBHOOK_HEAD_REF:-} == "refs/heads/$BRANCH" ]]
}

if [[ -z ${LISTINGS:-} ]]; then
  since=${SINCE:-$(commit_before)}
  options=(--format lines)
  [[ -z ${SHARD:-} ]] || options+=(--shards "$SHARDS" --shard "$SHARD")
  [[ -z $since ]] || options+=(--since "$since")
  [[ -z ${POLICY:-} ]] || options+=(--policy "$POLICY")
  LISTINGS=$(sagemaker-mkt matrix "${options[@]}" -- "$PATTERN")
fi
export LISTINGS
# A share can be empty, but the upload of artifacts needs a file.
mkdir -p "$CI_REPORTS"
printf '%s\n' "$LISTINGS" >"$CI_REPORTS/listings.txt"

steps=(check test build rehearse)
saves=${SAVE:-}
if [[ -z $saves ]] && is_push_to_branch; then saves=yes; fi
[[ $saves == yes ]] || exec ci/listings.sh "${steps[@]}"

if [[ -z ${IMAGES:-} ]]; then
  printf 'error: there is no place for the images\n  fix: set IMAGES of the project to s3://bucket/folder\n' >&2
  exit 2
fi
exit_code=0
ci/listings.sh "${steps[@]}" save || exit_code=$?
# A failed listing does not keep the others from the upload.
[[ ! -d $CI_IMAGES ]] ||
  aws s3 cp --recursive --only-show-errors "$CI_IMAGES" "$IMAGES/$CODEBUILD_RESOLVED_SOURCE_VERSION"
exit "$exit_code"
