"""Ask a model to expand a question before the search, and read its reply."""

from __future__ import annotations

import re
from typing import Any, Literal

from genai_core.domain.generation.framing import framed_text
from genai_core.domain.generation.model_replies import read_json_object
from genai_core.domain.generation.models import Message, ModelRequest
from genai_core.domain.generation.prompts import prompt_text
from genai_core.domain.ingestion.document_metadata import FIELDS

QuestionPrompt = Literal["variations_v1", "conditions_v1"]

MAX_VARIATIONS = 3
_MAX_REPLY_TOKENS = 200
_MAX_VARIATION_CHARS = 500
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])\s*")


def question_request(version: QuestionPrompt, question: str, today: str) -> ModelRequest:
    """Returns the request: the question as data, with today's date for "last year".

    Args:
        today: The date, as 2024-05-17.
    """
    prompt = f"{framed_text('question', question)}\n\nToday is {today}."
    return ModelRequest(
        question=question,
        passages=(),
        system=prompt_text(version),
        messages=(Message("user", prompt),),
        max_output_tokens=_MAX_REPLY_TOKENS,
    )


def read_variations(reply: str, question: str) -> tuple[str, ...]:
    """Returns at most three variations, one for each line that differs from the question."""
    lines = (_LIST_MARK.sub("", line).strip().strip('"“”').strip() for line in reply.splitlines())
    usable = [line for line in lines if any(map(str.isalnum, line)) and len(line) <= _MAX_VARIATION_CHARS]
    new = {
        line.casefold(): line for line in reversed(usable) if line.casefold() != question.strip().casefold()
    }
    return tuple(reversed(new.values()))[:MAX_VARIATIONS]


def read_conditions(reply: str) -> dict[str, Any] | None:
    """Returns the conditions of a reply, by field, unchecked; None if the reply is not a JSON object."""
    conditions = read_json_object(reply)
    return (
        None
        if conditions is None
        else {field: value for field, value in conditions.items() if field in FIELDS and value}
    )
