"""
Runs jobs with SageMaker's training toolkit. stdin has the jobs, stdout gets their exit codes, both as JSON. A job runs
in a process of its own, because the toolkit reads its folder while it is imported. What is slow to import is imported
once for all of them.
"""

import json
import os
import signal
import sys
import time

import boto3  # noqa: F401
import paramiko  # noqa: F401


def train(job):
    os.chdir(job["base"])
    os.environ.clear()
    os.environ.update(job["environment"])
    log = os.open("log", os.O_WRONLY | os.O_CREAT, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    from sagemaker_training import trainer

    trainer.train()


def exit_code_of(job):
    process = os.fork()
    if process == 0:
        try:
            train(job)
        except SystemExit as end:
            os._exit(end.code)
        finally:
            os._exit(99)
    if job["isStopped"]:
        while not os.path.exists(os.path.join(job["base"], "model", "started")):
            time.sleep(0.05)
        os.kill(process, signal.SIGTERM)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


print(json.dumps([exit_code_of(job) for job in json.load(sys.stdin)]))
