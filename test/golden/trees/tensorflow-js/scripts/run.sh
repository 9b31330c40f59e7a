#!/usr/bin/env bash
# Runs the image as SageMaker does, on this machine: `scripts/run.sh` serves on http://127.0.0.1:8080,
# `scripts/run.sh train` trains on the folder local/ (input/config, input/data/<channel>) and leaves the model in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
port=${PORT:-8080}
model_folder=local/model

serve() {
  mkdir -p "$model_folder"
  exec "$engine" run --rm --publish "127.0.0.1:$port:8080" \
    --volume "$PWD/$model_folder:/opt/ml/model:ro" delivery-minutes:0.1.0 serve
}

train() {
  mkdir -p local/input/config local/input/data local/model local/output
  exec "$engine" run --rm --network none --stop-timeout 120 \
    --volume "$PWD/local/input:/opt/ml/input:ro" --volume "$PWD/local/model:/opt/ml/model" \
    --volume "$PWD/local/output:/opt/ml/output" delivery-minutes:0.1.0 train
}

case ${1:-serve} in
  serve) serve ;;
  train) train ;;
  *)
    echo "usage: scripts/run.sh [serve|train]" >&2
    exit 2
    ;;
esac
