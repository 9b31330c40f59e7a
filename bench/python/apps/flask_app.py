"""The model behind Flask, as in AWS's bring-your-own sample."""

import os

import joblib
import numpy as np
from bodies import body_of, rows_of
from flask import Flask, Response, jsonify, request

app = Flask(__name__)
model = joblib.load(os.environ["MODEL_FILE"])


@app.get("/ping")
def ping():
    return ""


@app.post("/invocations")
def invocations():
    if request.is_json:
        rows = np.array(request.get_json()["instances"], dtype=float)
        return jsonify(predictions=model.predict(rows).tolist())
    rows = rows_of(request.get_data(), request.mimetype)
    return Response(body_of(model.predict(rows), request.mimetype), mimetype=request.mimetype)
