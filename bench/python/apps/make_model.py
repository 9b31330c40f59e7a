"""Trains the model that all contenders serve, and writes it, calls of each size in each form, and its predictions.

Arguments: the folder, `linear` or `forest`, and the numbers of records.
"""

import json
import sys
from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

models = {
    "linear": make_pipeline(StandardScaler(), Ridge()),
    "forest": RandomForestRegressor(n_estimators=50, random_state=1),
}

folder, kind, *sizes = sys.argv[1:]
random = np.random.default_rng(1)
seen = random.normal(size=(2000, 20))
model = models[kind].fit(seen, seen @ random.normal(size=20))
joblib.dump(model, Path(folder, "model.joblib"))

for size in map(int, sizes):
    rows = random.normal(size=(size, 20)).round(4)
    records = rows.tolist()
    tensor = {"name": "rows", "shape": list(rows.shape), "datatype": "FP64", "data": rows.flatten().tolist()}
    forms = {
        "csv": "\n".join(",".join(map(repr, record)) for record in records),
        "json": json.dumps({"instances": records}),
        "list.json": json.dumps(records),
        "v2.json": json.dumps({"inputs": [tensor]}),
        "predictions.json": json.dumps(model.predict(rows).tolist()),
    }
    for form, text in forms.items():
        Path(folder, f"{size}.{form}").write_text(text)
    np.save(Path(folder, f"{size}.npy"), rows)
