"""Asks whole questions in one process: the use cases of a deployment over a temporary workspace.

Retrieval is the real one in PostgreSQL, the models and the checks are the real ones; runs, frames and
conversations are kept in memory. A model's answer to a prompt is cached between evaluations, with its time
and tokens, so that tuning the consensus calls no model again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec, TextDelta
from genai_core.domain.identifiers import RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.scopes import Scope
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.answering.ask_model import AskModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.reach_consensus import ReachConsensus
from genai_core.usecases.answering.settle_run import SettleRun
from genai_core.usecases.retrieval.retrieve_passages import RetrievePassages

ASKER = UserId("evaluation")


@dataclass(frozen=True, slots=True)
class QuestionRun:
    """The result of one question.

    Attributes:
        passages: What retrieval found.
        answers: By answerer: each model alone, and all of them as `quorum`.
        overhead_ms: Time of retrieval and checks; the models' own time is in their answers.
    """

    passages: tuple[Passage, ...]
    answers: dict[str, VerifiedAnswer]
    overhead_ms: float


class ReplayClock:
    """The system's clock, advanced by the time that a cached answer once took."""

    def __init__(self) -> None:
        self._system, self._skipped = SystemClock(), 0.0

    def now(self) -> datetime:
        return self._system.now() + timedelta(seconds=self._skipped)

    def monotonic(self) -> float:
        return self._system.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self.skip(seconds)

    def skip(self, seconds: float) -> None:
        """Advances the clock at once."""
        self._skipped += seconds


@dataclass(frozen=True, slots=True)
class RunQuestions:
    """Asks questions of one workspace."""

    workspace: WorkspaceId
    retrieve: RetrievePassages
    check: CheckAnswers
    models: Sequence[ModelSpec]
    model: Callable[[ModelSpec], LanguageModel]
    clock: ReplayClock
    depth: int = 50
    limit: int = 8

    def __call__(self, text: str) -> QuestionRun:
        """Returns each model's own answer and the quorum's, all from the same passages."""
        began = self.clock.monotonic()
        passages = self.retrieve(Scope(self.workspace, ASKER), text, self.depth, self.limit).passages
        retrieved = self.clock.monotonic() - began
        runs, sink = MemoryRunStore(), MemoryEventSink()
        settle = SettleRun(runs=runs, clock=self.clock, check=self.check)
        ask = AskModel(
            runs=runs, sink=sink, clock=self.clock, model=self.model, check=self.check, settle=settle
        )
        reach = ReachConsensus(runs=runs, sink=sink, clock=self.clock, check=self.check)
        # Compare mode lets every model finish; the quorum's early exit would hide the last answers.
        asked = self._question("compare", text)
        runs.create(asked)
        names = [spec.model_id for spec in self.models]
        heard = [ask(asked, spec, passages, (), names) for spec in self.models] if passages else []
        answers: dict[str, VerifiedAnswer] = {}
        for spec, answer in zip(self.models, heard, strict=False):
            alone = self._question("single", text, spec.model_id)
            runs.create(alone)
            answers[spec.model_id] = reach(alone, [spec], passages, [answer])
        together = self._question("quorum", text)
        runs.create(together)
        checking = self.clock.monotonic()
        answers["quorum"] = reach(together, self.models, passages, heard)
        checked = self.clock.monotonic() - checking
        return QuestionRun(passages, answers, 1000 * (retrieved + checked))

    def _question(self, mode: Mode, text: str, model: str = "") -> Question:
        name = f"{mode}-{model}"
        session = SessionId("evaluation")
        return Question(RunId(name), name, self.workspace, session, ASKER, text, standalone=text, mode=mode)


@dataclass(frozen=True, slots=True)
class RememberedModel:
    """A language model whose answers are cached in a folder, so that each prompt is asked once."""

    inner: LanguageModel
    spec: ModelSpec
    folder: Path
    clock: ReplayClock

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the whole answer at once, and advances the clock by the time that it took originally."""
        prompt = [request.system, *(message.text for message in request.messages), request.question]
        key = json.dumps(
            [self.spec.model_id, self.spec.target, request.max_output_tokens, request.temperature, *prompt]
        )
        path = self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"
        if path.is_file():
            known = json.loads(path.read_text())
            self.clock.skip(known["seconds"])
        else:
            began = self.clock.monotonic()
            known = self._ask(request)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({**known, "seconds": self.clock.monotonic() - began}))
        yield TextDelta(known["text"])
        yield Finished(Usage(**known["usage"]), known["stop_reason"])

    def _ask(self, request: ModelRequest) -> dict[str, Any]:
        text, end = "", Finished(Usage())
        for event in self.inner.stream(request):
            if isinstance(event, TextDelta):
                text += event.text
            elif isinstance(event, Finished):
                end = event
        return {"text": text, "usage": asdict(end.usage), "stop_reason": end.stop_reason}
