"""A rehearsal lets every Python of a listing load this, before the listing's own code.

It writes a line for each attempt to reach another machine, and for each file of the model that is to be changed, and
changes nothing else. No listing holds it. It runs in whatever Python an image has.
"""

import json
import os
import sys

_seen = os.environ.get("SAGEMAKER_MKT_SEEN")
_model = os.environ.get("SAGEMAKER_MKT_MODEL")
_here = os.path.dirname(os.path.abspath(__file__))
_busy = False
#: socket.SOCK_DGRAM, without importing the module.
_DATAGRAMS = 2
#: The most lines of one process; more would say nothing new.
_left = 200


def _tell(kind, target, where=None):
    global _left
    if not _seen or _left <= 0:
        return
    _left -= 1
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
    """The innermost line of code that is neither Python's, nor a package's, nor this file's."""
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
    return not host or host in ("localhost", "0.0.0.0", "::", "::1") or host.startswith(("127.", "::ffff:127."))


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


def _target(event, words):
    if event == "socket.connect":
        # Connecting a datagram socket sends nothing: programs do so to find their own address.
        return "aim" if getattr(words[0], "type", None) == _DATAGRAMS else "connect", _address(words[1])
    if event in ("socket.sendto", "socket.sendmsg"):
        return "send", _address(words[1])
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        return "lookup", _name(words[0])
    if event == "open":
        path, mode, flags = words
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool(flags & 3)
        return "write", _in_model(path) if writes else None
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
        # A watcher must not change what the program does.
        pass
    finally:
        _busy = False


def _load_next():
    """An image may have a sitecustomize of its own, which this one has come before."""
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
        # Without a file to write to, there is nothing to watch for.
        _left = 0
_load_next()
