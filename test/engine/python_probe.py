"""Uses what a Python needs of its system, and of the packages that listings bring; prints what it saw as JSON."""

import ctypes
import ctypes.util
import json
import locale
import multiprocessing
import os
import pathlib
import pwd
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
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


def clock(zone):
    os.environ["TZ"] = zone
    time.tzset()
    return time.strftime("%z", time.localtime(1_700_000_000))


def file_with_umlauts():
    folder = pathlib.Path("/dev/shm/Größe")
    folder.mkdir(exist_ok=True)
    (folder / "für.txt").write_text("schön")
    text = (folder / "für.txt").read_text()
    names = os.listdir(folder)
    shutil.rmtree(folder)
    return [names, text]


def address(name):
    try:
        return socket.gethostbyname(name)
    except OSError as fault:
        return str(fault)


def user_name():
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "unknown"


def system():
    database = sqlite3.connect(":memory:")
    return {
        "version": "%d.%d" % sys.version_info[:2],
        "executable": sys.executable,
        "prefix": sys.prefix,
        "certificates": len(ssl.create_default_context().get_ca_certs()),
        "certificateFile": ssl.get_default_verify_paths().openssl_cafile,
        "sqlite": database.execute("select 6 * 7").fetchone()[0],
        "fork": in_processes("fork"),
        "spawn": in_processes("spawn"),
        "threads": in_threads(),
        "shellWord": output("/bin/sh", "-c", "echo the shell"),
        "child": output(sys.executable, "-c", "print(6 * 7)"),
        "children": [output(name, "-c", "print('üben')") for name in ("python", "python3")],
        "locale": locale.setlocale(locale.LC_ALL, "C.UTF-8"),
        "encodings": [sys.getfilesystemencoding(), sys.stdout.encoding, locale.getencoding()],
        "files": file_with_umlauts(),
        "zone": str(datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))),
        "clock": clock("Asia/Tokyo"),
        "library": ctypes.CDLL(None).abs(-42),
        "found": [ctypes.CDLL(ctypes.util.find_library(name)) is not None for name in ("c", "m", "ssl", "stdc++", "gomp")],
        "notFound": ctypes.util.find_library("of-nobody"),
        "localhost": address("localhost"),
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
        "forest": float(forest.score(rows, labels)),
        "boosted": float(boosted.score(rows, labels)),
    }


def mapped():
    lines = pathlib.Path("/proc/self/maps").read_text().splitlines()
    return sorted({line.split(maxsplit=5)[5] for line in lines if len(line.split(maxsplit=5)) == 6})


if __name__ == "__main__":
    answers = {"system": system(), "packages": packages()}
    answers["mapped"] = [name for name in mapped() if name.startswith("/")]
    answers["environment"] = sorted(os.environ)
    answers["stale"] = sorted(name for name, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith("/opt/") and getattr(module, "__cached__", None) and not os.path.exists(module.__cached__))
    print(json.dumps(answers))
