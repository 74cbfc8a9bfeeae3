"""Reads cases with an expected result from a table, counts them by kind, and writes them as JSON."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.input_files import require_file
from genai_core.errors import InvalidInput, QuorumError

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The result of one case."""

    kind: str
    case: str
    expected: str
    actual: str

    @property
    def is_right(self) -> bool:
        return self.expected == self.actual


def read_table(path: Path, *, needs: tuple[str, ...]) -> list[dict[str, str]]:
    """Returns the rows of a tab-separated table with a header.

    Raises:
        NotFound: There is no such file.
        InvalidInput: It is not UTF-8, has no row, or lacks a column of `needs`.
    """
    require_file(path, remedy="Name a .tsv file.")
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{str(path)!r} is not UTF-8: {error}") from error
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [name for name in needs if name not in (reader.fieldnames or ())]
    if missing:
        raise InvalidInput(
            f"{str(path)!r} lacks the column {missing[0]!r}", remedy=f"It needs {', '.join(needs)}."
        )
    rows = [{name: value or "" for name, value in row.items() if isinstance(name, str)} for row in reader]
    if not rows:
        raise InvalidInput(f"{str(path)!r} has no row", remedy="Write one case per line below the header.")
    return rows


def report_of(results: Sequence[CaseResult]) -> Report:
    """Returns `right`, `rows`, the same for each of `kinds`, and the cases that are `wrong`."""
    kinds = {kind: [result for result in results if result.kind == kind] for kind in _kinds(results)}
    return {
        **_counts(results),
        "kinds": {kind: _counts(cases) for kind, cases in kinds.items()},
        "wrong": [
            {"kind": result.kind, "case": result.case, "expected": result.expected, "got": result.actual}
            for result in results
            if not result.is_right
        ],
    }


def print_report(name: str, report: Report) -> None:
    """Prints the counts as a table, then the cases that are wrong."""
    print(f"{name}: {report['right']:,} of {report['rows']:,} right")
    for kind, counts in report["kinds"].items():
        print(f"  {kind:32} {counts['right']:6} of {counts['rows']}")
    for wrong in report["wrong"]:
        print(f"  wrong: {wrong['case']!r} is {wrong['got']}, not {wrong['expected']}")


def write_json(path: Path, report: Report) -> None:
    """Writes the report to the file of `--json`."""
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")


def case_parser(name: str, description: str | None, metavar: str) -> argparse.ArgumentParser:
    """Returns the parser of a command that evaluates one file of cases."""
    parser = argparse.ArgumentParser(prog=f"quorum evaluate {name}", description=description)
    parser.add_argument("file", type=Path, metavar=metavar)
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the figures")
    return parser


def is_all_right(report: Report) -> bool:
    """Returns whether no case of a report is wrong."""
    return report["right"] == report["rows"]


def answer_with(
    asked: argparse.Namespace,
    evaluate: Callable[[], Report],
    *,
    show: Callable[[Report], None] | None = None,
    passes: Callable[[Report], bool] = is_all_right,
) -> int:
    """Prints the report of a command, as cases by default, and writes it if requested.

    Returns:
        The exit code: 1 if the report does not pass, 2 if a file or the encoder cannot be read.
    """
    try:
        report = evaluate()
    except (QuorumError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if show:
        show(report)
    else:
        print_report(asked.file.stem, report)
    if asked.json:
        write_json(asked.json, report)
    return 0 if passes(report) else 1


def _kinds(results: Iterable[CaseResult]) -> list[str]:
    return sorted({result.kind for result in results})


def _counts(results: Sequence[CaseResult]) -> dict[str, int]:
    return {"right": sum(result.is_right for result in results), "rows": len(results)}
