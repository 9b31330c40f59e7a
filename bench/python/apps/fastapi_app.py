"""The model behind FastAPI: JSON with types that Pydantic checks, other bodies as they come."""

import os

import joblib
import numpy as np
from bodies import CSV, NPY, body_of, rows_of
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

app = FastAPI()
model = joblib.load(os.environ["MODEL_FILE"])


class Call(BaseModel):
    instances: list[list[float]]


class Answer(BaseModel):
    predictions: list[float]


@app.get("/ping")
async def ping():
    return Response()


# The model computes on the event loop: beside it, in a thread, calls of this length take longer.
@app.post("/json")
async def of_json(call: Call) -> Answer:
    return Answer(predictions=model.predict(np.array(call.instances)).tolist())


@app.post("/csv")
async def of_csv(request: Request):
    rows = rows_of(await request.body(), CSV)
    return Response(body_of(model.predict(rows), CSV), media_type=CSV)


@app.post("/npy")
async def of_npy(request: Request):
    rows = rows_of(await request.body(), NPY)
    return Response(body_of(model.predict(rows), NPY), media_type=NPY)
