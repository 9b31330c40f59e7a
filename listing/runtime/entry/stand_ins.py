"""What scripts import of SageMaker's own packages: package → module inside it → members. `modules/` offers them."""

from __future__ import annotations

from runtime.entry.packages.containers import CONTAINERS
from runtime.entry.packages.inference import INFERENCE
from runtime.entry.packages.xgboost_container import XGBOOST_CONTAINER

PACKAGES = {
    "sagemaker_containers": CONTAINERS,
    "sagemaker_inference": INFERENCE,
    "sagemaker_xgboost_container": XGBOOST_CONTAINER,
}
