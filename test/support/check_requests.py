"""Checks API requests against the service models of the installed AWS SDK. Reads one
{"operation", "request"} per line, for SageMaker or for the "service" that it names, and prints one fault per
line.
"""

import json
import sys

from service_model import request_faults

for line in sys.stdin:
    call = json.loads(line)
    for fault in request_faults(call.get("service", "sagemaker"), call["operation"], call["request"]):
        print(fault)
