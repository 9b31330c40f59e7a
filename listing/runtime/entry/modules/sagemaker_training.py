"""For scripts that import SageMaker's training toolkit: what it knows of a job."""

from __future__ import annotations

import json
import os
import sys
from types import ModuleType, SimpleNamespace


def environment_now() -> SimpleNamespace:
    return SimpleNamespace(**json.loads(os.environ["SM_TRAINING_ENV"]))


environment = ModuleType(f"{__name__}.environment")
environment.__dict__["Environment"] = environment_now
sys.modules[environment.__name__] = environment
