"""Holds the model of python/model.py or of an inference script. Answers its worker's calls."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Before other imports: otherwise modules would first be searched in the folder of this file.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runtime.python.answer_calls import Model, answer_until_closed, import_handlers
from runtime.python.frames import Channel
from runtime.python.process import fault_of, prepare_process


def main() -> None:
    channel = Channel()
    prepare_process()
    try:
        module = import_handlers(sys.argv[2:])
        # `load` comes when there is memory for the model. The server may have no memory for this process at all.
        if channel.read() is None:
            return
        model = Model(module, sys.argv[1])
    except BaseException as fault:
        channel.send("broken", 0, fault_of(fault))
        os._exit(1)
    answer_until_closed(channel, model)


if __name__ == "__main__":
    main()
