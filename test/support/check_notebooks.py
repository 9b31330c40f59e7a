"""Reads notebooks as Jupyter does, and prints the paths of those that are not valid, or that saving would change."""

import json
import sys
from pathlib import Path

import nbformat

found = []
for path in map(Path, sys.argv[1:]):
    text = path.read_text("utf8")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    try:
        nbformat.validate(notebook)
        if nbformat.writes(notebook) + "\n" != text:
            found.append(f"{path.name} would be saved in another form")
    except nbformat.ValidationError as error:
        found.append(f"{path.name}: {error.message}")
print(json.dumps(found))
