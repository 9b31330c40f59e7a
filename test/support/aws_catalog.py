"""The Catalog API of AWS Marketplace, as far as it takes requests. What AWS does with one later is not known here: each
succeeds at once.

Known from the real service: the host is in us-east-1 alone; every request gets a new id; a reference must name another
change of the same request; and an answer has the id of what a change made, with its revision.
"""

import re
import uuid

from aws_answer import AwsError


class Catalog:
    def __init__(self, account):
        self.account = account
        self.requests = {}

    def start_change_set(self, region, parameters):
        if region != "us-east-1":
            raise AwsError("UnrecognizedClientException", "The catalog is in us-east-1.", 403)
        changes = parameters["ChangeSet"]
        names = {change.get("ChangeName") for change in changes}
        for reference in re.findall(r"\$([a-zA-Z]+)\.Entity\.Identifier", str(changes)):
            if reference not in names:
                raise AwsError("ValidationException", f"No change is named {reference}.", 422)
        name = uuid.uuid4().hex[:25]
        self.requests[name] = changes
        return {"ChangeSetId": name, "ChangeSetArn": self.arn(name)}

    def describe_change_set(self, region, parameters):
        name = parameters["ChangeSetId"]
        if name not in self.requests:
            raise AwsError("ResourceNotFoundException", f"There is no change set {name}.", 404)
        made = [{**change, "Entity": made_by(change), "ErrorDetailList": []} for change in self.requests[name]]
        return {"ChangeSetId": name, "ChangeSetArn": self.arn(name), "Status": "SUCCEEDED", "ChangeSet": made}

    def arn(self, name):
        return f"arn:aws:aws-marketplace:us-east-1:{self.account}:AWSMarketplace/ChangeSet/{name}"


def made_by(change):
    kinds = {"CreateProduct": "prod", "CreateOffer": "offer"}
    if change["ChangeType"] not in kinds:
        return change["Entity"]
    return {**change["Entity"], "Identifier": f"{kinds[change['ChangeType']]}-abcdefghijklm@1"}
