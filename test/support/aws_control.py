"""What a test can read from the API, and what it can make the API do."""

import base64
import socket
import time

from aws_answer import AwsError
from aws_catalog import Catalog
from aws_images import DOCKER_MANIFEST, Images
from aws_permissions import Permissions
from aws_request import SERVICES
from aws_resources import KINDS, Resources
from aws_scans import Scans
from moto.ecr.models import ecr_backends
from moto.s3.models import s3_backends
from service_model import service_model


class Control:
    def __init__(self, account, key, token, password, registry=None, enhanced=False):
        self.account = account
        self.key = key
        self.token = token
        self.password = password
        self.calls = []
        self.violations = []
        self.failures = []
        self.images = Images(account, registry)
        self.scans = Scans(self.images, enhanced)
        self.resources = Resources(account, self.images)
        self.permissions = Permissions(account)
        self.catalog = Catalog(account)
        self.operations = {
            "ecr:GetAuthorizationToken": self.get_authorization_token,
            "ecr:DescribeImages": self.images.describe_images,
            "ecr:ListImages": self.images.list_images,
            "ecr:BatchGetImage": self.images.batch_get_image,
            "ecr:StartImageScan": self.scans.start_image_scan,
            "ecr:DescribeImageScanFindings": self.scans.describe_image_scan_findings,
            "marketplace-catalog:StartChangeSet": self.catalog.start_change_set,
            "marketplace-catalog:DescribeChangeSet": self.catalog.describe_change_set,
        }
        for kind in KINDS:
            for verb in ("create", "describe", "delete"):
                self.operations[f"sagemaker:{verb.title()}{kind}"] = self.of_kind(kind, getattr(self.resources, verb))

    def of_kind(self, kind, answer):
        return lambda region, parameters: answer(kind, region, parameters)

    def obey(self, verb, words):
        if verb == "calls":
            return self.calls
        if verb == "violations":
            return self.violations
        if verb == "image":
            size, media_type = words.get("size", 40_000_000), words.get("mediaType", DOCKER_MANIFEST)
            return self.images.add(words["region"], words["repository"], words["tag"], media_type, size)
        if verb == "bucket":
            return s3_backends[self.account]["aws"].create_bucket(words["name"], words["region"]) and None
        if verb == "repositories":
            return list(ecr_backends[self.account][words["region"]].repositories)
        if verb == "caller":
            return self.permissions.call_as(words["role"])
        if verb == "scan":
            return self.scans.script(words["repository"], words["states"])
        if verb == "resource":
            return self.resources.script(words["states"])
        if verb == "fail" and any(
            words["operation"] in service_model(name).operation_names for name in SERVICES.values()
        ):
            return self.failures.append(words)
        raise ValueError(f"{verb} {words}")

    def check_credential(self, key, token):
        if (key, token) != (self.key, self.token):
            raise AwsError("UnrecognizedClientException", "The security token included in the request is invalid.")

    def get_authorization_token(self, region, parameters):
        token = base64.b64encode(f"AWS:{self.password}".encode()).decode()
        registry = f"https://{self.account}.dkr.ecr.{region}.amazonaws.com"
        expiry = int(time.time()) + 12 * 60 * 60
        return {"authorizationData": [{"authorizationToken": token, "expiresAt": expiry, "proxyEndpoint": registry}]}

    def fail_if_wanted(self, call, environ):
        """The first failure for this operation that must still happen; -1 means always."""
        failure = next((f for f in self.failures if f["operation"] == call["operation"] and f["times"] != 0), None)
        if failure is None:
            return
        failure["times"] -= 1
        if failure.get("cut"):
            call["status"] = 0
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        raise AwsError(
            failure["code"], failure.get("message") or self.message(failure["code"], call), failure["status"]
        )

    def check_permission(self, call):
        self.permissions.check(call, self.resource_of(call))

    def message(self, code, call):
        if "AccessDenied" not in code:
            return f"{code}, because the test wants it"
        who = f"arn:aws:sts::{self.account}:user/moto"
        action = f"{call['service'].replace('marketplace-catalog', 'aws-marketplace')}:{call['operation']}"
        because = f"because no identity-based policy allows the {action} action"
        return f"User: {who} is not authorized to perform: {action} on resource: {self.resource_of(call)} {because}"

    def resource_of(self, call):
        parameters, region = call["parameters"], call["region"]
        if call["service"] == "ecr":
            name = parameters.get("repositoryName") or next(iter(parameters.get("repositoryNames", [])), None)
            return f"arn:aws:ecr:{region}:{self.account}:repository/{name}" if name else "*"
        if call["service"] == "s3":
            path = "/".join(parameters[name] for name in ("Bucket", "Key") if name in parameters)
            return f'"arn:aws:s3:::{path}"'
        for kind in KINDS:
            if f"{kind}Name" in parameters:
                return self.resources.arn(kind, region, parameters[f"{kind}Name"])
        return "*"
