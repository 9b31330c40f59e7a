"""A rehearsal asks the Python of this machine which modules it has, and which of them the requirements bring.

It reads {"modules": […], "requirements": […]}, and prints `there`, `missing` or `unknown` for each module. Nothing of
the listing is imported.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from importlib import metadata


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def brought_by(requirements: list[str]) -> set[str] | None:
    """Everything that pip installs for these packages; nothing where one of them is not installed here."""
    queue = [(plain(name), extras_in(text)) for text in requirements for name in names_in(text)]
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for name, extras in queue:
        try:
            needed = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            if name in {plain(one) for text in requirements for one in names_in(text)}:
                return None
            continue
        found.add(name)
        for text in needed:
            extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", text)
            if extra and plain(extra.group(1)) not in extras:
                continue
            for other in names_in(text):
                key = (plain(other), ",".join(sorted(extras_in(text))))
                if key not in seen:
                    seen.add(key)
                    queue.append((key[0], extras_in(text)))
    return found


def names_in(text: str) -> list[str]:
    found = re.match(r"\s*([A-Za-z0-9][\w.-]*)", text)
    return [found.group(1)] if found else []


def extras_in(text: str) -> set[str]:
    found = re.match(r"[^;\[]*\[([^\]]*)\]", text)
    return {plain(extra.strip()) for extra in found.group(1).split(",")} if found else set()


def is_found(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def main() -> None:
    asked = json.load(sys.stdin)
    brought = brought_by(asked["requirements"])
    owners = metadata.packages_distributions() if brought is not None else {}

    def answer(module: str) -> str:
        if brought is None:
            return "unknown"
        if not is_found(module):
            return "missing"
        packages = {plain(name) for name in owners.get(module, [])}
        # A module without a package was put there by hand, or as a link to its sources.
        return "unknown" if not packages else "there" if packages & brought else "missing"

    print(json.dumps({module: answer(module) for module in asked["modules"]}))


if __name__ == "__main__":
    main()
