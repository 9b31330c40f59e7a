"""Writes model/rents.txt: `python3 examples/lightgbm/make_model.py`. Needs lightgbm and numpy."""

from pathlib import Path

import lightgbm
import numpy as np

MODEL = Path(__file__).parent / "model/rents.txt"


def rents() -> lightgbm.Booster:
    """Monthly rents by rooms, square metres, year of construction and balcony. Some values are missing."""
    random = np.random.default_rng(1)
    rooms = random.integers(1, 6, 600)
    size = rooms * 22 + random.uniform(5, 30, 600)
    year = random.integers(1900, 2025, 600)
    balcony = random.integers(0, 2, 600)
    rent = 90 + 9 * size + (year - 1900) + 60 * balcony + random.normal(0, 20, 600)
    flats = np.column_stack([rooms, size, year, balcony]).astype(float)
    flats[random.random(flats.shape) < 0.1] = np.nan
    parameters = {"objective": "regression", "num_leaves": 8, "verbosity": -1, "seed": 1, "num_threads": 1}
    return lightgbm.train(parameters, lightgbm.Dataset(flats, label=rent), num_boost_round=30)


if __name__ == "__main__":
    MODEL.parent.mkdir(exist_ok=True)
    rents().save_model(MODEL)
