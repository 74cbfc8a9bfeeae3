"""Measures how well answers are distinguished from refusals, on a table of texts.

`quorum evaluate refusals FILE.tsv` needs the columns `text` and `is_refusal` (true or false). Rows are
counted by the column `kind` if there is one, else by `is_refusal`. It exits with 1 if a row is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.checks.case_report import CaseResult, answer_with, case_parser, read_table, report_of
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.errors import InvalidInput

_KINDS = {"true": "refusal", "false": "answer"}


def evaluate_refusals(file: Path) -> dict[str, Any]:
    """Returns the report; see `case_report.report_of`. Raises NotFound or InvalidInput for the file."""
    return report_of([_result(row) for row in read_table(file, needs=("text", "is_refusal"))])


def _result(row: dict[str, str]) -> CaseResult:
    expected = row["is_refusal"].strip().lower()
    if expected not in _KINDS:
        raise InvalidInput(f"is_refusal is {row['is_refusal']!r}", remedy="It must be true or false.")
    outcome = str(is_refusal(row["text"])).lower()
    return CaseResult(row.get("kind") or _KINDS[expected], row["text"], expected, outcome)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    asked = case_parser("refusals", __doc__, "FILE.tsv").parse_args(arguments)
    return answer_with(asked, lambda: evaluate_refusals(asked.file))


if __name__ == "__main__":
    raise SystemExit(main())
