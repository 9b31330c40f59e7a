#!/usr/bin/env bash
# One build of the batch: it finds the changed listings, takes its share of them, and checks, tests, builds and
# rehearses them. A push to BRANCH uploads them as well. A build outside a batch takes all of them. These variables
# override this: LISTINGS (one folder per line), SINCE (a branch or commit) and UPLOAD (yes or no).
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
upload=${UPLOAD:-}
if [[ -z $upload ]] && is_push_to_branch; then upload=yes; fi
[[ $upload != yes ]] || steps+=(upload)
exec ci/listings.sh "${steps[@]}"
