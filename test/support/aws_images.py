"""Amazon ECR's images: those that a test added, and those in a real registry behind it. moto has the
repositories.
"""

import dataclasses
import hashlib
import json
import time
import urllib.error
import urllib.request

from aws_answer import AwsError
from moto.ecr.models import ecr_backends

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
EVERY_MANIFEST = [
    DOCKER_MANIFEST,
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
]
PAGE = 100


@dataclasses.dataclass
class Image:
    manifest: str
    media_type: str
    tags: list

    @property
    def digest(self):
        return "sha256:" + hashlib.sha256(self.manifest.encode()).hexdigest()

    @property
    def size(self):
        """The stored size: the configuration and the compressed layers."""
        manifest = json.loads(self.manifest)
        parts = [manifest.get("config", {}), *manifest.get("layers", []), *manifest.get("manifests", [])]
        return sum(part.get("size", 0) for part in parts)


class Images:
    def __init__(self, account, registry):
        self.account = account
        self.registry = registry
        self.added = {}
        # When each image was first seen, and whether its repository scanned on push at that time.
        self.pushes = {}

    def repository(self, region, parameters):
        name = parameters["repositoryName"]
        found = ecr_backends[self.account][region].repositories.get(name)
        if found is None:
            words = f"The repository with name '{name}' does not exist in the registry with id '{self.account}'"
            raise AwsError("RepositoryNotFoundException", words)
        return found

    def add(self, region, name, tag, media_type, size):
        repositories = ecr_backends[self.account][region]
        if name not in repositories.repositories:
            repositories.create_repository(name, None, {}, {"scanOnPush": True}, "MUTABLE", [])
        config = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 0, "digest": digest(name)}
        layer = {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": size, "digest": digest(tag)}
        manifest = {"schemaVersion": 2, "mediaType": media_type, "config": config, "layers": [layer]}
        image = Image(json.dumps(manifest), media_type, [tag])
        images = self.added.setdefault((region, name), [])
        for other in images:
            other.tags = [kept for kept in other.tags if kept != tag]
        same = next((other for other in images if other.digest == image.digest), None)
        if same is None:
            images.append(image)
        else:
            same.tags.append(tag)
        self.push_of(region, repositories.repositories[name], image)
        return image.digest

    def push_of(self, region, repository, image):
        scans = repository.image_scanning_configuration.get("scanOnPush", False)
        push = {"time": int(time.time()), "scans": scans}
        return self.pushes.setdefault((region, repository.name, image.digest), push)

    def in_repository(self, region, name):
        images = [*self.added.get((region, name), [])]
        by_digest = {}
        for tag in self.ask_registry(f"{name}/tags/list", lambda body, _: json.loads(body)["tags"]) or []:
            image = self.in_registry(name, tag)
            if image is not None:
                by_digest.setdefault(image.digest, image).tags.append(tag)
        return images + list(by_digest.values())

    def in_registry(self, name, reference):
        def read(body, headers):
            return Image(body.decode(), headers["Content-Type"], [])

        return self.ask_registry(f"{name}/manifests/{reference}", read)

    def ask_registry(self, path, read):
        if self.registry is None:
            return None
        request = urllib.request.Request(
            f"http://{self.registry}/v2/{path}", headers={"Accept": ", ".join(EVERY_MANIFEST)}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return read(answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def find(self, region, name, image_id):
        """The image with this tag, this digest, or both. A digest does not need a tag."""
        tag, wanted = image_id.get("imageTag"), image_id.get("imageDigest")
        for image in self.in_repository(region, name):
            if (tag is None or tag in image.tags) and (wanted is None or wanted == image.digest):
                return image
        return self.in_registry(name, wanted) if wanted is not None and tag is None else None

    def get(self, region, parameters, image_id):
        repository = self.repository(region, parameters)
        image = self.find(region, repository.name, image_id)
        if image is None:
            said = ", ".join(f"{name}:'{image_id.get(name, 'null')}'" for name in ("imageDigest", "imageTag"))
            words = f"The image with imageId {{{said}}} does not exist within the repository with name "
            in_registry = f"'{repository.name}' in the registry with id '{self.account}'"
            raise AwsError("ImageNotFoundException", words + in_registry)
        return repository, image, self.push_of(region, repository, image)

    def describe_images(self, region, parameters):
        repository = self.repository(region, parameters)
        ids = parameters.get("imageIds")
        if ids is None:
            ids = [{"imageDigest": image.digest} for image in self.in_repository(region, repository.name)]
        details = []
        for image_id in ids:
            _, image, push = self.get(region, parameters, image_id)
            detail = {
                "registryId": self.account,
                "repositoryName": repository.name,
                "imageDigest": image.digest,
                "imageTags": image.tags,
                "imageSizeInBytes": image.size,
                "imagePushedAt": push["time"],
                "imageManifestMediaType": image.media_type,
                "artifactMediaType": json.loads(image.manifest).get("config", {}).get("mediaType"),
            }
            details.append({name: value for name, value in detail.items() if value not in (None, [])})
        details, following = page(details, parameters)
        return {"imageDetails": details, **following}

    def list_images(self, region, parameters):
        repository = self.repository(region, parameters)
        images = self.in_repository(region, repository.name)
        ids = [
            {"imageDigest": image.digest, **({"imageTag": tag} if tag else {})}
            for image in images
            for tag in image.tags or [None]
        ]
        ids, following = page(ids, parameters)
        return {"imageIds": ids, **following}

    def batch_get_image(self, region, parameters):
        """Manifests are returned as they were pushed. The real service would convert some of them to an
        accepted type.
        """
        repository = self.repository(region, parameters)
        images, failures = [], []
        for image_id in parameters["imageIds"]:
            image = self.find(region, repository.name, image_id)
            if image is None:
                failure = {"failureCode": "ImageNotFound", "failureReason": "Requested image not found"}
                failures.append({"imageId": image_id, **failure})
                continue
            found = {
                "registryId": self.account,
                "repositoryName": repository.name,
                "imageId": {**image_id, "imageDigest": image.digest},
                "imageManifest": image.manifest,
                "imageManifestMediaType": image.media_type,
            }
            images.append(found)
        return {"images": images, "failures": failures}


def page(items, parameters):
    """A page of a list and the token of the next page, as ECR returns lists."""
    token = parameters.get("nextToken", "0")
    if not token.isdigit() or int(token) > len(items):
        raise AwsError("InvalidParameterException", "Invalid parameter at 'nextToken' failed to satisfy constraint")
    end = int(token) + parameters.get("maxResults", PAGE)
    return items[int(token) : end], ({"nextToken": str(end)} if end < len(items) else {})


def digest(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
