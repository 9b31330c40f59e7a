"""Writes the lamps for the training of the example: `python3 make_data.py`."""

import random
from pathlib import Path

LAMPS = Path(__file__).parent / "local/input/data/train/lamps.csv"


def lamp(chance: random.Random) -> str:
    hours, degrees, switchings = chance.randrange(100, 6000), chance.randrange(20, 90), chance.randrange(1, 20)
    wear = hours / 6000 + degrees / 90 + switchings / 20 + chance.gauss(0, 0.15)
    return f"{int(wear > 1.7)},{hours},{degrees},{switchings}\n"


if __name__ == "__main__":
    LAMPS.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    LAMPS.write_text("".join(lamp(chance) for _ in range(300)), encoding="ascii")
