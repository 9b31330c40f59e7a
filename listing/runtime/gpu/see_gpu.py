"""
Prints what NVIDIA's driver says of the GPUs of this machine, as one line of JSON. A process of its own, so that nothing
of CUDA stays in the processes that hold the model.
"""

from __future__ import annotations

import ctypes
import json
from typing import Any

LIBRARY = "libcuda.so.1"


def main() -> None:
    print(json.dumps(seen()))


def seen() -> dict[str, Any]:
    """Its GPUs and the newest CUDA that it runs, or why there are none."""
    try:
        driver = ctypes.CDLL(LIBRARY)
    except OSError as fault:
        return {"why": f"the driver's library {LIBRARY} cannot be loaded: {fault}"}
    code = driver.cuInit(0)
    if code != 0:
        return {"why": f"the driver finds no GPU: cuInit answers {code}, {name_of(driver, code)}"}
    count, version = ctypes.c_int(), ctypes.c_int()
    driver.cuDeviceGetCount(ctypes.byref(count))
    driver.cuDriverGetVersion(ctypes.byref(version))
    if count.value == 0:
        return {"why": "the driver finds no GPU"}
    cuda = f"{version.value // 1000}.{version.value % 1000 // 10}"
    return {"cuda": cuda, "gpus": [gpu_of(driver, number) for number in range(count.value)]}


def name_of(driver: Any, code: int) -> str:
    name = ctypes.c_char_p()
    driver.cuGetErrorName(code, ctypes.byref(name))
    return (name.value or b"an unknown error").decode()


def gpu_of(driver: Any, number: int) -> dict[str, Any]:
    device, size, name = ctypes.c_int(), ctypes.c_size_t(), ctypes.create_string_buffer(100)
    driver.cuDeviceGet(ctypes.byref(device), number)
    driver.cuDeviceGetName(name, len(name), device)
    driver.cuDeviceTotalMem_v2(ctypes.byref(size), device)
    return {"name": name.value.decode(), "memoryMiB": size.value >> 20}


if __name__ == "__main__":
    main()
