"""Loads the model once and forks a worker for each connection, so that all workers share the memory of the model."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys

if __name__ == "__main__":
    # Before other imports: otherwise modules would first be searched in the folder of this file.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runtime.after_fork import prepare_to_fork, start_anew, use_one_thread
from runtime.python.answer_calls import Model, answer_until_closed, import_handlers
from runtime.python.frames import Channel
from runtime.python.process import fault_of, prepare_forked_process, prepare_process


def main() -> None:
    model_dir, address, threads, *names = sys.argv[1:]
    control = Channel()
    prepare_process()
    use_one_thread()
    try:
        model = Model(import_handlers(names), model_dir)
        prepare_to_fork()
    except BaseException as fault:
        control.send("broken", 0, fault_of(fault))
        os._exit(1)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("\0" + address)
        door.listen()
        control.send("ready", 0, {})
        fork_workers(control, door, model, int(threads))
    os._exit(0)


def fork_workers(control: Channel, door: socket.socket, model: Model, threads: int) -> None:
    """Runs until the server closes the control socket."""
    awake, wake = socket.socketpair()
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    workers: set[int] = set()
    while True:
        arrived, _, _ = select.select([control, door, awake], [], [])
        if awake in arrived:
            awake.recv(4096)
            report_ended(control, workers)
        if control in arrived:
            return
        if door in arrived:
            connection, _ = door.accept()
            parent = os.getpid()
            worker = os.fork()
            if worker == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for inherited in (door, awake, wake):
                    inherited.close()
                prepare_forked_process(parent)
                start_anew(threads)
                answer_until_closed(Channel(connection), model)
            connection.close()
            workers.add(worker)


def report_ended(control: Channel, workers: set[int]) -> None:
    for worker in list(workers):
        ended, status = os.waitpid(worker, os.WNOHANG)
        if ended == worker:
            workers.remove(worker)
            control.send("end", 0, {"pid": worker, "code": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
