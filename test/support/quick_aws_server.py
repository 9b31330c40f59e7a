"""The AWS CLI of this machine, loaded once. Each call from `quick_aws_client.py` runs in a fork, with the
arguments, environment, folder, streams and umask of that call. Ends when its stdin is closed, together with
all its calls.
"""

import atexit
import gc
import glob
import importlib
import marshal
import os
import select
import selectors
import shutil
import signal
import socket
import sys
import time
import types

# The models of these services are read in advance, because some have megabytes.
SERVICES = ("cloudformation", "ecr", "iam", "s3", "sagemaker", "sts")

folder, program = sys.argv[1:]
ends_with = []


def main():
    atexit.register(leave)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(f"{folder}/socket")
    listener.listen(64)
    wait_for_call(listener)
    clean_environment()
    code = load_program()
    # The AWS CLI sets this variable while it is loaded.
    added = {b"AWS_DATA_PATH": os.environb[b"AWS_DATA_PATH"]}
    homes = find_homes()
    read_data()
    gc.collect()
    gc.freeze()
    arguments, environment = serve(listener)
    os.environb.clear()
    os.environb.update({**added, **environment})
    time.tzset()
    for owner, name, rest in homes:
        setattr(owner, name, os.path.expanduser("~") + rest)
    sys.argv[:] = [program, *arguments]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        exec(code, sys.modules["__main__"].__dict__)
    except SystemExit as end:
        ends_with.append(end.code)
        raise


def leave():
    """Runs last at an exit. A full cleanup of the loaded modules is unnecessary and would take a third of a
    call's time.
    """
    if ends_with and isinstance(ends_with[0], int):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ends_with[0] & 0xFF)


def wait_for_call(listener):
    """Many test processes never call it, and loading takes a second."""
    if 0 in select.select([0, listener], [], [])[0]:
        finish([])


def clean_environment():
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["HOME"] = folder


def load_program():
    sys.path[0] = os.path.dirname(os.path.realpath(program))
    with open(program, encoding="utf-8") as file:
        code = compile(file.read(), program, "exec")
    importlib.import_module("awscli.clidriver").create_clidriver()
    return code


def find_homes():
    """Values that modules made from the home folder while they were loaded. Each call has its own home."""
    modules = list(sys.modules.values())
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    values = [(owner, name, value) for owner in modules + classes for name, value in vars(owner).items()]
    return [
        (owner, name, value.removeprefix(folder))
        for owner, name, value in values
        if isinstance(value, str) and value.startswith(f"{folder}/.")
    ]


def read_data():
    """Reads the AWS CLI's data files once for all calls. A fork can change its copy."""
    loaders = importlib.import_module("botocore.loaders")
    loader = loaders.create_loader(os.environ["AWS_DATA_PATH"])
    find_services, load_file = loaders.Loader.list_available_services, loaders.JSONFileLoader.load_file
    services = {
        (tuple(loader._potential_locations()), kind): find_services(loader, kind)
        for kind in ("service-2", "paginators-1", "waiters-2")
    }
    files = {}
    for place in loader._potential_locations():
        for pattern in ("*.json*", *(f"{name}/*/*.json*" for name in SERVICES)):
            for file in glob.glob(f"{place}/{pattern}"):
                path = file.partition(".json")[0]
                files[path] = load_file(loader.file_loader, path)

    def list_available_services(self, type_name):
        known = services.get((tuple(self._potential_locations()), type_name))
        return find_services(self, type_name) if known is None else list(known)

    def load(self, file_path):
        return files.pop(file_path, None) or load_file(self, file_path)

    loaders.Loader.list_available_services = list_available_services
    loaders.JSONFileLoader.load_file = load


def serve(listener):
    """Returns in a fork, with the arguments and the environment of its call."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended, end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(end)
    calls = {}
    ready = selectors.DefaultSelector()
    for stream in (0, listener, ended):
        ready.register(stream, selectors.EVENT_READ)
    while True:
        for key, _ in ready.select():
            if key.fileobj == 0:
                finish(calls)
            elif key.fileobj == ended:
                os.read(ended, 4096)
                tell_ends(calls, ready)
            elif key.fileobj is not listener:
                # A client sends nothing more, so this event means that it is gone.
                ready.unregister(key.fileobj)
                if key.data in calls:
                    os.kill(key.data, signal.SIGKILL)
            elif call := receive(client := listener.accept()[0]):
                arguments, environment, umask, streams = call
                pid = os.fork()
                if pid == 0:
                    ready.close()
                    listener.close()
                    client.close()
                    take_place(umask, streams)
                    return arguments, environment
                for stream in streams:
                    os.close(stream)
                calls[pid] = client
                ready.register(client, selectors.EVENT_READ, pid)
                tell(client, pid)


def receive(client):
    """Nothing, if the client is gone."""
    size, streams, _, _ = socket.recv_fds(client, 8, 4)
    body = client.recv(int.from_bytes(size, "big"), socket.MSG_WAITALL)
    return (*marshal.loads(body), streams) if len(streams) == 4 else None


def take_place(umask, streams):
    """Takes over the client's folder, umask and streams."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(umask)
    os.fchdir(streams[3])
    for number, stream in enumerate(streams[:3]):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)


def tell_ends(calls, ready):
    while calls:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        client = calls.pop(pid)
        tell(client, os.waitstatus_to_exitcode(status))
        if client in ready.get_map():
            ready.unregister(client)
        client.close()


def tell(client, number):
    try:
        client.sendall(number.to_bytes(8, "big", signed=True))
    except OSError:
        pass


def finish(calls):
    for pid in calls:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


main()
