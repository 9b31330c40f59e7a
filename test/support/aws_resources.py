"""SageMaker's algorithms and unversioned model packages, which moto lacks or implements differently.

Known from the real service: for a missing resource it returns a ValidationException that contains "does not
exist" and the ARN; for an image with an OCI manifest, one that contains "Unsupported manifest media type".
Assumed: a name that is taken is refused with the known message for model package groups; a missing image is
refused with the message of CreateModel; and the names of the parts of a validation.
"""

import re
import time

from aws_answer import AwsError
from aws_images import DOCKER_MANIFEST
from moto.utilities.utils import get_partition
from service_model import service_model

STATES = [{"status": "Pending"}, {"status": "InProgress"}, {"status": "Completed"}]
PARTS = {"Pending": "NotStarted", "InProgress": "InProgress", "Completed": "Completed", "Failed": "Failed"}
KINDS = {
    "Algorithm": {"part": "algorithm", "words": "Algorithm"},
    "ModelPackage": {"part": "model-package", "words": "Model Package"},
}


class Resources:
    def __init__(self, account, images):
        self.account = account
        self.images = images
        self.made = {}
        self.states = STATES

    def script(self, states):
        """From the next request on, every resource is in these states."""
        self.states = states
        for resource in self.made.values():
            resource["questions"] = -1

    def arn(self, kind, region, name):
        place = f"arn:{get_partition(region)}:sagemaker:{region}:{self.account}"
        return f"{place}:{KINDS[kind]['part']}/{name.lower()}"

    def create(self, kind, region, parameters):
        if "ModelPackageGroupName" in parameters:
            words = "CertifyForMarketplace is not allowed for versioned model packages."
            raise AwsError("ValidationException", words)
        arn = self.arn(kind, region, parameters[f"{kind}Name"])
        if arn in self.made:
            raise AwsError("ValidationException", f"{KINDS[kind]['words']} already exists: {arn}")
        for image in images_in(parameters):
            self.check_image(region, image)
        self.made[arn] = {"parameters": parameters, "time": int(time.time()), "questions": -1}
        return {f"{kind}Arn": arn}

    def check_image(self, region, image):
        """Images of other accounts or Regions are unknown here, as they are to SageMaker."""
        place = re.fullmatch(
            r"(\d{12})\.dkr\.ecr\.([^.]+)\.amazonaws\.com(?:\.cn)?/([^:@]+)(?::([^@]+))?(?:@(.+))?", image
        )
        if place is None or (place[1], place[2]) != (self.account, region):
            words = f"Access denied for registry of image {image}: it must be in your account and Region."
            raise AwsError("ValidationException", words)
        image_id = {"imageTag": place[4], "imageDigest": place[5]}
        found = self.images.find(region, place[3], {name: value for name, value in image_id.items() if value})
        if found is None:
            raise AwsError("ValidationException", f"Requested image {image} not found.")
        if found.media_type != DOCKER_MANIFEST:
            raise AwsError("ValidationException", f"Unsupported manifest media type {found.media_type}")

    def find(self, kind, region, parameters):
        name = parameters[f"{kind}Name"]
        arn = name if name.startswith("arn:") else self.arn(kind, region, name)
        if arn not in self.made:
            raise AwsError("ValidationException", f"{kind} {arn} does not exist.")
        return arn, self.made[arn]

    def describe(self, kind, region, parameters):
        arn, resource = self.find(kind, region, parameters)
        resource["questions"] += 1
        state = self.state_of(resource)
        known = service_model("sagemaker").operation_model(f"Describe{kind}").output_shape.members
        return {
            **{name: value for name, value in resource["parameters"].items() if name in known},
            f"{kind}Arn": arn,
            "CreationTime": resource["time"],
            f"{kind}Status": state["status"],
            f"{kind}StatusDetails": details(resource["parameters"], state),
        }

    def state_of(self, resource):
        return self.states[max(0, min(resource["questions"], len(self.states) - 1))]

    def delete(self, kind, region, parameters):
        arn, resource = self.find(kind, region, parameters)
        if self.state_of(resource)["status"] in ("Pending", "InProgress"):
            raise AwsError("ConflictException", f"{kind} {arn} is still being created.")
        del self.made[arn]
        return {}


def images_in(parameters):
    containers = parameters.get("InferenceSpecification", {}).get("Containers", [])
    training = parameters.get("TrainingSpecification", {}).get("TrainingImage")
    return [container["Image"] for container in containers if "Image" in container] + ([training] if training else [])


def details(parameters, state):
    profiles = parameters.get("ValidationSpecification", {}).get("ValidationProfiles", [])
    part = PARTS.get(state["status"], "NotStarted")
    validations = [{"name": profile["ProfileName"], "status": part} for profile in profiles]
    return {
        "ValidationStatuses": [status_item(item) for item in state.get("validations", validations)],
        "ImageScanStatuses": [status_item(item) for item in state.get("imageScans", [])],
    }


def status_item(item):
    reason = {"FailureReason": item["reason"]} if "reason" in item else {}
    return {"Name": item["name"], "Status": item["status"], **reason}
