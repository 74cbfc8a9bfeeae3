"""Asks the judge or the writer, once per run.

The result is kept with the run's answers before it is used: a repeated step finds it there, so no model is
asked twice and the answer stays the one that was streamed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from genai_core.domain.generation.models import ModelAnswer, ModelRequest, ModelSpec, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.questions import Question
from genai_core.errors import Misconfigured, QuorumError, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.run_store import RunStore
from genai_core.usecases.answering.consume_stream import StreamState, answer_so_far, consume_stream


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFurtherModel:
    """Never raises for the model's own failures, and never takes longer than it may.

    Attributes:
        model_id: The model's id in the catalogue.
        model: Returns the language model behind a row of the catalogue.
    """

    model_id: ModelId
    task: Literal["judge", "writer"]
    catalogue: Callable[[], Sequence[ModelSpec]]
    model: Callable[[ModelSpec], LanguageModel]
    runs: RunStore
    clock: Clock

    @property
    def name(self) -> ModelId:
        """Its own name in answers and in the ledger: the same model may also be a member of the run."""
        return ModelId(f"{self.model_id} as {self.task}")

    def __call__(
        self,
        question: Question,
        render: Callable[[ModelSpec], ModelRequest],
        *,
        limit_s: float,
        may_ask: bool,
    ) -> ModelAnswer | None:
        """Returns the result of the call; None if there is none yet and none may be made now.

        Args:
            render: Returns what the model is asked.
            limit_s: What is left of the answer's time.
        """
        before = next((a for a in self.runs.answers(question.run_id) if a.model_id == self.name), None)
        if before or not may_ask:
            return before
        try:
            spec = self._spec()
            answer = self._ask(question, replace(spec, model_id=self.name), spec, render(spec), limit_s)
        except QuorumError as error:
            answer = ModelAnswer(self.name, "", ModelStatus.FAILED, reason=f"{type(error).__name__}: {error}")
        try:
            self.runs.add_answer(question.run_id, answer)
        except Unavailable:
            return replace(answer, status=ModelStatus.FAILED, reason="what it said could not be kept")
        return answer

    def _ask(
        self, question: Question, shown: ModelSpec, spec: ModelSpec, request: ModelRequest, limit_s: float
    ) -> ModelAnswer:
        began = self.clock.monotonic()
        stream_state = StreamState(shown, request, started_at=began, ends_at=began + limit_s)
        if self._is_cancelled(question):
            stream_state.end(ModelStatus.CANCELLED, "the run was cancelled before")
        stream_state.check_limits(began)
        consume_stream(
            lambda: self.model(spec),
            stream_state,
            self.clock,
            on_delta=lambda _: False,
            stop_reason=lambda: "the run was cancelled" if self._is_cancelled(question) else "",
        )
        return answer_so_far(stream_state, self.clock.monotonic())

    def _spec(self) -> ModelSpec:
        spec = next((row for row in self.catalogue() if row.model_id == self.model_id), None)
        if spec is None:
            raise Misconfigured(
                f"the catalogue has no model {self.model_id!r}",
                remedy=f"Name one of `models` as answer.{self.task}.",
            )
        return spec

    def _is_cancelled(self, question: Question) -> bool:
        """False if the store cannot be read now."""
        try:
            return self.runs.is_cancelled(question.run_id)
        except Unavailable:
            return False
