"""An inference script without a framework: it has the defaults of SageMaker's inference toolkit."""

from __future__ import annotations

from types import SimpleNamespace

from runtime.entry.handlers import handlers_with

try:
    from runtime.entry.codecs import decode, encode
except ModuleNotFoundError:
    # These defaults need NumPy. A script with functions of its own does not.
    DEFAULTS = SimpleNamespace()
else:
    DEFAULTS = SimpleNamespace(input_fn=decode, output_fn=encode)

load, handle = handlers_with(DEFAULTS)
