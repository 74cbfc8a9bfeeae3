"""Asks a model, before the search, to rephrase the question and to find the conditions that it states."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from genai_core.domain.generation.budgets import budget_day
from genai_core.domain.generation.models import ModelSpec, ModelStatus
from genai_core.domain.generation.question_prompts import (
    QuestionPrompt,
    question_request,
    read_conditions,
    read_variations,
)
from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.retrieval.expansion import Expansion
from genai_core.errors import Overloaded, QuorumError, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.usage_ledger import UsageLedger
from genai_core.usecases.answering.consume_stream import StreamState, answer_so_far, consume_stream


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpandQuestion:
    """Never delays a question longer than its limit, and never makes one fail.

    Attributes:
        spec: Its row of the catalogue; the ledger counts its calls apart from its answers.
        varies: Whether to ask for variations.
        finds_filters: Whether to ask for conditions.
        limit_s: Time limit of all calls together, in seconds.
    """

    spec: ModelSpec
    model: LanguageModel
    ledger: UsageLedger
    clock: Clock
    varies: bool
    finds_filters: bool
    limit_s: float

    def __call__(
        self, question: str, run_id: RunId, user_id: UserId, workspace_id: WorkspaceId | None = None
    ) -> Expansion:
        """Returns the model's rephrasings and conditions; failed or late calls are flagged."""
        deadline = self.clock.monotonic() + self.limit_s
        variations: tuple[str, ...] = ()
        filters: dict[str, Any] = {}
        spent: list[Usage] = []
        try:
            if self.finds_filters:
                conditions = read_conditions(self._ask("conditions_v1", question, deadline, spent))
                if conditions is None:
                    raise Overloaded("the model's conditions are not a JSON object")
                filters = conditions
            if self.varies:
                variations = read_variations(self._ask("variations_v1", question, deadline, spent), question)
        except QuorumError:
            return Expansion(variations, filters, ("expansion",))
        finally:
            self._charge(run_id, user_id, workspace_id, sum(spent, Usage()))
        return Expansion(variations, filters)

    def _charge(self, run_id: RunId, user_id: UserId, workspace_id: WorkspaceId | None, usage: Usage) -> None:
        day = budget_day(self.clock.now())
        name = ModelId(f"{self.spec.model_id} as expander")
        if usage != Usage():
            # The question continues if the ledger cannot be written now.
            with suppress(QuorumError):
                self.ledger.record(user_id, run_id, name, usage, day=day, workspace_id=workspace_id)

    def _ask(self, version: QuestionPrompt, question: str, deadline: float, spent: list[Usage]) -> str:
        today = self.clock.now().date().isoformat()
        request = question_request(version, question, today)
        began = self.clock.monotonic()
        stream_state = StreamState(self.spec, request, started_at=began, ends_at=deadline)
        stream_state.check_limits(began)
        consume_stream(
            lambda: self.model, stream_state, self.clock, on_delta=lambda _: False, stop_reason=lambda: ""
        )
        answer = answer_so_far(stream_state, self.clock.monotonic())
        spent.append(answer.usage)
        if answer.status is ModelStatus.TIMED_OUT:
            raise TimedOut(f"the question's model took longer than {self.limit_s:g} s")
        if answer.status is not ModelStatus.ANSWERED:
            raise Overloaded(f"the question's model gave no reply: {answer.reason}")
        return answer.text
