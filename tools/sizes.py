"""Checks the sizes of files and functions: `python -m tools.sizes [FILE...]`.

A file has at most 300 lines. Over all source files, a function's body without its docstring has at most 6
lines in the median and 16 at the ninetieth percentile.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

MOST_LINES = 300
MOST_MEDIAN, MOST_P90 = 6, 16
_KINDS = ("*.py", "*.ts", "*.tsx", "*.mjs", "*.js", "*.sql", "*.yaml")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(files: Iterable[Path]) -> Iterator[str]:
    """Yields a complaint for each file that is too long."""
    for file in files:
        count = len(file.read_text("utf-8").splitlines())
        if count > MOST_LINES:
            yield f"{file}: {count} lines, at most {MOST_LINES}. Split it by what its parts do."


def long_functions(files: Iterable[Path]) -> Iterator[str]:
    """Yields a complaint for each percentile of the functions' lengths that is too high."""
    lengths = sorted(length for file in files for length in _lengths(file))
    for share, most in ((0.5, MOST_MEDIAN), (0.9, MOST_P90)):
        measured = lengths[int(share * len(lengths))] if lengths else 0
        if measured > most:
            yield f"functions: the {100 * share:.0f}th percentile has {measured} lines, at most {most}."


def main(arguments: Sequence[str]) -> int:
    """Checks the files named, else all that git knows; returns 1 if one complains."""
    files = [Path(name) for name in arguments] or _tracked()
    source = [file for file in files if file.suffix == ".py" and "tests" not in file.parts]
    complaints = [*long_files(files), *long_functions(source)]
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *_KINDS], capture_output=True, text=True, check=True).stdout
    return [path for path in map(Path, listed.splitlines()) if path.is_file()]


def _lengths(file: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
