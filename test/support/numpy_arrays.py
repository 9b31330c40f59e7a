"""What NumPy itself writes and reads.

write: prints arrays of every type as lines of JSON: a title, the file in base64, and its values, or null if
the runtime must refuse the file. test/runtime/numpy-arrays.jsonl is a stored output.
read: reads files in base64, one per line, and prints how NumPy reads each.
"""

import base64
import io
import json
import math
import sys

import numpy


def arrays():
    for name in "int8 uint8 int16 uint16 int32 uint32 int64 uint64".split():
        limits = numpy.iinfo(name)
        # A double is exact for integers up to 2**53.
        values = [max(limits.min, -(2**53)), 0, 7, min(limits.max, 2**53)]
        for order in "<>":
            yield f"{order}{name}", numpy.array(values, dtype=numpy.dtype(name).newbyteorder(order))
    for name, extremes in {"float16": [6e-8, 65504.0, 6.1e-5], "float32": [1e-45, 3e38], "float64": [5e-324, 1e308]}.items():
        values = [0.0, -1.5, 0.1, math.inf, -math.inf, math.nan, *extremes]
        for order in "<>":
            yield f"{order}{name}", numpy.array(values, dtype=numpy.dtype(name).newbyteorder(order))
    yield "bool", numpy.array([[True, False], [False, True]])
    for order in "<>":
        yield f"{order}U", numpy.array(["hi", "", "日本", "😀é", "a\nb"], dtype=f"{order}U4")
    yield "bytes", numpy.array([b"abc", b"", "é".encode()])
    cube = numpy.arange(24.0).reshape(2, 3, 4)
    yield "three axes", cube
    yield "three axes in Fortran's order", numpy.asfortranarray(cube)
    yield "big-endian shorts in Fortran's order", numpy.asfortranarray(numpy.arange(6, dtype=">i2").reshape(2, 3))
    yield "texts in Fortran's order", numpy.asfortranarray(numpy.array([["a", "b"], ["c", "dd"]]))
    yield "every second column", cube[0, :, ::2]
    yield "one axis of length one", numpy.array([[[1]], [[2]]], dtype="i4")
    yield "no axes, a number", numpy.array(2.5)
    yield "no axes, a truth value", numpy.array(True)
    yield "no axes, a text", numpy.array("text")
    yield "nothing", numpy.zeros(0)
    yield "no rows of three", numpy.zeros((0, 3), dtype="f4")
    yield "two rows of nothing", numpy.zeros((2, 0))
    yield "empty texts", numpy.array(["", ""])


def refused():
    yield "complex numbers", numpy.array([1 + 2j])
    yield "dates", numpy.array(["2026-11-21"], dtype="M8[D]")
    yield "spans of time", numpy.array([1], dtype="m8[s]")
    yield "long doubles", numpy.array([1], dtype="longdouble")
    yield "structures", numpy.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")])
    yield "raw memory", numpy.array([b"ab"], dtype="V2")
    yield "Python objects", numpy.array([None], dtype=object)


def saved(array, version=None):
    stream = io.BytesIO()
    numpy.lib.format.write_array(stream, array, version=version)
    return base64.b64encode(stream.getvalue()).decode()


def plain(value):
    """JSON has no values for infinite numbers and NaN, and none for bytes."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value.decode() if isinstance(value, bytes) else value


def line(title, npy, value):
    print(json.dumps({"title": title, "npy": npy, "value": value}, ensure_ascii=False))


def write():
    for title, array in arrays():
        line(title, saved(array), plain(array.tolist()))
    for version in (1, 2, 3):
        line(f"version {version}", saved(numpy.array([[1, 2]]), (version, 0)), [[1, 2]])
    for title, array in refused():
        line(title, saved(array), None)


def read():
    for text in sys.stdin:
        array = numpy.load(io.BytesIO(base64.b64decode(text)))
        print(json.dumps({"dtype": array.dtype.str, "shape": array.shape, "value": plain(array.tolist())}))


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
{"write": write, "read": read}[sys.argv[1]]()
