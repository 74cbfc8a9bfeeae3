"""Choose the outcome of an answer; it is `agreed` only if nothing contradicts the answer."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.protocol.answers import CheckedSentence
from genai_core.domain.protocol.outcomes import Mode, Outcome


def outcome_of(
    comparison: Comparison, mode: Mode, served: Sequence[CheckedSentence], *, is_contradicted: bool = False
) -> Outcome:
    """Returns the outcome of a run in which at least one model answered or nothing was found.

    Args:
        served: The served sentences, with the models that contradict them.
        is_contradicted: A document, or the answer itself, says the opposite of one of them.
    """
    if not comparison.members:
        return Outcome.NOT_FOUND
    if comparison.chosen is None:
        return Outcome.NOT_SUPPORTED
    if is_contradicted or any(sentence.disputed_by for sentence in served):
        return Outcome.DISPUTED
    count = len(comparison.agreeing) if mode == "compare" else len(comparison.supporters)
    if count > 1 and (mode != "compare" or count == len(comparison.members)):
        return Outcome.AGREED
    others = (member for index, member in enumerate(comparison.members) if index != comparison.chosen)
    return Outcome.DISPUTED if any(member.is_servable for member in others) else Outcome.SINGLE
