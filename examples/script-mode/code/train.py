"""Trains a forest on CSV files, and loads it again, like any script for SageMaker's containers: nothing here depends
on this listing.
"""

import argparse
import os
import signal

import joblib
from lampdata import read_lamps
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

STEP = 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--max-depth", type=int, default=3)
    parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
    parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
    args = parser.parse_args()

    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))

    rows, failed = read_lamps(args.train)
    learn, check, learn_failed, check_failed = train_test_split(rows, failed, test_size=0.2, random_state=0)
    model = RandomForestClassifier(max_depth=args.max_depth, warm_start=True, random_state=0)
    for trees in range(STEP, args.trees + STEP, STEP):
        model.set_params(n_estimators=min(trees, args.trees)).fit(learn, learn_failed)
        print(f"validation:accuracy={model.score(check, check_failed):.4f}")
        # The trees so far are a usable model.
        if stopped:
            break
    joblib.dump(model, os.path.join(args.model_dir, "model.joblib"))


def model_fn(model_dir: str) -> RandomForestClassifier:
    return joblib.load(os.path.join(model_dir, "model.joblib"))


if __name__ == "__main__":
    main()
