"""A slow verifier is left in time, and what it said by then is not asked again."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import pytest

from genai_core.errors import Misconfigured, TimedOut
from genai_core.wrappers.cached_verifier import CachedVerifier
from genai_core.wrappers.timed_verifier import TimedVerifier

PAIRS = [(f"claim {number}", "evidence") for number in range(3)]


class Slow:
    """Answers `claim 2` only after `let_go`; notes what it was asked."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.asked: list[str] = []

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        for claim, _ in pairs:
            self.asked.append(claim)
            if claim == "claim 2":
                self.let_go.wait(20)
            if claim == "damaged":
                raise Misconfigured("no log-probabilities")
        return [int(claim[-1]) / 10 for claim, _ in pairs]


def test_a_late_check_leaves_in_time_and_the_next_asks_only_what_is_missing() -> None:
    slow = Slow()
    verifier = TimedVerifier(CachedVerifier(slow), 0.2)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"1 of 3 claims"):
        verifier.verify(PAIRS)
    assert time.monotonic() - began < 5
    slow.let_go.set()
    patient = TimedVerifier(verifier.inner, 20)
    assert patient.verify([*PAIRS[::-1], PAIRS[1]]) == [0.2, 0.1, 0.0, 0.1]
    assert slow.asked.count("claim 0") == slow.asked.count("claim 1") == 1


def test_a_failure_comes_through_as_it_is_and_nothing_is_asked_of_nothing() -> None:
    verifier = TimedVerifier(Slow(), 20)
    with pytest.raises(Misconfigured, match="no log-probabilities"):
        verifier.verify([("damaged", "evidence"), PAIRS[0]])
    assert verifier.verify([]) == []
