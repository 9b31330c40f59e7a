"""The model behind Flask, as in AWS's bring-your-own sample: CSV in, CSV out."""
import os

import joblib
import numpy as np
from flask import Flask, Response, request

app = Flask(__name__)
model = joblib.load(os.environ["MODEL_FILE"])


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    lines = request.get_data().decode("utf8").splitlines()
    rows = np.array([line.split(",") for line in lines], dtype=float)
    return Response("\n".join(map(str, model.predict(rows).tolist())), mimetype="text/csv")
