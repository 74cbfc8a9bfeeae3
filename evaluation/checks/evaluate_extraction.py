"""Measures which text `quorum extract` reads in files, on a table of cases.

`quorum evaluate extraction FILE.tsv` needs the columns `path` (from the table's folder), `kind` and `phrase`,
a text that must be read in the file or in a file inside it. Optional columns: `absent`, a text that must not
be read, and `password`, which opens the file. A row with none of these texts is right if the file ends with a
reason or a warning. Blanks and line ends count as one blank. It exits with 1 if a row is wrong.

A table that says in prose what must happen, with the columns `file` and `should_happen`, needs
`--phrases OTHER.tsv`, a table as above: its rows are tried on the files of the same names. Rows that name no
file are left out; a file without a row there counts as wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.checks.case_report import CaseResult, answer_with, case_parser, read_table, report_of
from tools.extract import read_file

_SHOWN_CHARS = 300


def evaluate_extraction(file: Path, phrases: Path | None = None) -> dict[str, Any]:
    """Returns the report; see `case_report.report_of`. Raises NotFound or InvalidInput for a table.

    Args:
        phrases: The table of phrases by file name, for a `file` that describes its cases in prose.
    """
    if phrases is None:
        rows = read_table(file, needs=("path", "kind", "phrase"))
        return report_of([_result(file.parent, row) for row in rows])
    described = read_table(file, needs=("file", "should_happen"))
    by_name: dict[str, list[dict[str, str]]] = {}
    for row in read_table(phrases, needs=("path", "kind", "phrase")):
        by_name.setdefault(Path(row["path"]).name, []).append(row)
    files = [row for row in described if (file.parent / row["file"]).is_file()]
    results = (
        _results(file.parent, row["file"], row["should_happen"], by_name.get(row["file"], []))
        for row in files
    )
    return report_of([each for file_results in results for each in file_results])


def _results(folder: Path, name: str, wanted: str, phrases: Sequence[dict[str, str]]) -> Iterator[CaseResult]:
    if not phrases:
        yield CaseResult("described", name, wanted, "without a row in the table of phrases")
    for row in phrases:
        yield _result(folder, {**row, "path": name})


def _result(folder: Path, row: dict[str, str]) -> CaseResult:
    extracted = _read(folder / row["path"], row.get("password", ""))
    phrase, absent = _one_line(row["phrase"]), _one_line(row.get("absent", ""))
    text = _one_line("\n".join(_texts(extracted)))
    if not (phrase or absent):
        expected, is_right = "a reason", bool(extracted["reason"] or extracted["warnings"])
    else:
        expected = " and ".join(
            filter(None, (phrase and f"with {phrase!r}", absent and f"without {absent!r}"))
        )
        is_right = phrase in text and not (absent and absent in text)
    outcome = f"{extracted['status']}: {extracted['reason'] or text[:_SHOWN_CHARS]}"
    return CaseResult(row["kind"], row["path"], expected, expected if is_right else outcome)


@lru_cache(maxsize=1)
def _read(path: Path, password: str) -> dict[str, Any]:
    """Reads a file once for all its rows, which are consecutive."""
    return read_file(path, password)


def _texts(extracted: dict[str, Any]) -> Iterator[str]:
    """Yields the title and text of a file, and of the files inside."""
    yield extracted["title"] or ""
    yield extracted["text"]
    for inner in extracted["attached"]:
        yield from _texts(inner)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = case_parser("extraction", __doc__, "FILE.tsv")
    parser.add_argument("--phrases", type=Path, metavar="OTHER.tsv", help="phrases for the files of FILE.tsv")
    asked = parser.parse_args(arguments)
    return answer_with(asked, lambda: evaluate_extraction(asked.file, asked.phrases))


if __name__ == "__main__":
    raise SystemExit(main())
