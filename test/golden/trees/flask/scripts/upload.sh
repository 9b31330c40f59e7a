#!/usr/bin/env bash
# Pushes what scripts/build.sh made to Amazon ECR and waits for the vulnerability scan that AWS Marketplace reads.
# Needs the AWS CLI with credentials of the seller's own account. Every step may be repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
region=us-east-2
release=0.1.0
wait_minutes=15
blocked_severities=(CRITICAL HIGH)

account=$(aws sts get-caller-identity --query Account --output text)
registry="$account.dkr.ecr.$region.amazonaws.com"

log_in() {
  aws ecr get-login-password --region "$region" |
    "$engine" login --username AWS --password-stdin "$registry"
}

make_repository() {
  aws ecr describe-repositories --region "$region" --repository-names "$1" >/dev/null 2>&1 ||
    aws ecr create-repository --region "$region" --repository-name "$1" \
      --image-scanning-configuration scanOnPush=true >/dev/null
}

push() {
  local image=$1 repository=$2
  make_repository "$repository"
  "$engine" tag "$image" "$registry/$repository:$release"
  "$engine" push "$registry/$repository:$release"
}

digest_of() {
  aws ecr describe-images --region "$region" --repository-name "$1" --image-ids imageTag="$release" \
    --query 'imageDetails[0].imageDigest' --output text
}

scan_field() {
  aws ecr describe-image-scan-findings --region "$region" --repository-name "$1" --image-id imageTag="$release" \
    --query "$2" --output text 2>/dev/null || echo NOT_STARTED
}

# A scan that was started on push, or within the last 24 hours, cannot be started again: then there is one to wait for.
wait_for_scan() {
  local repository=$1 status deadline=$((SECONDS + wait_minutes * 60))
  aws ecr start-image-scan --region "$region" --repository-name "$repository" --image-id imageTag="$release" \
    >/dev/null 2>&1 || true
  while :; do
    status=$(scan_field "$repository" imageScanStatus.status)
    case $status in
      COMPLETE | ACTIVE) return ;;
      UNSUPPORTED_IMAGE)
        fail "ECR cannot scan the base of $repository:$release, and AWS Marketplace refuses an image without a scan" \
          "choose a base that it can scan in marketplace.yaml: ubuntu:18.04 or amazonlinux:2023"
        ;;
      FAILED) fail "the scan of $repository:$release failed" "look at it in the ECR console, or push again tomorrow" ;;
    esac
    ((SECONDS < deadline)) || fail "no scan result after $wait_minutes minutes (last state: $status)" "run this script again later"
    sleep 10
  done
}

refuse_findings() {
  local repository=$1 severity count refused=
  for severity in "${blocked_severities[@]}"; do
    count=$(scan_field "$repository" "imageScanFindings.findingSeverityCounts.$severity")
    case $count in
      None | 0 | NOT_STARTED) ;;
      *) refused+=" $count $severity" ;;
    esac
  done
  [[ -z $refused ]] || fail "the scan of $repository:$release found$refused" "update the base or the packages, build and upload again"
}

fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  exit 4
}

log_in
push hello-flask:0.1.0 hello-flask
wait_for_scan hello-flask
refuse_findings hello-flask
printf '%s@%s\n' "$registry/"hello-flask "$(digest_of hello-flask)"
echo 'uploaded and scanned; the next step is scripts/register.sh'
