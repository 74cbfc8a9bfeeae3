"""Convert probabilities to log odds, whose differences can be compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CERTAIN = 1e-6
"""Distance that probabilities keep from 0 and 1, whose log odds are infinite."""


def log_odds(probabilities: Sequence[float]) -> list[float]:
    """Returns ln(p / (1 - p)) of each probability, about -13.8 to 13.8.

    A cross-encoder's logistic function maps all irrelevant texts close to 0, where z-scores cannot separate
    them; this inverts the logistic function.
    """
    clipped = np.clip(np.asarray(probabilities, np.float64), CERTAIN, 1 - CERTAIN)
    return np.log(clipped / (1 - clipped)).tolist()
