"""A rehearsal makes every Python process of a listing load this file, before the listing's own code.

It writes a line for each attempt to reach another machine or to change a file of the model, and for the first files of
the model that are read. It changes nothing else.
Listings do not contain it. It must run in any Python version that an image has.
"""

import json
import os
import sys

_seen = os.environ.get("SAGEMAKER_MKT_SEEN")
_model = os.environ.get("SAGEMAKER_MKT_MODEL")
#: The names that the folder of the model has.
_reads = json.loads(os.environ.get("SAGEMAKER_MKT_READS") or "[]")
_read = set()
_here = os.path.dirname(os.path.abspath(__file__))
_busy = False
#: socket.SOCK_DGRAM, without an import: the program may not use the socket module.
_DATAGRAMS = 2
#: The limits per process: more lines would show nothing new.
_left = {"read": 20, "attempt": 200}


def _tell(kind, target, where=None):
    limit = "read" if kind == "read" else "attempt"
    if not _seen or _left[limit] <= 0:
        return
    _left[limit] -= 1
    words = getattr(sys, "orig_argv", None) or getattr(sys, "argv", None) or [sys.executable]
    line = {
        "kind": kind,
        "target": target,
        "language": "python",
        "pid": os.getpid(),
        "program": " ".join(words[1:3]) or "python",
    }
    if where:
        line["where"] = where
    out = os.open(_seen, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(out, (json.dumps(line) + "\n").encode())
    finally:
        os.close(out)


def _caller():
    """Return the innermost line of the listing's own code, or of a package: not of Python or this file."""
    frame = sys._getframe(2)
    package = None
    while frame is not None:
        name = frame.f_code.co_filename
        if name != __file__ and not name.startswith("<"):
            place = f"{name}:{frame.f_lineno}"
            if "/lib/python" not in name and "-packages/" not in name and "/opt/packages/" not in name:
                return place
            package = package or place
        frame = frame.f_back
    return package


def _text(value):
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _is_here(host):
    names = ("localhost", os.uname()[1], "0.0.0.0", "::", "::1")
    return not host or host in names or host.startswith(("127.", "::ffff:127."))


def _address(pair):
    if not isinstance(pair, tuple) or len(pair) < 2:
        return None
    host = _text(pair[0])
    if not isinstance(host, str) or _is_here(host):
        return None
    return f"{host}:{pair[1]}"


def _name(value):
    host = _text(value)
    if not isinstance(host, str) or _is_here(host):
        return None
    return None if ":" in host or host.replace(".", "").isdigit() else host


def _in_model(path):
    text = _text(path)
    if not _model or not isinstance(text, str):
        return None
    text = os.path.abspath(text)
    return text if text == _model or text.startswith(_model + "/") else None


def _file_read(path):
    """Return a file's path in the folder of the model, at its first opening. Code is not what the model knows."""
    text = os.path.abspath(_text(os.fspath(path)))
    for folder in _reads:
        if text.startswith(folder + "/") and text not in _read and os.path.isfile(text):
            _read.add(text)
            return None if text.endswith((".py", ".pyc")) else text[len(folder) + 1 :]
    return None


def _target(event, words):
    if event == "socket.connect":
        # A datagram socket sends nothing when it connects: programs use this to find their own address.
        return "aim" if getattr(words[0], "type", None) == _DATAGRAMS else "connect", _address(words[1])
    if event in ("socket.sendto", "socket.sendmsg"):
        return "send", _address(words[1])
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        return "lookup", _name(words[0])
    if event == "open":
        path, mode, flags = words
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool(flags & 3)
        if writes:
            return "write", _in_model(path)
        return "read", _file_read(path) if _left["read"] > 0 else None
    if event in ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.truncate", "os.chmod"):
        return "write", _in_model(words[0])
    return None, None


def _watch(event, words):
    global _busy
    if _busy or (event != "open" and not event.startswith(("socket.", "os."))):
        return
    _busy = True
    try:
        kind, target = _target(event, words)
        if kind and target:
            _tell(kind, target, _caller())
    except Exception:
        # The watcher must never disturb the program.
        pass
    finally:
        _busy = False


def _load_next():
    """Load the image's own sitecustomize, if it has one: this file was found before it."""
    import importlib.machinery
    import importlib.util

    places = [place for place in sys.path if os.path.abspath(place or ".") != _here]
    found = importlib.machinery.PathFinder.find_spec("sitecustomize", places)
    if found is None or found.loader is None:
        return
    module = importlib.util.module_from_spec(found)
    sys.modules["sitecustomize"] = module
    found.loader.exec_module(module)


if _seen and hasattr(sys, "addaudithook"):
    sys.addaudithook(_watch)
    try:
        _tell("watching", "python")
    except OSError:
        # Without the file there is no use in watching.
        _left = {"read": 0, "attempt": 0}
_load_next()
