import numpy as np


def within_bounds(hours: np.ndarray) -> np.ndarray:
    return np.clip(hours, 0, 10_000)
