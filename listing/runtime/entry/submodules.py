"""Makes the modules inside a package of `modules/`, so that one file can be the whole package."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def add_module(package: str, name: str, **members: Any) -> ModuleType:
    module = ModuleType(f"{package}.{name}")
    module.__dict__.update(members)
    sys.modules[module.__name__] = module
    return module
