"""Find the words of a claim that belong to a value which the evidence has too, in whatever notation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.values.conflicts import agreeing_places
from genai_core.domain.text.encoded_texts import EncodedText


def in_agreeing_values(
    claim: EncodedText, evidence: Sequence[str], known: str = "", asked: str = ""
) -> NDArray[np.bool_]:
    """Returns [claim words]: True for words of a value that the evidence has; "1500 metres" is "1.5 km".

    Args:
        evidence: Whole passages, or the sentences of an answer.
        known: Titles, headings: a claim may use their values.
        asked: The question: a claim may use its values where the evidence has no other value instead.
    """
    spans = agreeing_places(claim.text, evidence, known=known, asked=asked)
    if not spans:
        return np.zeros(len(claim.words), bool)
    return np.array([any(start <= word.start < end for start, end in spans) for word in claim.words], bool)
