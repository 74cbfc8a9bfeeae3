"""Find instructions inside documents: sentences addressed to the model that reads them, not to people.

They stay in the prompt, framed as data, because a reader may ask about them; but they are never support. An
answer that follows such a sentence is then unsupported, and is not served. Unrecognised attacks still face
the frame, the check and the comparison.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from genai_core.domain.grounding.injection_scores import (
    CODE_THRESHOLD,
    INVISIBLE,
    THRESHOLD,
    instruction_score,
)
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import Span, split_sentences

__all__ = ["INVISIBLE", "as_evidence", "evidence_of", "is_instruction"]

NEIGHBOUR_SHARE = 0.5
"""Share of the threshold that is enough beside an instruction: attacks continue in the next sentence."""
_TEMPLATE = re.compile(
    r"<\|im_\w+\|>.*(?:<\|im_\w+\|>[^\n]*\n?[^\n]*|$)|\[INST\].*?(?:\[/INST\]|\Z)", re.DOTALL
)
_FRAME = re.compile(r"</passages?>.*", re.DOTALL | re.IGNORECASE)
_VISIBLE = re.compile(r"\S")


def is_instruction(sentence: str) -> bool:
    """True for a sentence that tells a model what to do or say."""
    return instruction_score(sentence) >= _threshold(sentence)


@lru_cache(512)
def as_evidence(text: str) -> str:
    """Returns the text with instructions to a model replaced by blanks; all offsets stay the same."""
    for pattern in (_TEMPLATE, _FRAME):
        text = pattern.sub(lambda match: _VISIBLE.sub(" ", match.group()), text)
    for span in _instructions(split_sentences(text)):
        text = text[: span.start] + _VISIBLE.sub(" ", text[span.start : span.end]) + text[span.end :]
    return text


def evidence_of(passages: Sequence[Passage]) -> list[Passage]:
    """Returns the passages without instructions to a model, in the same order."""
    return [
        replace(passage, chunk=replace(passage.chunk, text=as_evidence(passage.chunk.text)))
        for passage in passages
    ]


def _instructions(sentences: Sequence[Span]) -> list[Span]:
    shares = [instruction_score(span.text) / _threshold(span.text) for span in sentences]
    around = [0.0, *shares, 0.0]
    return [
        span
        for index, (span, share) in enumerate(zip(sentences, shares, strict=True))
        if share >= 1 or (share >= NEIGHBOUR_SHARE and max(around[index], around[index + 2]) >= 1)
    ]


def _threshold(sentence: str) -> float:
    return CODE_THRESHOLD if sentence.startswith(("```", "~~~")) else THRESHOLD
