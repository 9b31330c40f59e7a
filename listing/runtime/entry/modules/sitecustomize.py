"""
Makes `import sagemaker_inference` and the like work where no such package is installed. bin/serve and bin/train have
this folder on PYTHONPATH, and every process of Python imports the first file of this name when it starts. So it imports
little.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType, SimpleNamespace

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ("sagemaker_containers", "sagemaker_inference", "sagemaker_training", "sagemaker_xgboost_container")


class StandIns:
    """The last of Python's finders: a package that is installed, or a file of the seller, comes before ours."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in NAMES else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """Python makes the module."""

    def exec_module(self, package: ModuleType) -> None:
        for name, members in modules_of(package.__name__).items():
            module = ModuleType(f"{package.__name__}.{name}") if name else package
            module.__dict__.update(members)
            sys.modules[module.__name__] = module
            parent, _, last = module.__name__.rpartition(".")
            if parent:
                setattr(sys.modules[parent], last, module)


def modules_of(package: str) -> dict[str, dict[str, object]]:
    """The modules inside a package, and what each has. The others need NumPy."""
    if package == "sagemaker_training":
        return {"environment": {"Environment": training_environment}}
    # A program that a script starts knows this folder alone.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(HERE))))
    from runtime.entry.stand_ins import PACKAGES

    return PACKAGES[package]


def training_environment() -> SimpleNamespace:
    """What the toolkit knows of a training job."""
    import json

    return SimpleNamespace(**json.loads(os.environ["SM_TRAINING_ENV"]))


def import_next() -> None:
    """The machine may have a file of this name, and ours was found before it."""
    places = [os.path.abspath(place) for place in sys.path]
    found = PathFinder.find_spec("sitecustomize", places[places.index(HERE) + 1 :] if HERE in places else [])
    if found is None or found.loader is None:
        return
    module = ModuleType(found.name)
    module.__file__, module.__spec__ = found.origin, found
    sys.modules[found.name] = module
    found.loader.exec_module(module)


sys.meta_path.append(StandIns())  # type: ignore[arg-type]
import_next()
