"""For scripts that import SageMaker's training toolkit: what it knows of a job."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace

from runtime.entry.submodules import add_module


def environment_now() -> SimpleNamespace:
    return SimpleNamespace(**json.loads(os.environ["SM_TRAINING_ENV"]))


environment = add_module(__name__, "environment", Environment=environment_now)
