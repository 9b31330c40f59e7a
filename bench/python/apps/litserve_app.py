"""The model behind LitServe, which decodes, batches and encodes in its workers."""

import json
import os
from typing import Annotated

import joblib
import litserve
import numpy as np
from bodies import body_of, rows_of
from fastapi import Depends, Request, Response


async def read_call(request: Request):
    return request.headers["content-type"], await request.body()


class Scorer(litserve.LitAPI):
    def setup(self, device):
        self.model = joblib.load(os.environ["MODEL_FILE"])

    def decode_request(self, request: Annotated[tuple, Depends(read_call)], context):
        context["type"], body = request
        if context["type"] == "application/json":
            return np.array(json.loads(body)["instances"], dtype=float)
        return rows_of(body, context["type"])

    def predict(self, tables):
        ends = np.cumsum([len(table) for table in tables])[:-1]
        return np.split(self.model.predict(np.concatenate(tables)), ends)

    def encode_response(self, output, context) -> Response:
        if context["type"] == "application/json":
            return {"predictions": output.tolist()}
        return Response(body_of(output, context["type"]), media_type=context["type"])


if __name__ == "__main__":
    server = litserve.LitServer(Scorer(max_batch_size=64, batch_timeout=0.001), accelerator="cpu", workers_per_device=2)
    server.run(
        host="127.0.0.1",
        port=int(os.environ["SAGEMAKER_BIND_TO_PORT"]),
        generate_client_file=False,
        log_level="warning",
        access_log=False,
    )
