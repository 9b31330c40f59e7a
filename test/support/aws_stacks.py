"""What moto's CloudFormation lacks of the stacks of listings: the identity provider for GitHub, and the outputs and
the defaults of a stack that was made by a change set, as `aws cloudformation deploy` does.
"""

from moto.cloudformation.models import CloudFormationBackend
from moto.core.common_models import CloudFormationModel
from moto.iam.models import iam_backends


class IdentityProvider(CloudFormationModel):
    # moto files its models by the name of their module.
    __module__ = "moto.iam.models"

    def __init__(self, arn):
        self.arn = arn

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::IAM::OIDCProvider"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        provider = iam_backends[account_id]["aws"].create_open_id_connect_provider(
            url=properties["Url"], thumbprint_list=[], client_id_list=properties["ClientIdList"], tags=[]
        )
        return cls(provider.arn)

    @property
    def physical_resource_id(self):
        return self.arn


execute = CloudFormationBackend.execute_change_set


def execute_whole(backend, change_set_name, stack_name=None):
    execute(backend, change_set_name, stack_name)
    stack = backend.get_stack(stack_name)
    stack._parse_template()
    stack.parameters = dict(stack.stack_parameters)
    stack.output_map = stack._create_output_map()


def complete_stacks():
    """Called once, before the first request."""
    CloudFormationBackend.execute_change_set = execute_whole
