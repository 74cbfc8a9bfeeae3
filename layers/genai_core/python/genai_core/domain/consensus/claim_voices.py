"""Who says the same as one sentence, and who contradicts it."""

from __future__ import annotations

from typing import NamedTuple

from genai_core.domain.consensus.agreement import coverage
from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.identifiers import ModelId
from genai_core.domain.text.encoded_texts import EncodedText, encode_text
from genai_core.domain.text.slots import find_conflicts

NO_QUESTION = encode_text("", {})
SAME_CLAIM = 0.6
"""From which coverage on another answer says what one sentence says."""
DISPUTE_LIKENESS = 0.45
"""Two sentences speak of the same thing from here on, so that a differing slot is a contradiction."""


class Voices(NamedTuple):
    """Models in the order of the comparison."""

    supporters: tuple[ModelId, ...]
    deniers: tuple[ModelId, ...]


def claim_voices(comparison: Comparison, sentence: EncodedText, *, own: ModelId | None) -> Voices:
    """Returns which members say the sentence too, and which say otherwise.

    Args:
        own: The model that said it, which is not asked; None where none of them did.
    """
    supporters: list[ModelId] = []
    deniers: list[ModelId] = []
    for other in comparison.members:
        if other.answer.model_id == own:
            continue
        same_subject = coverage(sentence, other.encoded, NO_QUESTION) >= DISPUTE_LIKENESS
        if same_subject and _contradicts(sentence.text, other, comparison.question.text):
            deniers.append(other.answer.model_id)
        elif coverage(sentence, other.encoded, comparison.question) >= SAME_CLAIM:
            supporters.append(other.answer.model_id)
    return Voices(tuple(supporters), tuple(deniers))


def _contradicts(sentence: str, other: Member, question: str) -> bool:
    conflicts = find_conflicts(sentence, other.encoded.text, known=question)
    return any(conflict.is_mandatory and conflict.evidence for conflict in conflicts)
