"""Writes local/input/data/train/machines.csv: `python3 examples/scikit-learn/make_data.py`."""

import random
from pathlib import Path

MACHINES = Path(__file__).parent / "local/input/data/train/machines.csv"


def machines(count: int = 400) -> str:
    """The same machines in every run. A machine stops if it is hot and old, or if it vibrates long after its
    last service.
    """
    chance = random.Random(1)
    lines = []
    for _ in range(count):
        hours, degrees = chance.randint(1, 1000), chance.randint(30, 95)
        vibration, years = chance.randint(0, 10) / 10, chance.randint(0, 12)
        stops = (degrees > 75 and years > 4) or (vibration > 0.6 and hours > 600)
        # A few labels are flipped, as noise.
        stops ^= chance.random() < 0.03
        lines.append(f"{int(stops)},{hours},{degrees},{vibration},{years}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    MACHINES.parent.mkdir(parents=True, exist_ok=True)
    MACHINES.write_text(machines(), encoding="utf-8")
