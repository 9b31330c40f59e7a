#!/usr/bin/env bash
# Runs the given steps (check, test, build, rehearse, upload) for the listings in LISTINGS, one folder per line.
# Example:
#   LISTINGS=listings/churn ci/listings.sh check test
# A listing that fails a step skips the later steps; the other listings continue. The output of the steps is kept in
# CI_REPORTS, with the name of the failed step. POLICY is a policy file that binds each listing, besides every
# marketplace.policy.yaml above it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
reports=${CI_REPORTS:-$(mktemp -d)}
# In an array, so that no name is split; old versions of bash refuse an empty one without the `+`.
policy=()
[[ -z ${POLICY:-} ]] || policy=(--policy "$POLICY")

check() {
  local format=text
  is_github && format=github
  sagemaker-mkt check --format "$format" ${policy[@]+"${policy[@]}"} -- "$1"
}

# An algorithm needs a model to answer, so it is trained first if the repository has data for it.
run_tests() {
  cd -- "$1"
  if [[ -f package-lock.json ]]; then
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund
  elif [[ $(npm pkg get dependencies) != '{}' ]]; then
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --no-package-lock
  fi
  [[ ! -d local/input/data ]] || npm run train --if-present
  npm test
}

# An algorithm can only be rehearsed if the repository has data to train it with.
rehearse() {
  if [[ -e $1/bin/train && ! -d $1/local/input/data ]]; then
    echo "$1 is not rehearsed: there is no local/input/data in the repository"
    return
  fi
  sagemaker-mkt rehearse --junit "$2/rehearsal.xml" --report "$2/rehearsal.html" ${policy[@]+"${policy[@]}"} -- "$1"
}

run_step() {
  case $1 in
    check) check "$2" ;;
    test) run_tests "$2" ;;
    build) "$2/scripts/build.sh" ;;
    rehearse) rehearse "$2" "$3" ;;
    upload) "$2/scripts/upload.sh" ;;
    *)
      printf 'error: there is no step %s\n  fix: use check, test, build, rehearse or upload\n' "$1" >&2
      return 2
      ;;
  esac
}

is_github() {
  [[ ${GITHUB_ACTIONS:-} == true ]]
}

headline() {
  if is_github; then echo "::group::$1"; else echo "== $1"; fi
}

# In a pipe, `set -e` stays active, so the step still ends at its first failure. In an `if` it would not.
run_and_keep() {
  local step=$1 listing=$2 report=$3 status
  headline "$step $listing"
  set +e
  (
    set -e
    run_step "$step" "$listing" "$report"
  ) 2>&1 | tee "$report/$step.log"
  status=${PIPESTATUS[0]}
  set -e
  if is_github; then echo '::endgroup::'; fi
  [[ $status == 0 ]] && return
  if is_github; then echo "::error title=$step::$listing failed with exit code $status"; fi
  echo "$step" >"$report/failed"
  return 1
}

exit_code=0
for step in "$@"; do
  number=0
  while IFS= read -r listing <&3; do
    [[ -n $listing ]] || continue
    number=$((number + 1))
    report=$reports/$number-${listing//[^A-Za-z0-9._-]/_}
    mkdir -p "$report"
    if [[ -f $report/failed ]]; then
      echo "$listing is left out of $step: it failed $(<"$report/failed")"
    else
      run_and_keep "$step" "$listing" "$report" || exit_code=1
    fi
  done 3<<<"${LISTINGS:-}"
done
exit "$exit_code"
