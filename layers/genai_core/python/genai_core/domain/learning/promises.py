"""Promise an error rate: at most a given share of questions gets a wrong answer; other answers are withheld.

Risk control by an upper confidence bound (Bates et al. 2021, "Distribution-free, risk-controlling prediction
sets"): for each score, the share of judged answers that have at least this score and are wrong is bounded
from above (Clopper and Pearson's binomial bound). The threshold is the lowest score whose bound is within the
promise. It holds for questions like the judged ones, with the confidence below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, lgamma, log

from genai_core.domain.protocol.figures import Promise

CONFIDENCE = 0.993
"""How often the true error rate keeps the promise; the rate counted later scatters, as judgements do."""
LEVEL = 0.005
HIGHEST_LEVEL = 0.5
"""Bounds are computed for each half percent up to here; a weaker promise is worthless."""
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class ErrorBound:
    """If answers from `score` on are served, at most the share `error` of questions gets a wrong one."""

    score: float
    error: float


def error_bounds(scores: Sequence[float], right: Sequence[bool]) -> tuple[ErrorBound, ...]:
    """Returns the lowest score that keeps each error level, the smallest error first.

    Args:
        scores: 0 to 1, of judged answers, in any order.
        right: Whether each answer was correct.
    """
    judged = sorted(zip(scores, right, strict=True), reverse=True)
    lowest: dict[float, float] = {}
    wrong = 0
    for index, (score, is_right) in enumerate(judged):
        wrong += not is_right
        is_last_of_score = index + 1 == len(judged) or judged[index + 1][0] < score
        if is_last_of_score:
            level = round(ceil(upper_bound(wrong, len(judged)) / LEVEL - 1e-9) * LEVEL, 4)
            if level > HIGHEST_LEVEL:
                break
            lowest[level] = score
    return tuple(ErrorBound(score, level) for level, score in sorted(lowest.items()))


def threshold_of(bounds: Sequence[ErrorBound], max_error: float) -> float | None:
    """Returns the lowest score that may be served; None if too few answers were judged to promise it."""
    scores = [bound.score for bound in bounds if bound.error <= max_error + 1e-9]
    return min(scores) if scores else None


def promise_of(
    bounds: Sequence[ErrorBound], judgements: int, max_error: float, score: float | None
) -> Promise:
    """Returns what can be promised about an answer.

    Args:
        score: The answer's score (see `judgements.answer_score`); None if there is no answer to withhold.
    """
    threshold = threshold_of(bounds, max_error)
    percent = f"{100 * max_error:g}"
    if threshold is None:
        needed = needed_judgements(max_error)
        reason = (
            f"{judgements} answers are judged, and at least {needed} are needed."
            if judgements < needed
            else f"too many of the {judgements} judged answers were wrong."
        )
        words = f"At most {percent} wrong in 100 questions cannot be promised yet: {reason}"
        return Promise(max_error, judgements, is_kept=False, is_withheld=False, words=words)
    words = f"At most {percent} of 100 questions get a wrong answer, from {judgements} judged answers."
    is_withheld = score is not None and score < threshold
    return Promise(max_error, judgements, is_kept=True, is_withheld=is_withheld, words=words)


def workspace_promise(bounds: Sequence[ErrorBound], judgements: int, max_error: float) -> Promise | None:
    """Returns what a workspace can promise so far; None if its owner set no error rate."""
    return promise_of(bounds, judgements, max_error, None) if max_error else None


def needed_judgements(max_error: float) -> int:
    """Returns how many judged answers suffice for a promise if all are correct."""
    return ceil(log(1 - CONFIDENCE) / log(1 - max_error))


@lru_cache(maxsize=4096)  # the bound is the same for every correct answer up to the next error
def upper_bound(wrong: int, count: int) -> float:
    """Returns the upper confidence bound of the true share of errors (Clopper and Pearson 1934)."""
    if wrong >= count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(wrong, count, middle) > 1 - CONFIDENCE else (low, middle)
    return high


def _at_most(wrong: int, count: int, share: float) -> float:
    """Returns the probability of at most `wrong` errors among `count` if `share` is the true share."""
    total = 0.0
    for errors in range(wrong + 1):
        ways = lgamma(count + 1) - lgamma(errors + 1) - lgamma(count - errors + 1)
        total += exp(ways + errors * log(share) + (count - errors) * log(1 - share))
    return total
