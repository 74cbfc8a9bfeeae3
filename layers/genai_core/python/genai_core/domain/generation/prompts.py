"""Render prompts: passages and history are cut to a budget and shown as data, never as instructions.

A model's context is divided into sections: the answer's tokens are reserved first, the history gets a fixed
share of the rest, and the passages get what remains. Passages are ordered best first, so the weakest are
dropped. Nothing in a passage can close its frame: see `framing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from genai_core.domain.generation.framing import framed
from genai_core.domain.generation.models import NOWHERE, Image, Message, ModelRequest, ModelSpec
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage

PromptVersion = Literal[
    "answer_v1",
    "answer_small_v1",
    "figures_v1",
    "variations_v1",
    "conditions_v1",
    "image_v1",
    "writing_v1",
    "judging_v1",
]

CHARS_PER_TOKEN = 3.2
"""Below the English mean of about 4, so that a token budget also holds for numbers and other scripts."""
HISTORY_SHARE = 0.15
SMALL_CONTEXT_PASSAGES = 3
"""A model with at most this many passages counts as small and gets the short prompt."""
IMAGE_TOKENS = 1700
"""Tokens that an image of the size that is kept costs at most; providers count differently."""
_IMAGE_SHARE = 0.5
"""Largest share of the passages' tokens that images may take."""
_FRAME_TOKENS = 60
"""Tokens per prompt for the frames, the question's label and the chat template."""
_PASSAGE_FRAME_TOKENS = 25
_MINIMUM_PASSAGE_TOKENS = 40
"""A passage that would be cut below this length is dropped instead."""


@dataclass(frozen=True, slots=True)
class PromptBudget:
    """Maximum tokens of each section."""

    history: int
    passages: int
    answer: int


@cache
def prompt_text(version: PromptVersion) -> str:
    """Returns the system prompt of that version."""
    texts = resources.files("genai_core.domain.generation.prompt_texts")
    return (texts / f"{version}.txt").read_text("utf-8").strip()


def prompt_version(spec: ModelSpec) -> PromptVersion:
    """Chooses the prompt for the model's size."""
    return "answer_small_v1" if spec.max_passages <= SMALL_CONTEXT_PASSAGES else "answer_v1"


def estimate_tokens(text: str) -> int:
    """Estimates a text's tokens from its length; too high rather than too low for English."""
    return int(len(text) / CHARS_PER_TOKEN) + 1


def estimate_usage(request: ModelRequest, answer: str = "") -> Usage:
    """Estimates the tokens of a call from its texts if the provider does not count them; without a price."""
    prompt = request.system + "".join(message.text for message in request.messages)
    seen = IMAGE_TOKENS * len(request.images)
    return Usage(estimate_tokens(prompt) + seen, estimate_tokens(answer) if answer else 0)


def prompt_budget(spec: ModelSpec, system: str, question: str) -> PromptBudget:
    """Divides the model's context into sections; a section is 0 if the context is too small for it."""
    answer = min(spec.max_output_tokens, spec.context_tokens // 3)
    rest = spec.context_tokens - answer - estimate_tokens(system) - estimate_tokens(question) - _FRAME_TOKENS
    history = max(0, int(rest * HISTORY_SHARE))
    return PromptBudget(history=history, passages=max(0, rest - history), answer=answer)


def render_request(
    question: Question,
    spec: ModelSpec,
    passages: Sequence[Passage],
    history: Sequence[Message],
    images: Sequence[Image] = (),
) -> ModelRequest:
    """Renders one question for one model.

    Args:
        passages: Best first; as many as fit the model's budget are used.
        history: Oldest first; as many of the newest turns as fit are used.
        images: Figures of the passages, best first; as many as fit are used.
    """
    system = prompt_text(prompt_version(spec))
    question_text = question.standalone or question.text
    budget = prompt_budget(spec, system, question.text)
    images = images[: int(budget.passages * _IMAGE_SHARE) // IMAGE_TOKENS]
    if images:
        system = f"{system}\n\n{prompt_text('figures_v1')}"
        budget = prompt_budget(spec, system, question.text)
    chosen = fit_passages(passages[: spec.max_passages], budget.passages - IMAGE_TOKENS * len(images))
    turns = fit_history(history, budget.history)
    return ModelRequest(
        question=question_text,
        passages=chosen,
        system=system,
        messages=(*turns, Message("user", user_message(question.text, chosen))),
        max_output_tokens=budget.answer,
        # A replay must call the model again, not read the cache.
        workspace_id=question.workspace_id if question.origin is None else NOWHERE,
        images=tuple(image for image in images if image.passage <= len(chosen)),
    )


def fit_passages(passages: Sequence[Passage], tokens: int) -> tuple[Passage, ...]:
    """Returns the passages that fit, best first; the last one may be cut at a word."""
    chosen: list[Passage] = []
    left = tokens
    for passage in passages:
        room = left - _PASSAGE_FRAME_TOKENS
        if room < _MINIMUM_PASSAGE_TOKENS:
            break
        text = passage.chunk.text
        cut = _cut(text, room)
        chosen.append(passage if cut == text else replace(passage, chunk=replace(passage.chunk, text=cut)))
        left = room - estimate_tokens(cut)
    return tuple(chosen)


def fit_history(history: Sequence[Message], tokens: int) -> tuple[Message, ...]:
    """Returns the newest turns that fit, oldest first, beginning with a turn of the user."""
    chosen: list[Message] = []
    left = tokens
    for message in reversed(history):
        left -= estimate_tokens(message.text)
        if left < 0:
            break
        chosen.append(message)
    while chosen and chosen[-1].role != "user":
        chosen.pop()
    return tuple(reversed(chosen))


def user_message(question: str, passages: Sequence[Passage]) -> str:
    """Returns the passages, framed and numbered from 1, followed by the question."""
    entries = [
        ({"number": number, "title": passage.chunk.title}, passage.chunk.text)
        for number, passage in enumerate(passages, 1)
    ]
    return f"{framed('passage', entries)}\n\nQuestion: {question}"


def _cut(text: str, tokens: int) -> str:
    limit = int(tokens * CHARS_PER_TOKEN)
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(maxsplit=1)[0]
