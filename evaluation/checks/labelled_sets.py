"""Labelled sets: one JSON object per line, plain or gzipped."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.input_files import require_file
from genai_core.errors import InvalidInput

Row = dict[str, Any]


def read_rows(path: Path, *, needs: tuple[str, ...]) -> list[Row]:
    """Returns the rows of a set.

    Raises:
        NotFound: There is no such file.
        InvalidInput: It is empty, or a row is not an object or lacks a field of `needs`.
    """
    require_file(path, remedy="Name a .jsonl or .jsonl.gz file.")
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = body.decode("utf-8").splitlines()
    rows = [_row(path, number, line, needs) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise InvalidInput(f"{str(path)!r} has no row", remedy="Write one JSON object per line.")
    return rows


def sample_rows(rows: Sequence[Row], most: int | None) -> list[Row]:
    """Returns at most that many rows in their order, drawn at random and always the same; all for None.

    Raises:
        InvalidInput: `most` is less than 1.
    """
    if most is None:
        return list(rows)
    if most < 1:
        raise InvalidInput(f"{most} rows cannot be drawn", remedy="Ask for at least 1 row.")
    chosen = np.random.default_rng(0).choice(len(rows), min(most, len(rows)), replace=False)
    return [rows[index] for index in sorted(chosen)]


def set_name(path: Path) -> str:
    """Returns the file's name without its endings."""
    return path.name.split(".")[0]


def _row(path: Path, number: int, line: str, needs: tuple[str, ...]) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InvalidInput(f"line {number} of {str(path)!r} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise InvalidInput(f"line {number} of {str(path)!r} is not an object but {str(line)[:40]!r}")
    missing = [name for name in needs if name not in row]
    if missing:
        raise InvalidInput(
            f"line {number} of {str(path)!r} lacks {missing[0]!r}",
            remedy=f"Each row needs {', '.join(needs)}.",
        )
    return row
