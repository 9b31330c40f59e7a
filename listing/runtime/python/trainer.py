"""Runs `train` of python/train.py for one job. Receives the job over the socket, and sends back the result."""

from __future__ import annotations

import os
import sys
import threading

if __name__ == "__main__":
    # Before other imports: otherwise modules would first be searched in the folder of this file.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runtime.python.frames import Channel
from runtime.python.process import fault_of, prepare_process
from runtime.training import Job


def watch_for_stop(channel: Channel, job: Job) -> None:
    """The only further frame is the request to stop."""
    frame = channel.read()
    if frame is None:
        os._exit(1)
    job.stop()


def main() -> None:
    channel = Channel()
    prepare_process()
    call = channel.read()
    if call is None:
        os._exit(1)
    job = Job(call.head, lambda said: channel.send("piece", call.call, said))
    threading.Thread(target=watch_for_stop, args=(channel, job), daemon=True).start()
    try:
        import train as module

        if not callable(getattr(module, "train", None)):
            raise TypeError("python/train.py must define train(job)")
        module.train(job)
    except BaseException as fault:
        if not isinstance(fault, SystemExit) or fault.code not in (None, 0):
            channel.send("broken", call.call, fault_of(fault))
            os._exit(1)
    channel.send("answer", call.call, {"unread": job.unread_hyperparameters()})
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
