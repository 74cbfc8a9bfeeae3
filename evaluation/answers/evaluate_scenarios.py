"""Checks the outcome of given answers and passages, with the steps that answer users.

`quorum evaluate scenarios FILE.jsonl` reads one scenario a line: `question`, `passages` (title, text),
`answers` (model, family, text), `mode`, and `expect`: `outcome` (allowed ones), `contains` and `absent` (in
the served text), `disputed` (whether something is said against it), `min_lines`. It exits with 1 if an
expectation is not met.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.checks.case_report import CaseResult, answer_with, case_parser, report_of
from evaluation.checks.encoding import local_check
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.consensus.served_answer import done_of
from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec, TextDelta
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
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import InvalidInput, NoAnswer
from genai_core.usecases.answering.ask_model import AskModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.reach_consensus import ReachConsensus
from genai_core.usecases.answering.settle_run import SettleRun


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A language model that answers with the text of the scenario."""

    text: str

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the text in small pieces, as models do."""
        for start in range(0, len(self.text), 7):
            yield TextDelta(self.text[start : start + 7])
        yield Finished(Usage(len(request.question), len(self.text)))


@dataclass(frozen=True, slots=True)
class RunScenario:
    """Runs scenarios in memory."""

    check: CheckAnswers

    def __call__(self, scenario: Mapping[str, Any]) -> Done | None:
        """Returns the answer as clients read it; None if no model answered."""
        runs, sink, clock = MemoryRunStore(), MemoryEventSink(), SystemClock()
        models = [
            ModelSpec(ModelId(answer["model"]), answer["family"], "openai") for answer in scenario["answers"]
        ]
        given_answers = {answer["model"]: GivenAnswer(answer["text"]) for answer in scenario["answers"]}
        passages = _passages(scenario["passages"])
        # Every model streams to its end; stopping early is not what scenarios test.
        heard = _question(scenario, "compare")
        runs.create(heard)
        ask = AskModel(
            runs=runs,
            sink=sink,
            clock=clock,
            model=lambda spec: given_answers[spec.model_id],
            check=self.check,
            settle=SettleRun(runs=runs, clock=clock, check=self.check),
        )
        names = [spec.model_id for spec in models]
        answers = [ask(heard, spec, passages, (), names) for spec in models]
        asked = _question(scenario, scenario.get("mode", "quorum"))
        runs.create(asked)
        reach = ReachConsensus(runs=runs, sink=sink, clock=clock, check=self.check)
        try:
            return done_of(reach(asked, models, passages, answers))
        except NoAnswer:
            return None


def misses(done: Done | None, expect: Mapping[str, Any]) -> list[str]:
    """Returns how an answer differs from what is expected; empty if it does not."""
    outcome = done.outcome if done else Outcome.NO_ANSWER
    differences = (
        [f"outcome is {outcome.value}"] if outcome.value not in expect.get("outcome", [outcome]) else []
    )
    text = done.answer if done else ""
    differences += [f"{part!r} is missing" for part in expect.get("contains", ()) if part not in text]
    differences += [f"{part!r} is served" for part in expect.get("absent", ()) if part in text]
    if "disputed" in expect and _is_disputed(done) is not expect["disputed"]:
        differences.append("it is not disputed" if expect["disputed"] else "it is disputed")
    if len(text.splitlines()) < expect.get("min_lines", 0):
        differences.append(f"{len(text.splitlines())} lines")
    return differences


def _is_disputed(done: Done | None) -> bool:
    if done is None:
        return False
    said_against = done.disputed or any(sentence.disputed_by for sentence in done.sentences)
    return done.outcome is Outcome.DISPUTED or bool(said_against)


def _question(scenario: Mapping[str, Any], mode: Any) -> Question:
    name, text = f"scenario-{mode}", scenario["question"]
    names = RunId(name), name, WorkspaceId("scenarios"), SessionId("scenarios"), UserId("evaluation")
    return Question(*names, text, standalone=text, mode=mode)


def _passages(given: Sequence[Mapping[str, str]]) -> list[Passage]:
    return [
        Passage(
            Chunk(ChunkId(f"c{index}"), DocumentId(f"d{index}"), 0, part["text"], part.get("title", "")),
            1.0 - index / 100,
        )
        for index, part in enumerate(given)
    ]


def read_scenarios(file: Path) -> list[dict[str, Any]]:
    """Returns the scenarios of a file. Raises InvalidInput, which names a line that is not a scenario."""
    scenarios: list[dict[str, Any]] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            scenario = json.loads(line)
            missing = {"question", "passages", "answers", "expect"} - set(scenario)
        except (ValueError, TypeError) as error:
            raise InvalidInput(f"line {number} of {file} is not a JSON object: {error}") from error
        if missing:
            raise InvalidInput(f"line {number} of {file} lacks {', '.join(sorted(missing))}")
        scenarios.append(scenario)
    return scenarios


def evaluate_scenarios(file: Path, check: CheckAnswers) -> dict[str, Any]:
    """Returns the report; see `case_report.report_of`. Raises InvalidInput for the file."""
    run = RunScenario(check)
    results: list[CaseResult] = []
    for scenario in read_scenarios(file):
        done, expect = run(scenario), scenario["expect"]
        differences = misses(done, expect)
        wanted = json.dumps(expect, ensure_ascii=False)
        result = f"{'; '.join(differences)}: {done.answer if done else ''}" if differences else wanted
        text = f"{scenario.get('id', '')} {scenario['question']}".strip()
        results.append(CaseResult(scenario.get("kind", ""), text, wanted, result))
    return report_of(results)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs every scenario of a file; returns the exit code."""
    parser = case_parser("scenarios", __doc__, "FILE.jsonl")
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    asked = parser.parse_args(arguments)
    return answer_with(asked, lambda: evaluate_scenarios(asked.file, local_check(words_alone=asked.words)))


if __name__ == "__main__":
    sys.exit(main())
