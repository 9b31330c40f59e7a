#!/usr/bin/env bash
# Runs the given steps (check, test, build, rehearse, save, load, upload) for the listings in LISTINGS, one folder per
# line. Example:
#   LISTINGS=listings/churn ci/listings.sh check test
# A listing that fails a step skips the later steps; the other listings continue. The output of the steps is kept in
# CI_REPORTS, with the name of the failed step. POLICY is a policy file that binds each listing, besides every
# marketplace.policy.yaml above it.
# The steps until `save` run code of the listings: their job gets no credentials. It saves the images in CI_IMAGES, and
# another job, in a fresh checkout, loads and uploads them: `load` and `upload` run nothing of a listing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
reports=${CI_REPORTS:-$(mktemp -d)}
images=${CI_IMAGES:-ci-images}
image_limit=${IMAGE_LIMIT_MB:-5000}
engine=${ENGINE:-docker}
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
  if [[ ! -e scripts/local.sh ]]; then
    echo "$1 has no tests: its image is not generated"
    return
  fi
  if [[ -f package-lock.json ]]; then
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund
  elif [[ $(npm pkg get dependencies) != '{}' ]]; then
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --no-package-lock
  fi
  [[ ! -d local/input/data ]] || npm run train --if-present
  npm test
}

# An image of the seller's own comes from their scripts/build.sh, or from the registry in its name.
build() {
  local name
  if [[ -e $1/scripts/build.sh ]]; then
    "$1/scripts/build.sh"
    return
  fi
  for name in $(image_names "$1"); do "$engine" pull "$name"; done
}

# An algorithm can only be rehearsed if the repository has data to train it with.
rehearse() {
  if [[ -e $1/bin/train && ! -d $1/local/input/data ]]; then
    echo "$1 is not rehearsed: there is no local/input/data in the repository"
    return
  fi
  sagemaker-mkt rehearse --junit "$2/rehearsal.xml" --report "$2/rehearsal.html" ${policy[@]+"${policy[@]}"} -- "$1"
}

# Saves the images with their ids.
save() {
  local folder archive names megabytes options=()
  folder=$(images_of "$1")
  archive=$folder/images.tar.gz
  names=$(image_names "$1")
  [[ $engine != *podman* ]] || options=(--multi-image-archive)
  mkdir -p "$folder"
  # No name of an image has a space.
  # shellcheck disable=SC2086
  "$engine" save ${options[@]+"${options[@]}"} $names | gzip -1 >"$archive"
  image_ids "$names" >"$folder/ids.txt"
  printf '%s\n' "$1" >"$folder/listing.txt"
  megabytes=$(($(wc -c <"$archive") / 1000000))
  [[ $megabytes -gt $image_limit ]] || return 0
  rm -r "$folder"
  fail "the images of $1 have $megabytes MB, and at most $image_limit MB are handed over" \
    'upload them from a machine of your own, with sagemaker-mkt upload; or raise IMAGE_LIMIT_MB, if there is space for them'
}

load() {
  local folder names
  folder=$(images_of "$1")
  [[ -d $folder ]] || fail "no images of $1 were handed over" 'see the job that builds them: it failed before it saved them'
  gzip -dc "$folder/images.tar.gz" | "$engine" load
  names=$(image_names "$1")
  [[ $(image_ids "$names") == "$(<"$folder/ids.txt")" ]] ||
    fail "the images of $1 are not those that were rehearsed" 'run both jobs again'
}

images_of() {
  printf '%s/%s-%s' "$images" "${1//[^A-Za-z0-9._-]/_}" "$(cksum <<<"$1" | cut -d ' ' -f 1)"
}

image_names() {
  sagemaker-mkt matrix --format images -- "$1"
}

image_ids() {
  local name
  for name in $1; do "$engine" image inspect --format '{{.Id}}' "$name"; done
}

fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  return 1
}

run_step() {
  case $1 in
    check) check "$2" ;;
    test) run_tests "$2" ;;
    build) build "$2" ;;
    rehearse) rehearse "$2" "$3" ;;
    save) save "$2" ;;
    load) load "$2" ;;
    upload) sagemaker-mkt upload ${policy[@]+"${policy[@]}"} -- "$2" ;;
    *) fail "there is no step $1" 'use check, test, build, rehearse, save, load or upload' ;;
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
