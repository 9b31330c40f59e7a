#!/usr/bin/env bash
# Creates the SageMaker model package from marketplace/create-model-package.json and waits until AWS has validated it.
# Its ARN is what the AWS Marketplace portal asks for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
region=eu-west-1
name=fraud-radar-2-3-1

account=$(aws sts get-caller-identity --query Account --output text)

state_of() {
  aws sagemaker describe-model-package --region "$region" --model-package-name "$name" --query ModelPackageStatus --output text 2>/dev/null ||
    echo Absent
}

if [[ $(state_of) == Absent ]]; then
  request=$(sed "s/ACCOUNT_ID/$account/g" marketplace/create-model-package.json)
  aws sagemaker create-model-package --region "$region" --cli-input-json "$request" >/dev/null
fi

while :; do
  state=$(state_of)
  printf '%s is %s\n' "$name" "$state"
  case $state in
    Completed) break ;;
    Failed)
      aws sagemaker describe-model-package --region "$region" --model-package-name "$name" --query ModelPackageStatusDetails --output json >&2
      exit 4
      ;;
  esac
  sleep 30
done
aws sagemaker describe-model-package --region "$region" --model-package-name "$name" --query ModelPackageArn --output text
