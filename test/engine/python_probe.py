"""Uses what Python needs from its system and from the packages of listings; prints the results as JSON."""

import ctypes
import ctypes.util
import json
import locale
import multiprocessing
import os
import pathlib
import pwd
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zoneinfo
from datetime import datetime


def square(number):
    return number * number


def in_processes(method):
    with multiprocessing.get_context(method).Pool(2) as pool:
        return pool.map(square, [1, 2, 3])


def in_threads():
    seen = []
    threads = [threading.Thread(target=lambda n=n: seen.append(square(n))) for n in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(seen)


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def offset_in(zone):
    os.environ["TZ"] = zone
    time.tzset()
    return time.strftime("%z", time.localtime(1_700_000_000))


def file_with_umlauts():
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="Größe") as folder:
        (pathlib.Path(folder) / "für.txt").write_text("schön")
        [name] = os.listdir(folder)
        return [name, (pathlib.Path(folder) / name).read_text()]


def user_name():
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "unknown"


def system():
    programs = [sys.executable, "python", "python3"]
    libraries = ["c", "m", "ssl", "stdc++", "gomp"]
    berlin = datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    return {
        "version": "%d.%d" % sys.version_info[:2],
        "prefix": sys.prefix,
        "hasCertificates": len(ssl.create_default_context().get_ca_certs()) > 0,
        "sqlite": sqlite3.connect(":memory:").execute("select 6 * 7").fetchone()[0],
        "fork": in_processes("fork"),
        "spawn": in_processes("spawn"),
        "threads": in_threads(),
        "shellWord": output("/bin/sh", "-c", "echo the shell"),
        "children": [output(program, "-c", "print('üben')") for program in programs],
        "locale": locale.setlocale(locale.LC_ALL, "C.UTF-8"),
        "encodings": [sys.getfilesystemencoding(), sys.stdout.encoding, locale.getencoding()],
        "file": file_with_umlauts(),
        "zones": [berlin.isoformat()[-6:], offset_in("Asia/Tokyo")],
        "ownCode": ctypes.CDLL(None).abs(-42),
        "libraries": [name for name in libraries if ctypes.CDLL(ctypes.util.find_library(name))],
        "foreignLibrary": ctypes.util.find_library("of-nobody"),
        "localhost": socket.gethostbyname("localhost"),
        "userName": user_name(),
    }


def packages():
    import lightgbm
    import numpy
    import sklearn
    from scipy import linalg
    from sklearn.datasets import make_classification
    from sklearn.ensemble import RandomForestClassifier

    rows, labels = make_classification(n_samples=200, random_state=0)
    forest = RandomForestClassifier(n_estimators=10, n_jobs=2, random_state=0).fit(rows, labels)
    boosted = lightgbm.LGBMClassifier(n_estimators=5, verbose=-1, n_jobs=2).fit(rows, labels)
    return {
        "versions": [numpy.__version__, sklearn.__version__, lightgbm.__version__],
        "product": float((numpy.ones((50, 50)) @ numpy.ones((50, 50)))[0, 0]),
        "inverse": float(linalg.inv(numpy.eye(3) * 2)[0, 0]),
        "forestLearned": bool(forest.score(rows, labels) > 0.9),
        "boostedLearned": bool(boosted.score(rows, labels) > 0.9),
    }


def mapped():
    """Files that are mapped into memory, such as libraries. Shared memory in /dev/shm is left out: it is no
    file of the system.
    """
    fields = [line.split(maxsplit=5) for line in pathlib.Path("/proc/self/maps").read_text().splitlines()]
    paths = {field[5] for field in fields if len(field) == 6}
    return sorted(path for path in paths if path.startswith("/") and not path.startswith("/dev/shm/"))


def without_bytecode():
    """Modules that this process had to compile, because they had no compiled file."""
    modules = [(name, getattr(module, "__cached__", None)) for name, module in sys.modules.items()]
    return sorted(name for name, cached in modules if cached and not os.path.exists(cached))


if __name__ == "__main__":
    parts = {"system": system, "packages": packages}
    answers = {name: parts[name]() for name in sys.argv[1:]}
    answers |= {"mapped": mapped(), "environment": sorted(os.environ), "withoutBytecode": without_bytecode()}
    print(json.dumps(answers))
