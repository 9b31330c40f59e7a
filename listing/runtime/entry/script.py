"""The functions of an inference script, as SageMaker's framework containers call them: `model_fn`, `predict_fn`, …"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runtime.entry.call_context import CallContext
from runtime.inference import Request

# How many arguments each takes without a context.
ARGUMENTS = {
    "pre_model_fn": 1,
    "model_fn": 1,
    "model_warmup_fn": 2,
    "input_fn": 2,
    "predict_fn": 2,
    "output_fn": 2,
    "transform_fn": 4,
}
WITHOUT_DEFAULT = {
    "input_fn": ", or have numpy in requirements.txt for the default",
    "output_fn": ", or have numpy in requirements.txt for the default",
}
STEPS = ("input_fn", "predict_fn", "output_fn")

Function = Callable[..., Any]


def import_script() -> Any:
    """Imports the script as SageMaker does: by its name, with its folder first on the path. bin/serve sets both."""
    folder, file = Path(os.environ["SAGEMAKER_SUBMIT_DIRECTORY"]), os.environ["SAGEMAKER_PROGRAM"]
    if not (folder / file).exists():
        raise FileNotFoundError(f"{folder / file} does not exist; `inference.entry` names it")
    sys.path.insert(0, str(folder))
    return importlib.import_module(file.removesuffix(".py"))


class Script:
    """The seller's functions, and those of the framework that the script does not define."""

    def __init__(self, module: Any, defaults: Any) -> None:
        own = {name: getattr(module, name) for name in ARGUMENTS if hasattr(module, name)}
        if "transform_fn" in own and any(name in own for name in STEPS):
            raise TypeError("transform_fn does the work of input_fn, predict_fn and output_fn: define it or these")
        functions = {name: getattr(defaults, name) for name in ARGUMENTS if hasattr(defaults, name)} | own
        needed = ("model_fn",) if "transform_fn" in own else ("model_fn", *STEPS)
        for name in needed:
            if name not in functions:
                raise TypeError(f"{module.__name__}.py must define {name}{WITHOUT_DEFAULT.get(name, '')}")
        self._functions = {name: with_context(name, function) for name, function in functions.items()}

    def has(self, name: str) -> bool:
        return name in self._functions

    def call(self, name: str, context: CallContext, *arguments: Any) -> Any:
        return self._functions[name](context, *arguments)


def with_context(name: str, function: Function) -> Function:
    """The function with the context as its first argument, whether it wants one or not."""
    count = ARGUMENTS[name]
    if wants_context(name, function, count):
        return lambda context, *arguments: function(*arguments, context)
    return lambda _context, *arguments: function(*arguments)


def wants_context(name: str, function: Function, count: int) -> bool:
    signature = inspect.signature(function)
    if accepts(signature, count):
        more = list(signature.parameters.values())[count:]
        return bool(more) and more[0].name in ("context", "ctx") and more[0].kind != more[0].KEYWORD_ONLY
    if accepts(signature, count + 1):
        return True
    arguments = "1 argument" if count == 1 else f"{count} arguments"
    raise TypeError(f"{name} takes {arguments}, or one more for the context, and is defined as {name}{signature}")


def accepts(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*[None] * count)
    except TypeError:
        return False
    return True


def body_of(request: Request) -> str | bytes:
    """Scripts get JSON and CSV as text, and all else as bytes."""
    if request.content_type not in ("application/json", "text/csv"):
        return request.body
    return request.body.decode(request.parameters.get("charset", "utf-8"))
