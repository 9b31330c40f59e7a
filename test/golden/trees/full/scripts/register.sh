#!/usr/bin/env bash
# Creates the SageMaker model package from marketplace/create-model-package.json and waits until AWS has validated it.
# The AWS Marketplace portal asks for its ARN. You can run this script several times: it never creates a release twice.
#   --dry-run   only prints the steps, and makes no calls
#   --no-wait   does not wait for the end of the validation
#   --recreate  if the validation failed, removes the resource and creates it again
set -euo pipefail
cd -- "$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
pause=${PAUSE_SECONDS:-30}
region=eu-west-1
release=2.3.1
name=fraud-radar-2-3-1
absent='does not exist|ould not find|not found|annot find'
taken='already exist'

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
  [[ $account == 123456789012 ]] ||
    fail "these credentials are of account $account, and validation.role is of account "123456789012 \
      'log in to that account, or name the role of yours in marketplace.yaml and generate'
  say "account $account, Region $region"
}

# Finds the digest of the release in ECR.
find_digest() {
  if ! ask ecr describe-images --repository-name "$1" --image-ids imageTag="$release" --query 'imageDetails[0].imageDigest'; then
    [[ $refusal != *ImageNotFound* && $refusal != *RepositoryNotFound* ]] ||
      fail "$1:$release is not in ECR" 'upload it with scripts/upload.sh'
    explain "look for $1:$release in ECR" "$refusal"
  fi
  digest=$answer
}

# $state is empty if the resource does not exist. $images are the images that it was created from.
find_resource() {
  state='' arn='' images=''
  if ask sagemaker describe-model-package --model-package-name "$name" --query '[ModelPackageStatus, ModelPackageArn,
    InferenceSpecification.Containers[0].[Image, ImageDigest], TrainingSpecification.[TrainingImage, TrainingImageDigest]]'; then
    read -r state arn images <<<"$(tr '\t\n' '  ' <<<"$answer")"
  elif [[ ! $refusal =~ $absent ]]; then
    explain "look for $name" "$refusal"
  fi
}

create() {
  sed -e "s/ACCOUNT_ID/$account/g" -e "s/INFERENCE_IMAGE_DIGEST/$inference_digest/g" marketplace/create-model-package.json >"$work/request.json"
  if ask sagemaker create-model-package --cli-input-json "file://$work/request.json" --query ModelPackageArn; then
    created=yes
    say "$name: created"
  elif [[ ! $refusal =~ $taken ]]; then
    refuse_creation
  fi
}

# AWS finds many errors of the validation already in this call.
refuse_creation() {
  local doing="create $name" said=$refusal
  check_known_aws_errors
  check_known_validation_errors
  fail "cannot $doing" 'fix the cause that is printed below, and run this again' "$said"
}

# For a resource that an earlier run has created.
check_images() {
  if [[ $images == *"$inference_digest"* ]]; then
    say "$name: already exists"
    return
  fi
  [[ $state != Failed ]] ||
    fail "$name already exists, and was made from another image, and failed" 'replace it with --recreate, or raise product.release'
  fail "$name already exists, and was made from another image" 'raise product.release in marketplace.yaml, generate, build and upload'
}

remove() {
  must "remove $name" sagemaker delete-model-package --model-package-name "$name"
  say "$name: the failed one is removed"
  find_resource
  wait_until_gone
}

wait_until_gone() {
  [[ $state != Deleting ]] || say "$name: Deleting; its name is in use until AWS has removed it"
  while [[ $state == Deleting ]]; do
    sleep "$pause"
    find_resource
  done
}

wait_for_validation() {
  local before='' began=$SECONDS
  find_resource
  while [[ $state == Pending || $state == InProgress ]]; do
    [[ $state == "$before" ]] || say "$name: $state; this can take hours, and AWS continues without this script"
    before=$state
    status_line "$state for $(((SECONDS - began) / 60)) minutes"
    sleep "$pause"
    find_resource
  done
  say "$name: $state"
}

# Prints AWS's results of the validation and the image scans.
print_details() {
  local kind member status said before=''
  for kind in ValidationStatuses ImageScanStatuses; do
    must "read the details of $name" sagemaker describe-model-package --model-package-name "$name" \
      --query "ModelPackageStatusDetails.not_null($kind, \`[]\`)[].[Name, Status, FailureReason || \`-\`]"
    while IFS=$'\t' read -r member status said; do
      [[ -n $member ]] || continue
      if [[ -n $status ]]; then
        say "  $kind $member: $status ${said/#-/}"
        before=$status
      else
        # A reason can have several lines.
        said=$member
        say "    $said"
      fi
      [[ $before != Failed ]] || reasons+="$said "
    done <<<"$answer"
  done
}

# Fails if $said is a known error of the validation.
check_known_validation_errors() {
  fail_if_known 'Access denied for registry' \
    'the image is not in a repository of this account' \
    'run scripts/upload.sh with credentials of the account that registers'
  fail_if_known 'No scan scheduled|Not Started|NotStarted' \
    'the image has no vulnerability scan' \
    'run scripts/upload.sh, which starts it and waits for it, and register again with --recreate'
  fail_if_known 'Unsupported manifest media type' \
    'SageMaker accepts only images with a Docker manifest' \
    'build with scripts/build.sh, upload with --move-tag, and register again with --recreate'
  fail_if_known 'UnsupportedImage|UNSUPPORTED_IMAGE|UnscannableImage' \
    'ECR cannot scan the base of the image' \
    'choose amazonlinux:2023 or debian:13 in marketplace.yaml, and raise product.release'
  fail_if_known 'ResourceLimitExceeded|service limit|quota' \
    'the account is not allowed to run an instance of that type' \
    'have the quota of SageMaker for it raised in Service Quotas, and register again with --recreate'
  fail_if_known 'CapacityError|nsufficient capacity|InternalServerError|nternal error|nternal service error' \
    'AWS had no free machine, or an internal error' \
    'register again with --recreate'
  fail_if_known 'ulnerabilit|CVE-|security issue' \
    'the scan of the image shows findings that AWS Marketplace refuses' \
    'run scripts/upload.sh to see them, update the base or the packages, and raise product.release'
  fail_if_known 'ssume role|ssumeRole|may not be assumed|not authorized|AccessDenied' \
    'the role of the validation lacks permissions' \
    'deploy marketplace/cloudformation.yaml again, and register again with --recreate'
  fail_if_known 'NoSuchKey|[Ss]3 object|NoSuchBucket|S3DataSource' \
    'the test data of the validation is not at the place in the manifest' \
    'copy it there with aws s3 cp, and register again with --recreate'
  fail_if_known 'ping health check|health check|pass the ping' \
    'the container did not answer in time' \
    'rehearse it, and look at what it logs; the log of AWS is in CloudWatch below /aws/sagemaker'
  fail_if_known 'AlgorithmError|ClientError|Client error|exit code' \
    'the container failed on the data of the validation' \
    'rehearse with that data in samples/; the log of AWS is in CloudWatch below /aws/sagemaker'
}

advise() {
  local doing="have $name validated" said=$1
  check_known_validation_errors
  fail "$name is $state" 'fix the cause that is printed above, and register again with --recreate'
}

waits=yes recreate='' dry_run='' created=''
for word in "$@"; do
  case $word in
    --no-wait) waits='' ;;
    --recreate) recreate=yes ;;
    --dry-run) dry_run=yes ;;
    -h | --help)
      sed -n '2,/^set /{ /^# /s/^# //p; }' scripts/register.sh
      exit
      ;;
    *)
      say 'usage: scripts/register.sh [--dry-run] [--no-wait] [--recreate]'
      exit 2
      ;;
  esac
done

if [[ -n $dry_run ]]; then
  echo 'would create model package fraud-radar-2-3-1 in eu-west-1 from marketplace/create-model-package.json, and wait until AWS has validated it'
  exit
fi

check_settings
find_account
find_digest risk/fraud-radar
inference_digest=$digest
find_resource
wait_until_gone
if [[ $state == Failed && -n $recreate ]]; then remove; fi
if [[ -z $state ]]; then
  create
  find_resource
fi
[[ -n $created ]] || check_images
if [[ -z $waits && $state != Failed ]]; then
  say "$name: $state"
  echo "$arn"
  exit
fi
wait_for_validation
reasons=''
print_details
[[ $state == Completed ]] || advise "$reasons"
echo "$arn"
say 'validated; this ARN is what the AWS Marketplace portal asks for'
