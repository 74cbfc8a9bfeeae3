"""What `publish_passages` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.answers import Question
from genai_core.domain.retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Request:
    """The question and what was found for it, best first."""

    question: Question
    passages: tuple[Passage, ...]
