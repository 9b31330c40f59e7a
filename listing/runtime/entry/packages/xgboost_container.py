"""For scripts that import AWS's container for XGBoost: the parts that scripts use, with the names it gives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from runtime.entry.matrices import (
    csv_to_dmatrix,
    decode_matrix,
    labelled_csv_to_dmatrix,
    libsvm_to_dmatrix,
    recordio_protobuf_to_dmatrix,
)


def get_dmatrix(data_path: str, content_type: str, csv_weights: int = 0, is_pipe: bool = False) -> Any:
    """The data of a channel: one file, or all files of a folder. The label is the first column."""
    read = READERS.get(content_type.split(";")[0].strip())
    if read is None or csv_weights or is_pipe:
        raise ValueError(f"{data_path} cannot be read as {content_type} here: use pandas and xgboost.DMatrix")
    place = Path(data_path)
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    return read("\n".join(file.read_text(encoding="utf-8").strip("\n") for file in files))


READERS = {
    "libsvm": libsvm_to_dmatrix,
    "text/libsvm": libsvm_to_dmatrix,
    "text/x-libsvm": libsvm_to_dmatrix,
    "csv": labelled_csv_to_dmatrix,
    "text/csv": labelled_csv_to_dmatrix,
}


def rabit_run(exec_fun: Callable[..., Any], args: dict[str, Any], include_in_training: bool, hosts: list[str], *_: Any):
    if len(hosts) > 1:
        raise RuntimeError("training on several instances is started with xgboost.collective here")
    if include_in_training:
        exec_fun(**args)


XGBOOST_CONTAINER: dict[str, dict[str, Any]] = {
    "encoder": {
        "decode": decode_matrix,
        "csv_to_dmatrix": csv_to_dmatrix,
        "libsvm_to_dmatrix": libsvm_to_dmatrix,
        "recordio_protobuf_to_dmatrix": recordio_protobuf_to_dmatrix,
    },
    "data_utils": {"get_dmatrix": get_dmatrix},
    "distributed": {"rabit_run": rabit_run},
}
