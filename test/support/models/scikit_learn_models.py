"""Saves every estimator of scikit-learn that learns from a small table, each in another way, and tells what it is.

Prints a line of JSON for each file: what the library itself says about the model in it.
"""

import json
import pickle
import sys
import warnings
from pathlib import Path

import joblib
import numpy as np
import sklearn
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import all_estimators

FOLDER = Path(sys.argv[1])
NAMES = np.array(["age", "plan size", "used", "größe", "last"], dtype=object)

SLOW = {"MiniBatchSparsePCA", "GraphicalLassoCV", "MiniBatchDictionaryLearning", "DictionaryLearning"}

SAVERS = [
    ("joblib", lambda model, path: joblib.dump(model, path)),
    ("joblib", lambda model, path: joblib.dump(model, path, compress=3)),
    ("joblib", lambda model, path: joblib.dump(model, path, compress=("gzip", 3))),
    ("joblib", lambda model, path: joblib.dump(model, path, compress=("bz2", 3))),
    ("joblib", lambda model, path: joblib.dump(model, path, compress=("xz", 3))),
    ("joblib", lambda model, path: joblib.dump(model, path, compress=("lzma", 3))),
    ("joblib", lambda model, path: joblib.dump(model, path, protocol=2)),
    *(
        ("pkl", lambda model, path, protocol=protocol: path.write_bytes(pickle.dumps(model, protocol)))
        for protocol in range(6)
    ),
]


def learnt():
    rows, classes = make_classification(60, 5, n_informative=3, random_state=0)
    rows = np.abs(rows)
    words = np.array(["no", "yes"])[classes]
    for name, kind in all_estimators():
        if name in SLOW:
            continue
        try:
            model = kind().fit(rows, classes)
        except Exception:
            continue
        yield name, model
    scaled = make_pipeline(StandardScaler(), LogisticRegression())
    yield "Pipeline", clone(scaled).fit(rows, words)
    yield "PipelineThatPasses", Pipeline([("no", "passthrough"), ("model", LogisticRegression())]).fit(rows, words)
    yield "Search", GridSearchCV(scaled, {"logisticregression__C": [1, 2]}).fit(rows, words)
    named = LogisticRegression().fit(rows, words)
    named.feature_names_in_ = NAMES
    for place in range(len(SAVERS)):
        yield f"Named{place}", named


def truth(model):
    def said(name):
        try:
            return getattr(model, name, None)
        except Exception:
            return None

    classes = said("classes_")
    names = said("feature_names_in_")
    return {
        "class": f"{type(model).__module__}.{type(model).__name__}",
        "version": sklearn.__version__,
        # A pipeline asks its first step, which may be none that knows.
        "columns": 5 if isinstance(model, Pipeline) else said("n_features_in_"),
        "names": None if names is None else list(names),
        "classes": [str(one) for one in classes] if isinstance(classes, np.ndarray) and classes.ndim == 1 else None,
        "predicts": hasattr(model, "predict"),
    }


warnings.simplefilter("ignore")
for index, (name, model) in enumerate(learnt()):
    ending, save = SAVERS[index % len(SAVERS)]
    path = FOLDER / f"{index}-{name}.{ending}"
    try:
        save(model, path)
    except Exception:
        # Some objects of the newest versions cannot be saved by the oldest protocols.
        path.unlink(missing_ok=True)
        continue
    print(json.dumps({"file": path.name, **truth(model)}, default=int))
