#!/usr/bin/env bash
# Pushes the images of scripts/build.sh to Amazon ECR, and waits for the vulnerability scan that AWS
# Marketplace reads. Needs the AWS CLI with credentials of your seller account, and Docker (or podman with ENGINE=podman).
# You can run it several times: it skips finished steps, and continues after an interrupted run.
#   --dry-run   only prints the steps, and makes no calls
#   --move-tag  replaces the image of this release with another one
set -euo pipefail
cd -- "$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
engine=${ENGINE:-docker}
pause=${PAUSE_SECONDS:-5}
region=us-east-2
release=0.1.0
wait_minutes=15
blocked_severities=(CRITICAL HIGH)
docker_manifest=application/vnd.docker.distribution.manifest.v2+json
passing='Throttling|TooManyRequests|Rate exceeded|SlowDown|RequestLimitExceeded|Could not connect to the endpoint|connect to proxy|ERR_PROXY|onnection reset|RemoteDisconnected|onnect timeout|Read timeout|Connection was closed|Could not resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|socket hang up|TimeoutError|InternalFailure|InternalError|ServerException|ServiceUnavailable|InternalServerError|[(]50[0-9][)]'

export AWS_PAGER='' AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=5
# Only the AWS CLI gets the keys, and no other program.
keys=(AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN)
export -n "${keys[@]}"
child=''

say() {
  status_line
  printf '%s\n' "$*" >&2
}

# Prints a transient status line, which the next line replaces. Only in a terminal.
status_line() {
  if [[ -t 2 ]]; then printf '\r\033[2K%s' "$*" >&2; fi
}

# The third argument is the original error text.
fail() {
  say "error: $1"
  say "  fix: $2"
  [[ -z ${3:-} ]] || say "  said: $(printf '%s' "$3" | tr -s '[:space:]' ' ' | sed 's/^ //')"
  exit 4
}

cleanup() {
  if [[ -n $child ]]; then kill "$child" 2>/dev/null || true; fi
  if [[ -n $work ]]; then rm -rf "$work"; fi
}

work=''
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
{ work=$(mktemp -d) && head -c 65536 /dev/zero >"$work/room" && rm "$work/room"; } 2>/dev/null ||
  fail 'there is no room for temporary files' 'set TMPDIR to a folder that has enough, and run this again'

# If $said matches the pattern of a known error, fails with its explanation and fix.
fail_if_known() {
  local pattern=$1 what=$2 fix=$3
  [[ ! $said =~ $pattern ]] || fail "cannot $doing: ${what/\%s/${BASH_REMATCH[1]:-}}" "$fix" "$said"
}

# Fails if $said is a known error of AWS.
check_known_aws_errors() {
  fail_if_known 'ExpiredToken|RequestExpired|oken (has|is) expired|oken included .* is expired|session .*has expired' \
    'your AWS credentials have expired' \
    'log in again (aws sso login, or new keys), and run this again: it goes on where it stopped'
  fail_if_known 'config profile .* could not be found|not resolve credentials using profile' \
    'AWS_PROFILE names a profile that does not exist on this machine' \
    'choose one of those that  aws configure list-profiles  prints'
  fail_if_known 'SSO Token|SSO session token|custom-process|sso login' \
    'the login of single sign-on is missing or has expired' \
    'log in with aws sso login, and run this again: it goes on where it stopped'
  fail_if_known 'MultiFactorAuthentication|multi-factor|MFA' \
    'these credentials need the code of a second factor' \
    'fetch session keys with aws sts get-session-token and export them, or use the script, whose AWS CLI asks for the code'
  fail_if_known 'Unable to locate credentials|Could not load credentials|artial credentials found' \
    'there are no AWS credentials here' \
    'log in as the AWS CLI does: aws configure, aws sso login, or AWS_PROFILE=<name>'
  fail_if_known 'explicit deny' \
    'a rule of your organization does not allow this' \
    'ask the administrators of its service control policies and permission boundaries; the message below names the action'
  fail_if_known 'not authorized to perform: (kms:[A-Za-z0-9]+)' \
    'this AWS identity is not allowed to do %s on the key that encrypts the bucket or the repository' \
    'allow kms:GenerateDataKey and kms:Decrypt in the policy of that key'
  fail_if_known 'not authorized to perform: (sts:AssumeRole[A-Za-z]*)' \
    'this AWS identity is not allowed to do %s' \
    'check which role AWS_PROFILE assumes, and whom its trust policy allows'
  fail_if_known 'ross-account pass role' \
    'validation.role is of another account' \
    'name a role of this account in marketplace.yaml, and generate'
  fail_if_known 'not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)' \
    'this AWS identity is not allowed to do %s' \
    'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity'
  fail_if_known 'RequestTimeTooSkewed|Signature not yet current|Signature expired' \
    'the clock of this machine is wrong' \
    'set it, and run this again'
  fail_if_known 'UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|AuthFailure' \
    'AWS does not know these credentials in this Region' \
    'check that the keys are complete and belong to the right account, and that the account has opted in to the Region of marketplace.yaml'
  fail_if_known 'HeadObject operation.*(Forbidden|403)' \
    'this AWS identity is not allowed to do s3:GetObject, or not s3:ListBucket' \
    'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity'
  fail_if_known 'AccessDenied.* when calling the ([A-Za-z]+)' \
    'this AWS identity is not allowed to do %s' \
    'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity'
  fail_if_known 'AccessDenied|Forbidden|[(]403[)]' \
    'this AWS identity is not allowed to do that' \
    'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity'
  fail_if_known 'PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|Moved Permanently|[(]301[)]' \
    'the bucket is in another Region' \
    'name a bucket of the Region of the listing in marketplace.yaml: AWS requires images and model in one Region'
  fail_if_known 'CERTIFICATE_VERIFY_FAILED|self-signed certificate|unable to (get|verify)' \
    'the certificate that answers for AWS is not trusted; a proxy that inspects connections causes this' \
    'name the certificates of your proxy in AWS_CA_BUNDLE, and in NODE_EXTRA_CA_CERTS for the command'
  fail_if_known NoSuchBucket \
    'there is no such bucket' \
    'make it in the Region of marketplace.yaml (aws s3 mb), or correct the S3 address there'
  fail_if_known 'Throttling|TooManyRequests|Rate exceeded|SlowDown|RequestLimitExceeded' \
    'AWS throttles these calls, also after several tries' \
    'wait a few minutes, and run this again: it goes on where it stopped'
  fail_if_known 'LimitExceeded|ServiceQuotaExceeded|ResourceLimitExceeded' \
    'a limit of the account is reached' \
    'have it raised in Service Quotas, or remove what is no longer needed'
  fail_if_known 'Could not connect to the endpoint|connect to proxy|ERR_PROXY|onnection reset|RemoteDisconnected|onnect timeout|Read timeout|Connection was closed|Could not resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|socket hang up|TimeoutError' \
    'this machine cannot reach AWS' \
    'look at the network, the proxy (HTTPS_PROXY) and the Region, and run this again: it goes on where it stopped'
  fail_if_known 'InternalFailure|InternalError|ServerException|ServiceUnavailable|InternalServerError|[(]50[0-9][)]' \
    'AWS has an internal error, also after several tries' \
    'wait a few minutes, and run this again: it goes on where it stopped'
}

explain() {
  local doing=$1 said=$2
  check_known_aws_errors
  fail "cannot $doing" 'fix the cause that is printed below, and run this again' "$said"
}

# Replaces the shell, so it must run in a subshell.
exec_aws() {
  export "${keys[@]}"
  exec aws "$@"
}

# If the clock is wrong, AWS's error text can contain the session token.
hide_token() {
  sed 's/\(-token:\)[^[:space:]]*/\1***/g'
}

# Calls AWS. The answer is in $answer, the error text in $refusal.
ask() {
  refusal=$({ exec_aws --region "$region" --output text "$@" 2>&1 >"$work/answer"; } | hide_token) || return
  answer=$(<"$work/answer")
}

must() {
  local doing=$1
  shift
  ask "$@" || explain "$doing" "$refusal"
}

# Checks the settings in the environment before the first call.
check_settings() {
  local setting name least most said
  for setting in 'ENGINE_SECONDS 1 1000000' 'PAUSE_SECONDS 0 86400' 'MULTIPART_ABOVE 0 2000000000' 'PART_BYTES 5242880 2000000000'; do
    read -r name least most <<<"$setting"
    said=${!name:-}
    [[ -z $said || ($said =~ ^(0|[1-9][0-9]{0,9})$ && $said -ge $least && $said -le $most) ]] ||
      fail "$name is set to $said, and takes a whole number from $least to $most" 'write such a number, or unset it'
  done
}

find_account() {
  command -v aws >/dev/null || fail 'there is no AWS CLI here' 'install it: https://aws.amazon.com/cli/'
  must 'find out the account' sts get-caller-identity --query Account
  account=$answer
  say "account $account, Region $region"
}

# Replaces the shell, so it must run in a subshell. To kill this subshell ends the engine's command. After login,
# $work comes first in the PATH and is the engine's configuration folder.
exec_engine() {
  if [[ -e $work/config.json ]]; then
    export PATH="$work:$PATH" DOCKER_CONFIG="$work" REGISTRY_AUTH_FILE="$work/config.json"
  fi
  exec "$engine" "$@"
}

# Runs a command of the engine with a timeout in seconds. The command also ends when this script ends.
with_timeout() {
  local seconds=$1 end late='' status=0
  shift
  end=$((SECONDS + seconds))
  exec_engine "$@" <&0 9>&- &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    if ((SECONDS >= end)); then
      late="$engine $1 did not end within $seconds seconds"
      kill "$child" 2>/dev/null || true
    fi
    sleep 0.2
  done
  wait "$child" || status=$?
  child=''
  if ((status != 0)) && [[ -n $late ]]; then say "$late"; fi
  return "$status"
}

find_engine() {
  command -v "$engine" >/dev/null ||
    fail "there is no $engine here, which pushes the image" 'install Docker; or install podman, and set ENGINE=podman'
  with_timeout "${ENGINE_SECONDS:-60}" version >/dev/null 2>"$work/refusal" ||
    fail "$engine does not answer" 'start it, and make sure that this user is allowed to use it' "$(<"$work/refusal")"
}

is_podman() {
  [[ $(exec_engine --version) == *podman* ]]
}

find_image() {
  local platform
  platform=$(exec_engine image inspect --format '{{.Os}}/{{.Architecture}}' "$1" 2>/dev/null) ||
    fail "there is no image $1 here" 'build it with scripts/build.sh'
  [[ $platform == linux/amd64 ]] ||
    fail "$1 is for $platform, and SageMaker runs linux/amd64" 'build it with scripts/build.sh'
}

# Logs the engine in. The engine reads the password from a pipe that ends with this script, so it is in no file, in no
# variable that `bash -x` would show, and the seller's own logins do not change. The Docker context is copied, because
# a new configuration would lose the engine's address.
log_in() {
  local context=''
  mkfifo "$work/held"
  exec 9<>"$work/held"
  cat >"$work/docker-credential-held" <<'KEEPER'
#!/usr/bin/env bash
# A credential helper. The container engine calls it with `get` for its password. The password is in a pipe that
# exists only during the upload, and in no file. Each read writes it back.
[[ ${1:-} == get ]] || exit 0
held=$(dirname "$0")/held
cat >/dev/null
IFS= read -r -t 1 kept <>"$held" || {
  echo 'credentials not found in native keychain'
  exit 1
}
printf '%s\n' "$kept" | tee -a "$held"
KEEPER
  chmod +x "$work/docker-credential-held"
  if ! is_podman; then
    context=$(exec_engine context inspect --format '{{.Name}}' 2>/dev/null) || context=default
    ln -s "${DOCKER_CONFIG:-${HOME:-}/.docker}/contexts" "$work/contexts"
  fi
  refusal=$({ exec_aws --region "$region" ecr get-login-password |
    sed 's|.*|{"ServerURL":"'"$registry"'","Username":"AWS","Secret":"&"}|' >&9; } 2>&1 | hide_token) ||
    explain 'get the password of the registry' "$refusal"
  printf '{"credHelpers":{"%s":"held"},"currentContext":"%s"}\n' "$registry" "${context/#default/}" >"$work/config.json"
  with_timeout "${ENGINE_SECONDS:-60}" login --username AWS --password-stdin "$registry" \
    < <("$work/docker-credential-held" get </dev/null | sed 's/.*"Secret":"//; s/"}$//') >/dev/null 2>"$work/refusal" ||
    fail "cannot log in to $registry: $engine is refused" \
      'see that this machine reaches it, and that the clock is right' "$(<"$work/refusal")"
}

push_image() {
  local name=$registry/$2:$release options=() bytes said attempt
  said=$(exec_engine tag "$1" "$name" 2>&1) || fail "cannot name $1 for the registry" 'run this again' "$said"
  bytes=$(exec_engine image inspect --format '{{.Size}}' "$1") || bytes=0
  if is_podman; then options=(--format v2s2); fi
  [[ -e $work/config.json ]] || log_in
  for attempt in 1 2 3; do
    # Engines have no timeout for a registry that does not answer. For a slow one, allow a second for every 300 kB
    # of the image.
    if with_timeout "${ENGINE_SECONDS:-$((600 + bytes / 300000))}" push ${options[@]+"${options[@]}"} "$name" \
      >&2 2>"$work/refusal"; then return; fi
    said=$(<"$work/refusal")
    if [[ $attempt == 3 ]] || ! is_temporary; then break; fi
    say "$2:$release: push $attempt of 3 failed, and the next one starts in $((pause * attempt)) s"
    sleep "$((pause * attempt))"
  done
  explain_push "push $2:$release"
}

is_temporary() {
  local pattern
  for pattern in 'no space left on device' 'tag .*immutable|ImageTagAlreadyExists' 'daemon socket|Docker daemon' 'no basic auth|unauthorized|authentication required|denied|403 Forbidden|401 Unauthorized' 'x509|certificate'; do
    if [[ $said =~ $pattern ]]; then return 1; fi
  done
}

explain_push() {
  local doing=$1
  fail_if_known 'no space left on device' \
    'there is no room left on the disk' \
    'make some (docker system prune removes what no image uses), and run this again'
  fail_if_known 'tag .*immutable|ImageTagAlreadyExists' \
    'the repository does not allow to move a tag' \
    'raise product.release in marketplace.yaml, generate, and build and upload again'
  fail_if_known 'daemon socket|Docker daemon' \
    'the container engine has stopped, or this user is not allowed to use it' \
    'start it, and run this again: it goes on where it stopped'
  fail_if_known 'token has expired' \
    'the password of the registry has expired' \
    'run this again: it goes on where it stopped'
  fail_if_known 'no basic auth|unauthorized|authentication required|denied|403 Forbidden|401 Unauthorized' \
    'the registry does not accept these credentials' \
    'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity'
  fail_if_known 'x509|certificate' \
    'the certificate of the registry is not trusted' \
    'give the container engine the certificate of your proxy, or go around it'
  fail_if_known 'did not end within' \
    'the registry does not answer or is very slow, also after several tries' \
    'look at the network and the proxy, restart the engine, and run this again; ENGINE_SECONDS=<seconds> waits longer for a slow one'
  fail_if_known . \
    'the registry cannot be reached or closes the connection, also after several tries' \
    'look at the network and the proxy, and run this again: it goes on where it stopped'
  fail "cannot $doing" 'run this again' "$said"
}

make_repository() {
  if ask ecr describe-repositories --repository-names "$1"; then return; fi
  [[ $refusal == *RepositoryNotFound* ]] || explain "look for the repository $1" "$refusal"
  if ! ask ecr create-repository --repository-name "$1" --image-scanning-configuration scanOnPush=true; then
    [[ $refusal == *RepositoryAlreadyExists* ]] || explain "create the repository $1" "$refusal"
  fi
  say "$1: repository created"
}

# Finds the digest of the release in ECR, and the media type of its manifest. Both are empty if it does not exist.
find_release() {
  digest='' kind=''
  if ask ecr describe-images --repository-name "$1" --image-ids imageTag="$release" \
    --query 'imageDetails[0].[imageDigest,imageManifestMediaType]'; then
    IFS=$'\t' read -r digest kind <<<"$answer"
  elif [[ $refusal != *ImageNotFound* ]]; then
    explain "look for $1:$release in ECR" "$refusal"
  fi
}

# Compares the configuration digests: compression can differ between pushes of the same image.
is_same_image() {
  local image=$1 repository=$2 id manifest
  id=$(exec_engine image inspect --format '{{.Id}}' "$image" 2>/dev/null) ||
    fail "there is no image $image here" 'build it with scripts/build.sh'
  [[ sha256:${id#sha256:} != "$digest" ]] || return 0
  must "read the manifest of $repository:$release" ecr batch-get-image --repository-name "$repository" \
    --image-ids imageDigest="$digest" --accepted-media-types "$docker_manifest" --query 'images[0].imageManifest'
  manifest=$(tr -d ' \t\r\n' <<<"$answer")
  [[ $manifest =~ \"config\":\{[^}]*\"digest\":\"(sha256:[0-9a-f]+)\" && ${BASH_REMATCH[1]} == "sha256:${id#sha256:}" ]]
}

publish_image() {
  local image=$1 repository=$2
  make_repository "$repository"
  find_release "$repository"
  if [[ $kind == "$docker_manifest" ]] && is_same_image "$image" "$repository"; then
    say "$repository:$release: already exists"
  elif [[ -n $digest && -z $move_tag ]]; then
    check_kind "$repository"
    fail "$repository:$release is already in ECR, and is another image" \
      'raise product.release in marketplace.yaml, generate, build and upload; --move-tag moves a release that nobody uses yet'
  else
    push_image "$image" "$repository"
    find_release "$repository"
    [[ -n $digest ]] || fail "$repository:$release was pushed, but ECR does not have it" 'run this again'
    say "$repository:$release: pushed"
    check_kind "$repository"
  fi
  digests+=("$digest")
}

check_kind() {
  [[ $kind == "$docker_manifest" ]] ||
    fail "$1:$release has a manifest of type $kind, and SageMaker accepts only those of Docker" \
      'build with scripts/build.sh and upload with --move-tag; the containerd image store of Docker must be off'
}

# ECR scans an image at most once a day: after a push, or on request. Enhanced scanning needs no request. The AWS
# CLI would retry when this daily limit is reached, so it gets one attempt, and this script retries only temporary
# errors.
start_scan() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if AWS_MAX_ATTEMPTS=1 ask ecr start-image-scan --repository-name "$1" --image-id imageDigest="$2"; then return; fi
    [[ $refusal =~ $passing && $attempt != 5 ]] || break
    sleep "$((pause * attempt))"
  done
  case $refusal in
    *LimitExceeded* | *ValidationException*) ;;
    *UnsupportedImageType*) refuse_scan "$1" UNSUPPORTED_IMAGE ;;
    *) explain "start the scan of $1:$release" "$refusal" ;;
  esac
}

wait_for_scan() {
  local repository=$1 before='' state words began=$SECONDS
  while :; do
    state=NOT_STARTED words=''
    if ask ecr describe-image-scan-findings --no-paginate --repository-name "$repository" --image-id imageDigest="$2" \
      --query '[imageScanStatus.status, imageScanStatus.description]'; then
      IFS=$'\t' read -r state words <<<"$answer"
    elif [[ $refusal != *ScanNotFound* ]]; then
      explain "read the scan of $repository:$release" "$refusal"
    fi
    [[ $state == "$before" ]] || say "scan of $repository:$release: $state"
    before=$state
    case $state in
      COMPLETE | ACTIVE) return ;;
      IN_PROGRESS | PENDING | NOT_STARTED) ;;
      *) refuse_scan "$repository" "$state" "${words/#None/}" ;;
    esac
    if ((SECONDS - began >= wait_minutes * 60)); then
      [[ $state != NOT_STARTED ]] || refuse_scan "$repository" "$state"
      fail "the scan of $repository:$release is still $state after $wait_minutes minutes" \
        'run this again later: it goes on waiting; upload.scan.waitMinutes makes it wait longer'
    fi
    status_line "$state for $((SECONDS - began)) of $((wait_minutes * 60)) seconds"
    sleep "$pause"
  done
}

refuse_scan() {
  local what="the scan of $1:$release ended in $2"
  case $2 in
    UNSUPPORTED_IMAGE) fail "$1:$release: "'ECR cannot scan its base, and AWS Marketplace refuses an image without a scan' 'choose a base that it can scan in marketplace.yaml: amazonlinux:2023 or debian:13' "${3:-}" ;;
    FAILED) fail "$1:$release: "'the scan failed' 'run this again tomorrow, since ECR scans an image once a day, or raise product.release and upload that' "${3:-}" ;;
    SCAN_ELIGIBILITY_EXPIRED) fail "$1:$release: "'enhanced scanning looks only at newer images' 'lengthen the re-scan duration in Amazon Inspector, or raise product.release, build and upload again' "${3:-}" ;;
    FINDINGS_UNAVAILABLE) fail "$1:$release: "'Amazon Inspector has no results for it' 'check that Amazon Inspector is enabled for ECR in this account and Region, and run this again' "${3:-}" ;;
    LIMIT_EXCEEDED) fail "$1:$release: "'the account has used up its scans for this day' 'run this again tomorrow' "${3:-}" ;;
    IMAGE_ARCHIVED) fail "$1:$release: "'the image is archived, and ECR does not scan it' 'restore it in the ECR console, and run this again' "${3:-}" ;;
    NOT_STARTED) fail "$1:$release: "'no scan is scheduled for it' 'check in the ECR console that the scanning rules of the registry include this repository, and run this again' "${3:-}" ;;
    *) fail "$what" 'look at it in the ECR console, and run this again' "${3:-}" ;;
  esac
}

# The date until which marketplace.yaml allows a finding.
allowed_until() {
  case $1 in
    *) ;;
  esac
}

# Basic and enhanced scanning have different formats. Both become: severity, finding, package, version, fixed in,
# link.
# shellcheck disable=SC2016
findings_query='[
  not_null(imageScanFindings.findings, `[]`)[].[severity, name,
    (attributes[?key==`package_name`].value)[0] || `-`, (attributes[?key==`package_version`].value)[0] || `-`,
    (attributes[?starts_with(key, `fix`)].value)[0] || `-`, uri || `-`],
  not_null(imageScanFindings.enhancedFindings, `[]`)[].[severity, packageVulnerabilityDetails.vulnerabilityId || title,
    join(`, `, not_null(packageVulnerabilityDetails.vulnerablePackages, `[]`)[].name) || `-`,
    join(`, `, not_null(packageVulnerabilityDetails.vulnerablePackages, `[]`)[].version) || `-`,
    join(`, `, not_null(packageVulnerabilityDetails.vulnerablePackages, `[]`)[].fixedInVersion) || `-`,
    packageVulnerabilityDetails.sourceUrl || `-`]
][]'

judge_findings() {
  must "read the findings of $1:$release" ecr describe-image-scan-findings --repository-name "$1" \
    --image-id imageDigest="$2" --query "$findings_query"
  judge_rows "$1"
}

# The severity in the words of ECR.
severity_of() {
  case $1 in
    UNTRIAGED | UNKNOWN) echo UNDEFINED ;;
    NEGLIGIBLE) echo INFORMATIONAL ;;
    *) echo "$1" ;;
  esac
}

# Prints the rows of $answer that are blocked, and adds those that are not allowed to $refused.
judge_rows() {
  local repository=$1 severity count level id package version fixed link until state today
  today=$(date -u +%Y-%m-%d)
  printf 'severity\tfinding\tpackage\tversion\tfixed in\tstate\tlink\n' >"$work/table"
  for severity in ${blocked_severities[@]+"${blocked_severities[@]}"}; do
    count=0
    while IFS=$'\t' read -r level id package version fixed link; do
      [[ $(severity_of "$level") == "$severity" ]] || continue
      until=$(allowed_until "$id")
      if [[ -n $until && ! $today > $until ]]; then
        state="let through until $until"
      else
        state=refused
        [[ -z $until ]] || state="refused, was let through until $until"
        count=$((count + 1))
      fi
      printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$severity" "$id" "$package" "$version" "$fixed" "$state" "$link" >>"$work/table"
    done <<<"$answer"
    ((count == 0)) || refused+="${refused:+, }$count $severity in $repository"
  done
  [[ $(wc -l <"$work/table") -eq 1 ]] || print_table >&2
}

print_table() {
  awk -F '\t' '
    { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
    END {
      for (row = 1; row <= NR; row++) {
        line = ""
        for (i = 1; i < NF; i++) line = line sprintf("%-" width[i] "s  ", cell[row, i])
        print line cell[row, NF]
      }
    }' "$work/table"
}

# Before anything is sent, refuses what the scan after the push would refuse: where trivy or grype is installed.
judge_here() {
  local number image scanner='' why count
  refused=''
  if command -v trivy >/dev/null; then
    scanner=trivy
  elif command -v grype >/dev/null; then
    scanner=grype
  fi
  for number in "${!images[@]}"; do
    image=${images[number]} why='neither trivy nor grype is installed here'
    if [[ -z $scanner ]] || ! scan_here; then
      say "no scan before the push: $why; ECR scans after it"
      break
    fi
    count=$(grep -c . <<<"$answer") || true
    say "scan of $image by $scanner: $count findings"
    judge_rows "${repositories[number]}"
  done
  [[ -z $refused ]] ||
    fail "the scan before the push found vulnerabilities that marketplace.yaml does not allow: $refused" \
      'update the base or the packages, build and upload; upload.scan.allow lets a false finding through'
}

# The rows of the findings are in $answer. Their last line says that the report is whole.
# shellcheck disable=SC2016
scan_here() {
  local words source=docker limit=${ENGINE_SECONDS:-600}
  if is_podman; then source=podman; fi
  if [[ $scanner == trivy ]]; then
    words=(image --quiet --scanners vuln --image-src "$source" --format template --template '{{range .}}{{range .Vulnerabilities}}{{.Severity}}{{"\t"}}{{.VulnerabilityID}}{{"\t"}}{{.PkgName}}{{"\t"}}{{or .InstalledVersion "-"}}{{"\t"}}{{or .FixedVersion "-"}}{{"\t"}}{{or .PrimaryURL "-"}}{{"\n"}}{{end}}{{end}}whole' "$image")
  else
    printf '%s' '{{range .Matches}}{{$id := .Vulnerability.ID}}{{$cves := list}}{{range .RelatedVulnerabilities}}{{if hasPrefix "CVE-" .ID}}{{$cves = append $cves .ID}}{{end}}{{end}}{{if eq (len $cves) 1}}{{$id = index $cves 0}}{{end}}{{upper .Vulnerability.Severity}}{{"\t"}}{{$id}}{{"\t"}}{{.Artifact.Name}}{{"\t"}}{{or .Artifact.Version "-"}}{{"\t"}}{{or (join ", " .Vulnerability.Fix.Versions) "-"}}{{"\t"}}{{or .Vulnerability.DataSource "-"}}{{"\n"}}{{end}}whole' >"$work/template"
    words=("$source:$image" --output template --template "$work/template" --quiet)
  fi
  engine=$scanner with_timeout "$limit" "${words[@]}" >"$work/answer" 2>"$work/refusal" || true
  if [[ $(tail -n 1 "$work/answer") == whole ]]; then
    answer=$(sed '$d' "$work/answer")
    return
  fi
  why=$(sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d' "$work/refusal" | tail -n 1)
  if [[ $why == *"did not end within $limit seconds" ]]; then
    why="$scanner did not end within $limit seconds"
  else
    why="$scanner gave no report: ${why:-it printed nothing}"
  fi
  return 1
}

images=(iris-species:0.1.0)
repositories=(iris-species)
digests=()
move_tag='' dry_run=''
for word in "$@"; do
  case $word in
    --move-tag) move_tag=yes ;;
    --dry-run) dry_run=yes ;;
    -h | --help)
      sed -n '2,/^set /{ /^# /s/^# //p; }' scripts/upload.sh
      exit
      ;;
    *)
      say 'usage: scripts/upload.sh [--dry-run] [--move-tag]'
      exit 2
      ;;
  esac
done

if [[ -n $dry_run ]]; then
  echo 'would push iris-species:0.1.0 to the repository iris-species in us-east-2, and have it scanned'
  exit
fi

check_settings
find_engine
for image in "${images[@]}"; do find_image "$image"; done
judge_here
find_account
registry=$account.dkr.ecr.$region.amazonaws.com
for number in "${!images[@]}"; do publish_image "${images[number]}" "${repositories[number]}"; done
for number in "${!images[@]}"; do start_scan "${repositories[number]}" "${digests[number]}"; done
refused=''
for number in "${!images[@]}"; do
  wait_for_scan "${repositories[number]}" "${digests[number]}"
  judge_findings "${repositories[number]}" "${digests[number]}"
done
[[ -z $refused ]] ||
  fail "the scan found vulnerabilities that marketplace.yaml does not allow: $refused" \
    'update the base or the packages, raise product.release, build and upload; upload.scan.allow lets a false finding through'
for number in "${!images[@]}"; do echo "$registry/${repositories[number]}@${digests[number]}"; done
say 'uploaded and scanned; to register it, add a validation to marketplace.yaml and generate'
