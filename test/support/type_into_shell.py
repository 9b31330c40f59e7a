"""Types keys into a real shell on a terminal, and prints what the shell showed.

Arguments: the keys as a JSON list of lines to type, one after the other, and the command of the shell.
"""

import json
import os
import pty
import select
import sys
import time


def read_until_quiet(terminal: int, quiet: float) -> str:
    shown = b""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], quiet)
        if not ready:
            break
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    return shown.decode(errors="replace")


def main() -> None:
    keys, command = json.loads(sys.argv[1]), sys.argv[2:]
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    shown = read_until_quiet(terminal, 1)
    for some in keys:
        os.write(terminal, some.encode())
        shown += read_until_quiet(terminal, 0.7)
    os.close(terminal)
    os.waitpid(process, 0)
    print(shown)


main()
