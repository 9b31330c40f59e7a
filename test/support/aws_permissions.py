"""What a role of the account may do. moto compares actions and resources with the role's policies; a test switches
it on, because most tests work in an account without roles.
"""

import json

from aws_answer import AwsError
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.iam.models import iam_backends

# Some operations need an action with another name.
ACTIONS = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:CreateMultipartUpload": "s3:PutObject",
    "s3:UploadPart": "s3:PutObject",
    "s3:CompleteMultipartUpload": "s3:PutObject",
    "s3:ListParts": "s3:ListMultipartUploadParts",
}


class Permissions:
    def __init__(self, account):
        self.account = account
        self.caller = None

    def call_as(self, role):
        """From now on every call is this role's."""
        self.caller = self.role_named(role)

    def check(self, call, resource):
        if self.caller is None:
            return
        operation = f"{call['service']}:{call['operation']}"
        self.demand(ACTIONS.get(operation, operation), resource.strip('"'))
        for arn in validation_roles(call["parameters"]):
            self.demand("iam:PassRole", arn, {"iam:PassedToService": "sagemaker.amazonaws.com"})
            self.check_trust(arn)

    def demand(self, action, resource, context=None):
        inline = [json.dumps(document_of(policy)) for policy in self.caller.policies.values()]
        policies = [IAMPolicy(policy) for policy in (*inline, *self.caller.managed_policies.values())]
        permitted = [policy.is_action_permitted(action, resource, None, context) for policy in policies]
        if PermissionResult.PERMITTED not in permitted:
            words = f"User: {self.caller.arn} is not authorized to perform: {action} on resource: {resource}"
            raise AwsError("AccessDeniedException", words, 403)

    def check_trust(self, arn):
        """SageMaker assumes the role of a validation."""
        trust = document_of(self.role_named(arn.rpartition("/")[2]).assume_role_policy_document)
        if {"Service": "sagemaker.amazonaws.com"} not in [statement["Principal"] for statement in trust["Statement"]]:
            raise AwsError("ValidationException", f"Could not assume role {arn}.")

    def role_named(self, name):
        roles = iam_backends[self.account]["aws"].roles.values()
        return next(role for role in roles if role.name == name)


def document_of(policy):
    return json.loads(policy) if isinstance(policy, str) else policy


def validation_roles(parameters):
    specification = parameters.get("ValidationSpecification", {})
    return [specification["ValidationRole"]] if "ValidationRole" in specification else []
