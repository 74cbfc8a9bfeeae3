"""Determine whether a provisional answer was confirmed once all answers are compared."""

from __future__ import annotations

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.protocol.outcomes import Outcome, ProvisionalFate


def fate_of(shown: str, verified: VerifiedAnswer) -> ProvisionalFate | None:
    """Returns the fate of the provisional answer; None if none was shown.

    Args:
        shown: The text of the last provisional answer; empty if there was none.
    """
    if not shown:
        return None
    if verified.text != shown:
        return ProvisionalFate.REPLACED
    return ProvisionalFate.DISPUTED if verified.outcome is Outcome.DISPUTED else ProvisionalFate.CONFIRMED
