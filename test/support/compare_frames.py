"""Reads packed data frames from stdin, one a line, and says where one is not what pandas reads from the same CSV."""

import base64
import io
import json
import sys

import pandas

sys.path.insert(0, sys.argv[1])

from runtime.python.data_frame import unpack_frame  # noqa: E402

for line in sys.stdin:
    given = json.loads(line)
    found = unpack_frame(given["head"], bytearray(base64.b64decode(given["body"])), None)
    wanted = pandas.read_csv(io.StringIO(given["csv"]), float_precision="round_trip")
    # Numbers are always 64-bit floats.
    numbers = {name: "float64" for name, type in wanted.dtypes.items() if type.kind in "iuf"}
    try:
        pandas.testing.assert_frame_equal(found, wanted.astype(numbers))
        print(json.dumps("the same"))
    except AssertionError as fault:
        print(json.dumps(f"{given['csv']}\n{fault}"))
