"""`quorum evaluate claims FILE.tsv`: checks claims against short passages, and compares the verdicts.

The file has a header line and the columns `kind`, `passage`, `claim` and `expected` (`supported` or
`not_supported`); `\\n` in a passage is a line break. Each claim is one model's answer and goes through the
use case that answers users. It is supported if all its sentences are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaluation.checks.case_report import case_parser, read_table, write_json
from evaluation.checks.encoding import local_check
from evaluation.checks.judge_option import add_judge_option, judge_at
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import (
    ChunkId,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
)
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import InvalidInput, QuorumError
from genai_core.usecases.answering.check_answers import CheckAnswers

COLUMNS = ("kind", "passage", "claim", "expected")
EXPECTED = ("supported", "not_supported")


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the file."""

    kind: str
    passage: str
    claim: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Returns the rows in order.

    Raises:
        NotFound: There is no such file.
        InvalidInput: A column is missing, or a value is not known.
    """
    rows = read_table(path, needs=COLUMNS)
    for number, row in enumerate(rows, 2):
        if row["expected"] not in EXPECTED:
            raise InvalidInput(
                f"line {number} of {path} is not a case",
                remedy=f"Give {', '.join(COLUMNS)}, separated by tabs; expected is {' or '.join(EXPECTED)}.",
            )
    return [Case(**{column: row[column] for column in COLUMNS}) for row in rows]


def verdict_of_case(check: CheckAnswers, case: Case) -> str:
    """Returns `supported` or `not_supported`, as shown to users."""
    passage = case.passage.replace("\\n", "\n")
    chunk = Chunk(ChunkId("c"), DocumentId("d"), 0, passage, "")
    answer = ModelAnswer(ModelId("m"), "f", ModelStatus.ANSWERED, case.claim)
    comparison, _ = check(_question(), [answer], [Passage(chunk, 1.0)])
    verdicts = [support.verdict for member in comparison.members for support in member.checks]
    is_supported = bool(verdicts) and all(verdict is Verdict.SUPPORTED for verdict in verdicts)
    return EXPECTED[0] if is_supported else EXPECTED[1]


def measure(check: CheckAnswers, cases: Iterable[Case]) -> dict[str, Any]:
    """Returns how many rows are right, in total and by kind, and the wrong ones."""
    kinds: dict[str, dict[str, int]] = {}
    wrong: list[dict[str, str]] = []
    for case in cases:
        counts = kinds.setdefault(case.kind, {"right": 0, "rows": 0})
        counts["rows"] += 1
        if verdict_of_case(check, case) == case.expected:
            counts["right"] += 1
        else:
            wrong.append(asdict(case))
    rows = sum(counts["rows"] for counts in kinds.values())
    return {"right": rows - len(wrong), "rows": rows, "kinds": kinds, "wrong": wrong}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of a file."""
    parser = case_parser("claims", __doc__, "FILE")
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    add_judge_option(parser)
    chosen = parser.parse_args(arguments)
    try:
        check = local_check(words_alone=chosen.words, judge=judge_at(chosen.judge))
        figures = measure(check, read_cases(chosen.file))
    except (QuorumError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    _print(figures)
    if chosen.json:
        write_json(chosen.json, figures)
    return 0


def _question() -> Question:
    return Question(RunId("r"), "r", WorkspaceId("w"), SessionId("s"), UserId("u"), "")


def _print(figures: dict[str, Any]) -> None:
    for case in figures["wrong"]:
        print(f"wrong: {case['kind']}: {case['passage']!r}: {case['claim']!r} is {case['expected']}")
    for kind, counts in figures["kinds"].items():
        print(f"  {counts['right']:4d} of {counts['rows']:4d}  {kind}")
    expected = [case["expected"] for case in figures["wrong"]]
    print(f"{figures['right']} of {figures['rows']} right; ", end="")
    print(
        f"{expected.count(EXPECTED[1])} false claims passed, {expected.count(EXPECTED[0])} true ones did not"
    )


if __name__ == "__main__":
    raise SystemExit(main())
