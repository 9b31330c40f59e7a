"""Closes a port while a caller connects, and prints how many were accepted and what the others get."""

from __future__ import annotations

import json
import os
import select
import selectors
import socket
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "listing"))

from runtime.wsgi.port import Port  # noqa: E402

accepted: list[Any] = []
listener = socket.create_server(("127.0.0.1", 0))
port = Port([listener], selectors.DefaultSelector(), lambda _: False, lambda *one: accepted.append(one))
port.resume()
address = listener.getsockname()

early = socket.create_connection(address)
port.refuse_new()
late = socket.socket()
late.setblocking(False)
late.connect_ex(address)
early.sendall(b"hello")
port.accept_rest()
port.close()
select.select([], [late], [])
error = os.strerror(late.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
print(json.dumps({"accepted": len(accepted), "said": accepted[0][0].recv(9).decode(), "late": error}))
