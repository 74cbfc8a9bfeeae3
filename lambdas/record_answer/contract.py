"""What `record_answer` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.answers import Question, VerifiedAnswer
from genai_core.domain.identifiers import RunId
from genai_core.errors import InvalidInput
from genai_core.usecases.record_answer import RunError


@dataclass(frozen=True, slots=True)
class Request:
    """How a run ended: `question` and `answer`, or `run_id` and `error`. Raises InvalidInput for neither."""

    question: Question | None = None
    answer: VerifiedAnswer | None = None
    run_id: RunId | None = None
    error: RunError | None = None

    def __post_init__(self) -> None:
        has_answer = self.question is not None and self.answer is not None
        has_error = self.run_id is not None and self.error is not None
        if has_answer == has_error:
            raise InvalidInput(
                "record_answer got neither an answer nor an error, or both",
                remedy="Give `question` with `answer`, or `run_id` with `error`.",
            )
