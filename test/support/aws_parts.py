"""The parts of an upload to S3, listed with their SHA-256 as the real service does; moto does not return it.
"""

from moto.s3.responses import S3Response
from moto.s3.utils import compute_checksum

serialize = S3Response.serialized


def with_sums(response, result):
    listed = result.result
    if isinstance(listed, dict) and "Parts" in listed and "UploadId" in listed:
        upload = response.backend.get_bucket(response.bucket_name).multiparts[listed["UploadId"]]
        for part in listed["Parts"]:
            sent = upload.parts[part["PartNumber"]].value
            part["ChecksumSHA256"] = compute_checksum(sent, "SHA256").decode()
    return serialize(response, result)


def list_sums():
    """Called once, before the first request."""
    S3Response.serialized = with_sums
