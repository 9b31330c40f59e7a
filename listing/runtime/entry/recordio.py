"""Reads RecordIO with protobuf, the binary format of SageMaker's own algorithms: only the features, as one array."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

MAGIC = 0xCED7230A
# Value.float32_tensor, .float64_tensor and .int32_tensor in AWS's aialgs.data.proto.
TENSORS = {2: np.dtype("<f4"), 3: np.dtype("<f8"), 7: np.dtype("<i4")}
VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5


def read_recordio(body: bytes) -> np.ndarray:
    rows = [row_of(record) for record in records_of(memoryview(body))]
    width = max((len(row) for row in rows), default=0)
    return np.array([np.pad(row, (0, width - len(row))) for row in rows], np.float32).reshape(len(rows), width)


def records_of(body: memoryview) -> Iterator[memoryview]:
    at = 0
    while at < len(body):
        magic, length = struct.unpack_from("<II", body, at)
        record = body[at + 8 : at + 8 + length]
        if magic != MAGIC or len(record) < length:
            raise ValueError(f"the body is not RecordIO at byte {at}")
        yield record
        # Records begin at multiples of 4 bytes.
        at += 8 + length + (-length) % 4


def row_of(record: memoryview) -> np.ndarray:
    """`features` is a map of names to values, and has one entry, "values"."""
    entries = [entry for number, entry in fields_of(record) if number == 1]
    values = [value for entry in entries for number, value in fields_of(entry) if number == 2]
    for number, tensor in (field for value in values for field in fields_of(value)):
        if number in TENSORS:
            return dense(tensor, TENSORS[number])
    raise ValueError("a record of the body has no features")


def dense(tensor: memoryview, dtype: np.dtype) -> np.ndarray:
    parts: dict[int, list[memoryview]] = {}
    for number, part in fields_of(tensor):
        parts.setdefault(number, []).append(part)
    is_integer = dtype.kind == "i"
    values = [numbers(part) if is_integer else np.frombuffer(part, dtype) for part in parts.get(1, [])]
    row = np.concatenate(values) if values else np.zeros(0)
    keys = [key for part in parts.get(2, []) for key in numbers(part)]
    if not keys:
        return row
    shape = [size for part in parts.get(3, []) for size in numbers(part)]
    width = max([*shape[-1:], max(keys) + 1])
    if width > 10_000_000:
        raise ValueError(f"a record of the body has {width} columns")
    table = np.zeros(int(width))
    table[keys] = row
    return table


def numbers(packed: memoryview) -> list[int]:
    found, at = [], 0
    while at < len(packed):
        number, at = varint(packed, at)
        # A negative integer has the bits of 64-bit two's complement.
        found.append(number - 2**64 if number >= 2**63 else number)
    return found


def fields_of(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        start = at
        kind = tag & 7
        if kind == VARINT:
            _, at = varint(message, at)
        elif kind in (EIGHT_BYTES, FOUR_BYTES):
            at += 8 if kind == EIGHT_BYTES else 4
        elif kind == BYTES:
            length, start = varint(message, at)
            at = start + length
        else:
            raise ValueError("the body is not protobuf")
        if at > len(message):
            raise ValueError("a record of the body is cut off")
        yield tag >> 3, message[start:at]


def varint(data: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        number |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return number, at
    raise ValueError("a record of the body is cut off")
