"""Generated from marketplace.yaml: the types of records and predictions. For TAKES = "values" in python/model.py."""

from __future__ import annotations

import typing

# One record of a request. The server has checked it, and every field is there.
InputRecord = typing.TypedDict(
    "InputRecord",
    {
        # 1 to 20, a whole number
        "rooms": "int | None",
        # in m², 5 to 1000
        "size": "float | None",
        # Year of construction, 1700 to 2100, a whole number
        "year": "int | None",
        "balcony": "bool | None",
    },
)

# One prediction.
OutputRecord = typing.TypedDict(
    "OutputRecord",
    {
        # in euros a month
        "rent": "float",
    },
)
