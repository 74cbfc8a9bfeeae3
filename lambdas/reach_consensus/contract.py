"""What `reach_consensus` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.answers import Question
from genai_core.domain.generation.models import ModelAnswer, ModelSpec
from genai_core.domain.retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the run found out.

    Attributes:
        models: All that were to be asked. answers: One per branch of the Map that ended.
        started_at: RFC 3339, from `prepare_question`.
    """

    question: Question
    models: tuple[ModelSpec, ...]
    passages: tuple[Passage, ...]
    answers: tuple[ModelAnswer, ...]
    degraded: tuple[str, ...] = ()
    started_at: str = ""
