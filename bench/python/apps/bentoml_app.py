"""The model as a service of BentoML: JSON in its own API with adaptive batching, other bodies in a mounted app."""

import os

import bentoml
import joblib
import numpy as np
from bodies import CSV, NPY, body_of, rows_of
from fastapi import FastAPI, Request, Response

bodies = FastAPI()


@bentoml.service(workers=2, logging={"access": {"enabled": False}})
@bentoml.asgi_app(bodies, path="/bodies")
class Scorer:
    def __init__(self):
        self.model = joblib.load(os.environ["MODEL_FILE"])

    @bentoml.api(batchable=True)
    def predict(self, rows: np.ndarray, /) -> np.ndarray:
        return self.model.predict(rows)


@bodies.post("/csv")
async def of_csv(request: Request):
    rows = rows_of(await request.body(), CSV)
    return Response(body_of(bentoml.get_current_service().model.predict(rows), CSV), media_type=CSV)


@bodies.post("/npy")
async def of_npy(request: Request):
    rows = rows_of(await request.body(), NPY)
    return Response(body_of(bentoml.get_current_service().model.predict(rows), NPY), media_type=NPY)
