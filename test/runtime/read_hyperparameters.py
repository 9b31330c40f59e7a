"""For read-hyperparameters.process.test.ts: uses hyperparameters in many ways, and prints what counts as unread."""

import collections
import copy
import json
import os
import pickle
import sys
from operator import itemgetter
from types import SimpleNamespace

sys.path.insert(0, sys.argv[1])
from runtime.python.hyperparameters import Hyperparameters  # noqa: E402

PLAIN = {"rounds": 3, "rate": 0.5, "loss": "log"}


def called(**given):
    return given


def forked(given):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return PLAIN


def merged(given):
    other = {}
    other |= given
    return other


COPIES = {
    "**": lambda given: called(**given),
    "{**}": lambda given: {**given},
    "dict": dict,
    "update": lambda given: {} if other_updated(given) != PLAIN else PLAIN,
    "items": lambda given: dict(given.items()),
    "keys": lambda given: {name: given[name] for name in given.keys()},
    "values": lambda given: dict(zip(PLAIN, given.values())),
    "for": lambda given: {name: given[name] for name in given},
    "copy": lambda given: given.copy(),
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "|": lambda given: given | {},
    "| of another": lambda given: {} | given,
    "|=": merged,
    "json": lambda given: json.loads(json.dumps(given)),
    "json of a list": lambda given: json.loads(json.dumps([given], indent=1))[0],
    "pickle": lambda given: pickle.loads(pickle.dumps(given)),
    "pickle 0": lambda given: pickle.loads(pickle.dumps(given, 0)),
    "OrderedDict": collections.OrderedDict,
    "ChainMap": lambda given: dict(collections.ChainMap(given)),
    "namespace": lambda given: vars(SimpleNamespace(**given)),
    "==": lambda given: PLAIN if given == PLAIN else {},
    "== of another": lambda given: PLAIN if PLAIN == given else {},
    "popitem": lambda given: PLAIN if given.popitem() else {},
    "fork": forked,
}

READS = {
    "[]": lambda given: given["rounds"],
    "get": lambda given: given.get("rounds", 1),
    "pop": lambda given: given.pop("rounds"),
    "setdefault": lambda given: given.setdefault("rounds", 1),
    "in": lambda given: "rounds" in given,
    "itemgetter": itemgetter("rounds"),
    "%": lambda given: "%(rounds)s" % given,
    "format_map": lambda given: "{rounds}".format_map(given),
}

NO_READS = {"str": str, "repr": repr, "format": "{}".format, "len": len, "bool": bool, "isinstance": lambda given: isinstance(given, dict)}


def other_updated(given):
    other = {}
    other.update(given)
    return other


def unread_after(use):
    given = Hyperparameters(PLAIN)
    given.is_handed_out = True
    # Without a call that is seen, nothing is said of what is unread.
    given.get("another")
    use(given)
    return given.unread()


def main():
    for name, use in COPIES.items():
        found = []
        print(json.dumps([name, unread_after(lambda given: found.append(use(given))), found[0] == PLAIN]))
    for name, use in READS.items():
        print(json.dumps([name, unread_after(use), True]))
    for name, use in NO_READS.items():
        print(json.dumps([name, unread_after(use), True]))
    untouched, handed_out = Hyperparameters(PLAIN), Hyperparameters(PLAIN)
    handed_out.is_handed_out = True
    print(json.dumps(["nobody", untouched.unread(), True]))
    print(json.dumps(["code in C", handed_out.unread(), True]))


main()
