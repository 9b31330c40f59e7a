import type { Environment } from './python.ts';
import type { Files } from './use-listing.ts';

/** A server that sellers have, in a listing. */
export interface OwnServer {
  readonly name: string;
  /** Its packages. */
  readonly python: Environment;
  readonly server: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly files: Files;
  /** The body of a call, and the answer to it with the weights 0.5 and -2. */
  readonly call: string;
  readonly answer: unknown;
}

const weights = `
import os
from pathlib import Path

weights = [float(line) for line in Path(os.environ["SM_MODEL_DIR"], "weights.txt").read_text().split()]


def score(rows):
    if any(len(row) != len(weights) for row in rows):
        raise ValueError(f"a record has {len(weights)} numbers")
    return [sum(w * x for w, x in zip(weights, row)) for row in rows]
`;
const instances = '{"instances": [[1, 2], [3, 4]]}';

/** Each as its own documentation starts it. */
export const ownServers: readonly OwnServer[] = [
  {
    name: 'FastAPI',
    python: 'fastapi',
    server: {
      command: ['uvicorn', 'app:app', '--port', '{port}'],
      port: 8000,
      ready: '/health',
      invocations: '/predict',
    },
    include: ['app.py', 'scoring.py'],
    files: {
      'requirements.txt': 'fastapi==0.165.0\nuvicorn==0.54.0\n',
      'scoring.py': weights,
      'app.py': `
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from scoring import score

app = FastAPI()


class Call(BaseModel):
    instances: list[list[float]]


@app.get("/health")
def health():
    return {"status": "up"}


@app.post("/predict")
def predict(call: Call):
    try:
        return {"predictions": score(call.instances)}
    except ValueError as fault:
        raise HTTPException(400, str(fault)) from fault
`,
    },
    call: instances,
    answer: { predictions: [-3.5, -6.5] },
  },
  {
    name: 'BentoML',
    python: 'bentoml',
    server: {
      command: ['bentoml', 'serve', 'service:Scorer', '--host', '127.0.0.1', '--port', '{port}'],
      port: 3000,
      ready: '/readyz',
      invocations: '/predict',
      environment: { BENTOML_HOME: '/tmp/bentoml', BENTOML_DO_NOT_TRACK: 'true' },
    },
    include: ['service.py', 'scoring.py'],
    files: {
      'requirements.txt': 'bentoml==1.4.40\n',
      'scoring.py': weights,
      'service.py': `
import bentoml

from scoring import score


@bentoml.service(workers=2)
class Scorer:
    @bentoml.api
    def predict(self, instances: list[list[float]]) -> list[float]:
        try:
            return score(instances)
        except ValueError as fault:
            raise bentoml.exceptions.InvalidArgument(str(fault)) from fault
`,
    },
    call: instances,
    answer: [-3.5, -6.5],
  },
  {
    name: 'MLServer',
    python: 'mlserver',
    server: {
      command: ['mlserver', 'start', 'scorer'],
      port: 8081,
      ready: '/v2/models/scorer/ready',
      invocations: '/v2/models/scorer/infer',
      environment: { MLSERVER_HTTP_PORT: '{port}' },
    },
    include: ['scorer'],
    files: {
      'requirements.txt': 'mlserver==1.7.1\n',
      'scorer/scoring.py': weights,
      'scorer/settings.json': JSON.stringify({ host: '127.0.0.1', grpc_port: 0, metrics_endpoint: null }),
      'scorer/model-settings.json': JSON.stringify({
        name: 'scorer',
        implementation: 'runtime_of_scorer.Scorer',
      }),
      'scorer/runtime_of_scorer.py': `
import numpy as np
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.errors import InferenceError
from mlserver.types import InferenceRequest, InferenceResponse

from scoring import score


class Scorer(MLModel):
    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        if not payload.inputs:
            raise InferenceError("there are no inputs")
        try:
            scores = score(NumpyCodec.decode_input(payload.inputs[0]).tolist())
        except (TypeError, ValueError) as fault:
            raise InferenceError(str(fault)) from fault
        output = NumpyCodec.encode_output("scores", np.array(scores))
        return InferenceResponse(model_name=self.name, outputs=[output])
`,
    },
    call: '{"inputs": [{"name": "rows", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}]}',
    answer: { outputs: [{ data: [-3.5, -6.5] }] },
  },
  {
    name: 'LitServe',
    python: 'litserve',
    server: {
      command: ['python3', 'server.py', '{port}'],
      port: 8000,
      ready: '/health',
      invocations: '/predict',
    },
    include: ['server.py', 'scoring.py'],
    files: {
      'requirements.txt': 'litserve==0.2.19\nfastapi==0.165.0\n',
      'scoring.py': weights,
      'server.py': `
import sys

import litserve
from fastapi import HTTPException

from scoring import score


class Scorer(litserve.LitAPI):
    def setup(self, device):
        self.score = score

    def decode_request(self, request):
        if not isinstance(request, dict) or "instances" not in request:
            raise HTTPException(400, "a call has instances")
        return request["instances"]

    def predict(self, rows):
        try:
            return self.score(rows)
        except (TypeError, ValueError) as fault:
            raise HTTPException(400, str(fault)) from fault

    def encode_response(self, scores):
        return {"predictions": scores}


if __name__ == "__main__":
    server = litserve.LitServer(Scorer(), accelerator="cpu")
    server.run(host="127.0.0.1", port=int(sys.argv[1]), generate_client_file=False)
`,
    },
    call: instances,
    answer: { predictions: [-3.5, -6.5] },
  },
];
