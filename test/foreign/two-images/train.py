#!/usr/bin/env python3
# The mean of each column, times the hyperparameter. What goes wrong is told in the file for it.
import json
import pathlib

ml = pathlib.Path("/opt/ml")


def train():
    rows = [
        [float(cell) for cell in line.split(",")]
        for path in sorted((ml / "input/data/train").iterdir())
        for line in path.read_text().splitlines()
    ]
    if not rows:
        raise ValueError("the channel train has no rows")
    values = json.loads((ml / "input/config/hyperparameters.json").read_text())
    scale = float(json.loads(values.get("scale", "3")))
    if not (scale.is_integer() and 1 <= scale <= 9):
        raise ValueError(f"scale is {scale}, and must be a whole number from 1 to 9")
    means = [scale * sum(column) / len(rows) for column in zip(*rows, strict=True)]
    (ml / "model/means.json").write_text(json.dumps(means))


try:
    train()
except Exception as error:
    (ml / "output").mkdir(exist_ok=True)
    (ml / "output/failure").write_text(f"{type(error).__name__}: {error}")
    raise SystemExit(1) from error
