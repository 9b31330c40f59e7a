"""Calls what an upload and a registration call, on the places that the arguments name. Prints the operations that AWS does
not permit; any other refusal is that of an account without images.
"""

import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

region, repository, bucket, key, resource = sys.argv[1:]
once = Config(region_name=region, retries={"total_max_attempts": 1})
clients = {name: boto3.client(name, config=once) for name in ("ecr", "s3", "sagemaker", "sts")}
image = {"repositoryName": repository, "imageId": {"imageTag": "1"}}
place = {"Bucket": bucket, "Key": key}
package = {"ModelPackageName": resource}
CALLS = [
    ("sts", "get_caller_identity", {}),
    ("ecr", "get_authorization_token", {}),
    ("ecr", "create_repository", {"repositoryName": repository}),
    ("ecr", "describe_repositories", {"repositoryNames": [repository]}),
    ("ecr", "describe_images", {"repositoryName": repository}),
    ("ecr", "batch_get_image", {"repositoryName": repository, "imageIds": [{"imageTag": "1"}]}),
    ("ecr", "start_image_scan", image),
    ("ecr", "describe_image_scan_findings", image),
    ("s3", "get_bucket_location", {"Bucket": bucket}),
    ("s3", "head_object", place),
    ("s3", "put_object", {**place, "Body": b"x"}),
    ("s3", "create_multipart_upload", place),
    ("s3", "list_parts", place),
    ("s3", "upload_part", {**place, "PartNumber": 1, "Body": b"x"}),
    ("s3", "complete_multipart_upload", {**place, "MultipartUpload": {"Parts": []}}),
    ("sagemaker", "describe_model_package", package),
    ("sagemaker", "delete_model_package", package),
]

upload = {"UploadId": "none was begun"}
for service, operation, parameters in CALLS:
    more = upload if "part" in operation and operation != "create_multipart_upload" else {}
    try:
        answer = getattr(clients[service], operation)(**parameters, **more)
        upload = {"UploadId": answer["UploadId"]} if "UploadId" in answer else upload
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 403:
            print(operation)
