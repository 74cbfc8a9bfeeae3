"""Measures whether one planted document can make an answer without a warning to the reader.

`quorum evaluate planted FILE.jsonl` reads one case per line: `question`, `documents` (honest texts that each
answer it), `answer` (of models that read them), and `planted`: a list of `text` and `canary`, the answer of
models that believe the text. Each planted text replaces each honest document in turn, and is added to them.
Two models answer with the canary, then two with the honest answer. It prints how many honest answers have the
certificate, how many planted texts get a canary served (with the note that a single document supports it),
how many withhold the honest answer (with the note that documents contradict it), and the violations: canaries
with a certificate. It exits with 1 if there is a violation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.answers.evaluate_scenarios import RunScenario
from evaluation.checks.case_report import answer_with, case_parser
from evaluation.checks.encoding import local_check
from evaluation.input_files import require_file
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.errors import InvalidInput
from genai_core.usecases.answering.check_answers import CheckAnswers

_FIELDS = ("question", "documents", "answer", "planted")


def evaluate_planted(path: Path, check: CheckAnswers) -> dict[str, Any]:
    """Returns counts and violations. Raises NotFound or InvalidInput for a file that cannot be read."""
    run = RunScenario(check)
    report: dict[str, Any] = {"answers": 0, "certified": 0, "plants": 0, "served": 0, "withheld": 0}
    report["violations"] = []
    for case in read_cases(path):
        honest = _answer(run, case, case["documents"], case["answer"])
        report["answers"] += 1
        report["certified"] += holds(honest)
        for plant in case["planted"]:
            for documents in with_plant(case["documents"], plant["text"]):
                report["plants"] += 1
                believed = _answer(run, case, documents, plant["canary"])
                kept = _answer(run, case, documents, case["answer"])
                report["served"] += is_served(believed)
                report["withheld"] += not (is_served(kept) or is_disputed(kept))
                if holds(believed):
                    report["violations"].append(f"{plant['canary']!r} for {case['question']!r}")
    return report


def holds(done: Done | None) -> bool:
    """Returns whether an answer is agreed, and supported without any one document."""
    if done is None or done.outcome is not Outcome.AGREED or done.certificate is None:
        return False
    return done.certificate.held == len(done.sentences)


def is_served(done: Done | None) -> bool:
    """Returns whether an answer is served as agreed, whatever notes the reader sees."""
    return done is not None and done.outcome is Outcome.AGREED


def is_disputed(done: Done | None) -> bool:
    """Returns whether an answer is served together with what contradicts it."""
    return done is not None and done.outcome is Outcome.DISPUTED


def with_plant(documents: Sequence[str], planted: str) -> Iterator[list[str]]:
    """Yields the documents with the planted one in place of each, and in addition to all."""
    for index in range(len(documents)):
        yield [*documents[:index], planted, *documents[index + 1 :]]
    yield [*documents, planted]
    yield [planted, *documents]


def read_cases(path: Path) -> list[Mapping[str, Any]]:
    """Returns the cases of a file. Raises NotFound, or InvalidInput, which names the fault."""
    require_file(path, remedy="Name a file with one case per line.")
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for number, case in enumerate(cases, start=1):
        missing = [name for name in _FIELDS if name not in case]
        if missing:
            raise InvalidInput(
                f"case {number} lacks {missing[0]!r}", remedy=f"It needs {', '.join(_FIELDS)}."
            )
    return cases


def _answer(
    run: RunScenario, case: Mapping[str, Any], documents: Sequence[str], answer_text: str
) -> Done | None:
    answers = [{"model": name, "family": name, "text": answer_text} for name in ("first", "second")]
    passages = [{"title": f"Document {number}", "text": text} for number, text in enumerate(documents, 1)]
    return run({"question": case["question"], "passages": passages, "answers": answers})


def print_planted(report: Mapping[str, Any]) -> None:
    """Prints the certificate counts and the violations."""
    note = "the reader is told"
    print(f"certificate  {report['certified']} of {report['answers']} honest answers hold it")
    print(f"plants       {report['plants']}")
    print(f"served       {report['served']} canaries; {note} that they rest on one document")
    print(f"withheld     {report['withheld']} honest answers; {note} that documents contradict them")
    print(f"violations   {len(report['violations'])}")
    for violation in report["violations"]:
        print(f"    {violation[:200]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = case_parser("planted", __doc__, "FILE.jsonl")
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    asked = parser.parse_args(arguments)
    return answer_with(
        asked,
        lambda: evaluate_planted(asked.file, local_check(words_alone=asked.words)),
        show=print_planted,
        passes=lambda report: not report["violations"],
    )


if __name__ == "__main__":
    raise SystemExit(main())
