"""`python -m tools.test_lines`: prints how many lines of test there are for a line of source, by room.

Counted are lines of Python code: no blank lines, comments or docstrings. A row of a table of cases in
`tests/data` is a line of test as well; benchmarks and the files that are extracted are not.
"""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

CORE = "layers/genai_core/python/genai_core/"
_NO_CODE = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)
_TABLES = (".tsv", ".jsonl", ".txt")


def code_lines(text: str) -> int:
    """Returns the number of lines of a module that have code."""
    documentation = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    code = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in _NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(code - documentation)


def room(path: Path) -> str:
    """Returns the room of a source file, or of a unit test, which lies where its source does."""
    name = path.as_posix().removeprefix(CORE).removeprefix("tests/unit/").removeprefix("clients/python/")
    outer, *inner = Path(name).parts
    return f"{outer}/{inner[0]}" if outer == "domain" and len(inner) > 1 else outer


def count_lines(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str], int]:
    """Returns the lines of source and of unit tests by room, and those of all tests with their tables."""
    source, tests, everything = Counter[str](), Counter[str](), 0
    for path in paths:
        if path.is_relative_to("tests/data/extraction") and path.suffix != ".tsv":
            continue
        text = path.read_text("utf-8")
        if path.is_relative_to("tests/data"):
            everything += (
                sum(1 for line in text.splitlines() if line.strip()) if path.suffix in _TABLES else 0
            )
        elif path.is_relative_to("tests"):
            lines = 0 if path.is_relative_to("tests/benchmarks") else code_lines(text)
            everything += lines
            if path.is_relative_to("tests/unit"):
                tests[room(path)] += lines
        else:
            source[room(path)] += code_lines(text)
    return source, tests, everything


def main(arguments: Sequence[str]) -> int:
    """Prints the table of the files named, else of all that git knows."""
    source, tests, everything = count_lines(map(Path, arguments) if arguments else _tracked())
    print(f"{'room':26}{'source':>8}{'unit tests':>12}{'ratio':>8}")
    for name, lines in sorted(source.items(), key=lambda item: tests[item[0]] / max(item[1], 1)):
        print(f"{name:26}{lines:8}{tests[name]:12}{tests[name] / max(lines, 1):8.2f}")
    total = sum(source.values())
    print(f"{'all tests and their tables':26}{total:8}{everything:12}{everything / max(total, 1):8.2f}")
    return 0


def _tracked() -> list[Path]:
    command = ["git", "ls-files", "*.py", "tests/data"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    kept = (path for path in map(Path, listed) if path.suffix in (".py", *_TABLES))
    return [path for path in kept if path.is_file() and not path.is_relative_to("samples")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
