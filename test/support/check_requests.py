"""Holds API requests against the service models of the installed AWS SDK. Reads one {"operation", "request"} a line, of
SageMaker or of the "service" that it names, and prints one fault a line."""

import json
import sys

from service_model import request_faults

for line in sys.stdin:
    call = json.loads(line)
    for fault in request_faults(call.get("service", "sagemaker"), call["operation"], call["request"]):
        print(fault)
