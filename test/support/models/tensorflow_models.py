"""Saves models of Keras and TensorFlow, and prints a line of JSON for each: what Keras says about it."""

import json
import sys
from pathlib import Path

import keras
import tensorflow as tf
from keras import layers

FOLDER = Path(sys.argv[1])


@keras.saving.register_keras_serializable(package="churn")
class Doubled(layers.Layer):
    def call(self, rows):
        return rows * 2


class Unregistered(layers.Layer):
    def call(self, rows):
        return rows * 3


def networks():
    yield "rows", keras.Sequential([layers.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(1)])
    yield "pictures", keras.Sequential([layers.Input((8, 8, 3)), layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(2)])
    yield "steps", keras.Sequential([layers.Input((None, 6)), layers.LSTM(4), layers.Dense(1)])
    one, two = layers.Input((2,), name="one"), layers.Input((3,), name="two")
    yield "two", keras.Model([one, two], layers.Dense(1)(layers.Concatenate()([one, two])))
    rows = layers.Input((5,))
    yield "functional", keras.Model(rows, layers.Dense(1)(layers.BatchNormalization()(rows)))
    yield "own", keras.Sequential([layers.Input((4,)), Doubled(), layers.Dense(1)])
    yield "unregistered", keras.Sequential([layers.Input((4,)), Unregistered(), layers.Dense(1)])
    yield "lambda", keras.Sequential([layers.Input((4,)), layers.Lambda(lambda rows: rows + 1), layers.Dense(1)])


def tell(path, **truth):
    print(json.dumps({"file": path.name, **truth}))


for name, model in networks():
    runs = name not in ("two", "own", "unregistered", "lambda")
    shapes = [list(shape) for shape in model.input_shape] if name == "two" else [list(model.input_shape)]
    for ending, kind in (("keras", "keras"), ("h5", "hdf5")):
        path = FOLDER / f"{name}.{ending}"
        model.save(path)
        tell(
            path,
            format=kind,
            version=keras.__version__ if kind == "keras" else None,
            shapes=shapes,
            classes=[type(layer).__name__ for layer in model.layers if not isinstance(layer, layers.InputLayer)],
            grade="runs" if runs else "needs-load",
        )
    weights = FOLDER / f"{name}.weights.h5"
    model.save_weights(weights)
    tell(weights, format="hdf5", version=None, shapes=[], classes=[], grade="needs-load")
    if name in ("rows", "pictures"):
        folder = FOLDER / f"{name}-saved"
        model.export(folder, verbose=False)
        tell(folder, format="saved-model", version=tf.__version__, shapes=shapes, classes=[], grade="needs-load")
