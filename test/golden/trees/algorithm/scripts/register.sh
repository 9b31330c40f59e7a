#!/usr/bin/env bash
# Creates the SageMaker algorithm from marketplace/create-algorithm.json and waits until AWS has validated it.
# Its ARN is what the AWS Marketplace portal asks for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
region=us-east-2
name=demand-forecaster-1-0-0

account=$(aws sts get-caller-identity --query Account --output text)

state_of() {
  aws sagemaker describe-algorithm --region "$region" --algorithm-name "$name" --query AlgorithmStatus --output text 2>/dev/null ||
    echo Absent
}

if [[ $(state_of) == Absent ]]; then
  request=$(sed "s/ACCOUNT_ID/$account/g" marketplace/create-algorithm.json)
  aws sagemaker create-algorithm --region "$region" --cli-input-json "$request" >/dev/null
fi

while :; do
  state=$(state_of)
  printf '%s is %s\n' "$name" "$state"
  case $state in
    Completed) break ;;
    Failed)
      aws sagemaker describe-algorithm --region "$region" --algorithm-name "$name" --query AlgorithmStatusDetails --output json >&2
      exit 4
      ;;
  esac
  sleep 30
done
aws sagemaker describe-algorithm --region "$region" --algorithm-name "$name" --query AlgorithmArn --output text
