"""Log odds: likelihoods on a scale whose differences can be compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CERTAIN = 1e-6
"""Likelihoods are kept this far from 0 and 1, which have no odds."""


def log_odds(likelihoods: Sequence[float]) -> list[float]:
    """Returns ln(p / (1 - p)) of each likelihood, about -13.8 to 13.8.

    A cross-encoder's logistic squeezes all that is irrelevant into one point at 0, where z-scores would
    no longer tell it apart; this takes the logistic back.
    """
    kept = np.clip(np.asarray(likelihoods, np.float64), CERTAIN, 1 - CERTAIN)
    return np.log(kept / (1 - kept)).tolist()
