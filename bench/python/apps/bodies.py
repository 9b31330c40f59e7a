"""CSV and NumPy bodies, for servers that have no such types by themselves."""

import io

import numpy as np

CSV = "text/csv"
NPY = "application/x-npy"


def rows_of(body, content_type):
    if content_type == CSV:
        return np.loadtxt(io.BytesIO(body), delimiter=",", ndmin=2)
    return np.load(io.BytesIO(body), allow_pickle=False)


def body_of(predictions, content_type):
    if content_type == CSV:
        return "\n".join(map(str, predictions.tolist())).encode()
    body = io.BytesIO()
    np.save(body, predictions)
    return body.getvalue()
