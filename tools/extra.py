"""Prints the requirements of one extra alone: `python -m tools.extra pyproject.toml EXTRA`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

if __name__ == "__main__":
    file, extra = sys.argv[1:]
    print(*tomllib.loads(Path(file).read_text())["project"]["optional-dependencies"][extra], sep="\n")
