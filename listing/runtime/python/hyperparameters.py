"""The hyperparameters of a job: a dict that notices which of them are read."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

# A plain dict is read by CPython's own code without its methods. For a class with these, `dict(it)`, `{**it}`,
# `f(**it)`, `json.dumps(it)` and the like call them. After that, nobody can tell what is read.
READ_ALL = ("__iter__", "__reversed__", "__eq__", "__ne__", "__or__", "__ror__", "keys", "values", "items", "popitem")
READ_ONE = ("__getitem__", "__contains__", "get", "pop", "setdefault")


class Hyperparameters(dict):
    """Whatever may be a read counts as one. Printing them is none."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self._unread = dict.fromkeys(values)
        self._is_touched = False
        self.is_handed_out = False
        # What a child process reads cannot be seen here.
        os.register_at_fork(before=self.note_all)

    def note(self, name: Any) -> None:
        self._is_touched = True
        self._unread.pop(name, None)

    def note_all(self) -> None:
        self._is_touched = True
        self._unread.clear()

    def names(self) -> list[str]:
        return list(dict.keys(self))

    def unread(self) -> list[str]:
        """None if somebody has them and no method was called: some libraries in C read dicts of any class directly."""
        return list(self._unread) if self._is_touched or not self.is_handed_out else []

    def copy(self) -> dict[str, Any]:
        """A plain dict, as all copies are."""
        return dict(self)

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        return dict(self)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Another process does not need this class. PyTorch loads this one, and no others, from a file of weights."""
        return OrderedDict, (), None, None, iter(self.items())


def noting_all(method: Callable[..., Any]) -> Callable[..., Any]:
    def read_all(self: Hyperparameters, *given: Any) -> Any:
        self.note_all()
        return method(self, *given)

    return read_all


def noting_one(method: Callable[..., Any]) -> Callable[..., Any]:
    def read_one(self: Hyperparameters, name: Any, *given: Any) -> Any:
        self.note(name)
        return method(self, name, *given)

    return read_one


for name in READ_ALL:
    setattr(Hyperparameters, name, noting_all(getattr(dict, name)))
for name in READ_ONE:
    setattr(Hyperparameters, name, noting_one(getattr(dict, name)))
