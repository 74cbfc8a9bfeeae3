"""What a verifier adds to a check, and what the answer says without one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from genai_core.adapters.memory.claim_verifier import MemoryClaimVerifier
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.errors import Misconfigured, Overloaded
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.wrappers.cached_verifier import CACHED_PAIRS, CachedVerifier
from tests.unit.usecases.answering.scenario import PASSAGES, question

OPEN = "The lovely Eiffel Tower was completed in 1889."
REWORDED = "The tower was completed in 1889, and is 330 metres tall."
REORDERED = "In 1889 the Eiffel Tower was completed."


class Saying:
    """Returns one probability for every claim, or fails."""

    def __init__(self, probability: float, error: Exception | None = None) -> None:
        self.probability, self.error = probability, error

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        if self.error:
            raise self.error
        return [self.probability] * len(pairs)


def checked(verifier: object, text: str = REWORDED) -> tuple[Verdict, float, tuple[str, ...]]:
    answer = ModelAnswer("m", "f", ModelStatus.ANSWERED, text)  # type: ignore[arg-type]
    comparison, degraded = CheckAnswers(None, verifier)(question(), [answer], PASSAGES)  # type: ignore[arg-type]
    (check,) = comparison.members[0].checks
    return check.verdict, check.score, degraded


def test_an_improbable_claim_is_not_supported_and_scores_lower() -> None:
    assert checked(Saying(0.0))[0] is Verdict.UNSUPPORTED
    verdict, even, degraded = checked(Saying(0.5))
    assert (verdict, degraded) == (Verdict.SUPPORTED, ())
    assert checked(Saying(0.2))[1] < even <= checked(Saying(0.95))[1] <= 1


def test_nothing_outvotes_a_fact_or_the_very_words_of_a_passage() -> None:
    verbatim = "It stands 330 metres tall and was designed by Gustave Eiffel."
    assert checked(Saying(0.0), verbatim)[0] is Verdict.SUPPORTED
    assert checked(Saying(0.0), REORDERED)[0] is Verdict.SUPPORTED
    assert checked(Saying(1.0), "The Eiffel Tower was completed in 1899.")[0] is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "verifier", [None, Saying(0, Overloaded("busy")), Saying(0, Misconfigured("gone", remedy="Build it."))]
)
def test_without_a_verifier_the_answer_says_so(verifier: object) -> None:
    verdict, _, degraded = checked(verifier, OPEN)
    assert (verdict, degraded) == (Verdict.UNCHECKED, ("verifier",))
    assert checked(Saying(0.9), OPEN)[0] is Verdict.SUPPORTED


def test_what_needs_no_verifier_misses_none() -> None:
    assert checked(None)[2] == ()
    assert checked(None, "It stands 330 metres tall and was designed by Gustave Eiffel.")[2] == ()


def test_pairs_are_asked_once_and_keep_their_order() -> None:
    inner = MemoryClaimVerifier()
    verifier = CachedVerifier(inner)
    pairs = [("a b", "a"), ("a", "a"), ("a b", "a")]
    assert verifier.verify(pairs) == [0.5, 1.0, 0.5]
    assert verifier.verify(pairs[::-1]) == [0.5, 1.0, 0.5]
    assert inner.asked == pairs[:2]


def test_only_so_many_pairs_are_kept() -> None:
    inner = MemoryClaimVerifier()
    verifier = CachedVerifier(inner)
    verifier.verify([(str(index), "0") for index in range(CACHED_PAIRS + 1)])
    verifier.verify([("0", "0"), (str(CACHED_PAIRS), "0")])
    assert inner.asked[CACHED_PAIRS + 1 :] == [("0", "0")]
