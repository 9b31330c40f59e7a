# Installed as `aws`, with a first line that names the AWS CLI's Python. It starts in 10 ms, without the
# standard library. It sends its arguments, environment, folder and streams to `quick_aws_server.py`, and
# exits with the status of the call.

import _signal
import _socket
import errno
import marshal
import posix
import sys
import time

FORWARDED = [_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGUSR1, _signal.SIGUSR2, _signal.SIGTERM]
# Variables that Python and the AWS CLI read while they are loaded, which is too late here; and exceptions
# that do not change a call.
LOADING = [b"AWS_DATA_PATH", b"AWS_NEW_RETRIES", b"PYTHON"]
HARMLESS = [b"PYTHON", b"PYTHONUNBUFFERED", b"PYTHONDONTWRITEBYTECODE"]

folder, _, name = sys.argv[0].rpartition("/")


def main():
    server = None if needs_own_python() else connect()
    pid = server and send(server)
    if not pid:
        become_plain()
    end(wait(server, pid))


def needs_own_python():
    if sys.getfilesystemencoding() != "utf-8":
        return True
    names = [name for name in posix.environ if name not in HARMLESS and not name.startswith(b"PYTHON_")]
    return any(name.startswith(loading) for name in names for loading in LOADING)


def connect():
    """Nothing, if no server runs. A server that is starting creates its socket soon."""
    for _ in range(3000):
        server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            server.connect(f"{folder}/socket")
            return server
        except OSError as error:
            if error.errno != errno.ENOENT:
                return None
        time.sleep(0.01)
    return None


def send(server):
    """The process that runs the call, or nothing."""
    here = posix.open(".", posix.O_RDONLY)
    umask = posix.umask(0)
    posix.umask(umask)
    body = marshal.dumps((sys.argv[1:], posix.environ, umask))
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2, here))
    try:
        server.sendmsg([len(body).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
        server.sendall(body)
        return receive(server)
    except OSError:
        return None


def wait(server, pid):
    """The exit status of the call. Signals are forwarded to it."""
    for number in FORWARDED:
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, lambda told, _: posix.kill(pid, told))
    return receive(server)


def receive(server):
    number = server.recv(8, _socket.MSG_WAITALL)
    return int.from_bytes(number, "big", signed=True) if len(number) == 8 else None


def end(status):
    if status is None:
        posix.write(2, b"aws: who was to do this call has ended\n")
        posix._exit(255)
    if status < 0:
        _signal.signal(-status, _signal.SIG_DFL)
        posix.kill(posix.getpid(), -status)
    posix._exit(status)


def become_plain():
    """Runs the next `aws` on the PATH instead."""
    for place in posix.environ.get(b"PATH", b"").split(b":"):
        if place != folder.encode():
            try:
                posix.execve(place + b"/" + name.encode(), [name, *sys.argv[1:]], posix.environ)
            except OSError:
                pass
    posix._exit(127)


main()
