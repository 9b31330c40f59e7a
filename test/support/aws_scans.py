"""Amazon ECR's image scans. Each image has one, which reports its states one after the other, one per
request.
"""

import time

from aws_answer import AwsError
from aws_images import page

BASIC = [{"status": "IN_PROGRESS"}, {"status": "COMPLETE"}]
ENHANCED = [{"status": "PENDING"}, {"status": "ACTIVE"}]
# Only these states have findings; the others say that there are none yet, or why there are none.
WITH_FINDINGS = ("COMPLETE", "ACTIVE")


class Scans:
    def __init__(self, images, enhanced):
        self.images = images
        self.enhanced = enhanced
        self.scripts = {}
        self.started = set()
        self.questions = {}

    def script(self, repository, states):
        """From the next request on, the images of a repository are in these states."""
        self.scripts[repository] = states
        self.questions = {key: count for key, count in self.questions.items() if key[1] != repository}

    def start_image_scan(self, region, parameters):
        repository, image, push = self.images.get(region, parameters, parameters["imageId"])
        if self.enhanced:
            raise AwsError("ValidationException", "This feature is disabled")
        key = (region, repository.name, image.digest)
        if push["scans"] or key in self.started:
            words = "The scan quota per image has been exceeded. Wait and try again."
            raise AwsError("LimitExceededException", words)
        self.started.add(key)
        return self.header(repository, image, parameters, {"status": "IN_PROGRESS"})

    def describe_image_scan_findings(self, region, parameters):
        repository, image, push = self.images.get(region, parameters, parameters["imageId"])
        key = (region, repository.name, image.digest)
        if not (self.enhanced or push["scans"] or key in self.started):
            words = f"Image scan does not exist for the image with '{image_words(image, parameters)}' in the repository"
            where = f"with name '{repository.name}' in the registry with id '{self.images.account}'"
            raise AwsError("ScanNotFoundException", f"{words} {where}")
        states = self.scripts.get(repository.name) or (ENHANCED if self.enhanced else BASIC)
        # All pages of one response have the same state.
        if "nextToken" not in parameters:
            self.questions[key] = self.questions.get(key, -1) + 1
        state = states[min(self.questions.get(key, 0), len(states) - 1)]
        status = {name: state[name] for name in ("status", "description") if name in state}
        answer = self.header(repository, image, parameters, status)
        if state["status"] not in WITH_FINDINGS:
            return answer
        findings, following = page(state.get("findings", []), parameters)
        return {**answer, "imageScanFindings": self.findings(state, findings), **following}

    def header(self, repository, image, parameters, status):
        return {
            "registryId": self.images.account,
            "repositoryName": repository.name,
            "imageId": {**parameters["imageId"], "imageDigest": image.digest},
            "imageScanStatus": status,
        }

    def findings(self, state, findings):
        counts = state.get("severities")
        if counts is None:
            severities = [finding["severity"] for finding in state.get("findings", [])]
            counts = {severity: severities.count(severity) for severity in sorted(set(severities))}
        now = int(time.time())
        kind = "enhancedFindings" if self.enhanced else "findings"
        listed = [(enhanced_finding if self.enhanced else basic_finding)(finding) for finding in findings]
        times = {"imageScanCompletedAt": now, "vulnerabilitySourceUpdatedAt": now}
        return {**times, "findingSeverityCounts": counts, kind: listed}


def image_words(image, parameters):
    tag = parameters["imageId"].get("imageTag", "null")
    return f"{{imageDigest:'{image.digest}', imageTag:'{tag}'}}"


def basic_finding(finding):
    attributes = [
        {"key": key, "value": finding[name]}
        for key, name in (("package_name", "package"), ("package_version", "version"))
        if name in finding
    ]
    words = {name: finding[name] for name in ("name", "description", "uri", "severity") if name in finding}
    return {**words, "attributes": attributes}


def enhanced_finding(finding):
    package = {
        key: finding[name]
        for key, name in (("name", "package"), ("version", "version"), ("fixedInVersion", "fixedIn"))
        if name in finding
    }
    vulnerability = {"vulnerabilityId": finding["name"], "vulnerablePackages": [package] if package else []}
    if "uri" in finding:
        vulnerability["sourceUrl"] = finding["uri"]
    words = {name: finding[name] for name in ("description", "severity") if name in finding}
    return {
        **words,
        "title": f"{finding['name']} - {finding['package']}" if "package" in finding else finding["name"],
        "type": "PACKAGE_VULNERABILITY",
        "status": "ACTIVE",
        "fixAvailable": "YES" if "fixedIn" in finding else "NO",
        "packageVulnerabilityDetails": vulnerability,
    }
