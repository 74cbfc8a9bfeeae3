"""What `ask_model` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.answers import Question
from genai_core.domain.generation.models import Message, ModelSpec
from genai_core.domain.retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Request:
    """One branch of the Map over models; `members` is how many branches there are."""

    question: Question
    model: ModelSpec
    passages: tuple[Passage, ...]
    members: int
    history: tuple[Message, ...] = ()
