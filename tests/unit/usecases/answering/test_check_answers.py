"""What is encoded for a check, and when."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.retrieval.encoder_profiles import TextKind
from genai_core.errors import Overloaded
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.wrappers.shared_encodings import SharedEncodings
from tests.unit.usecases.answering.scenario import PASSAGES, question

GOOD = "The Eiffel Tower was completed in 1889."


class CountedEmbedder(HashingEmbedder):
    """Notes every text it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed_tokens(self, texts: Sequence[str], kind: TextKind = "passage") -> Any:
        self.texts += texts
        return super().embed_tokens(texts, kind)


def answers(*texts: str) -> list[ModelAnswer]:
    return [
        ModelAnswer(ModelId(f"m{index}"), f"f{index}", ModelStatus.ANSWERED, text)
        for index, text in enumerate(texts)
    ]


def test_what_was_prepared_is_not_encoded_again() -> None:
    embedder = CountedEmbedder()
    check = CheckAnswers(SharedEncodings(embedder))
    check.prepare(question(), PASSAGES)
    ahead = list(embedder.texts)
    assert "It stands 330 metres tall and was designed by Gustave Eiffel." in ahead
    assert "" not in ahead
    check(question(), answers("A new answer.", "Another one."), PASSAGES)
    assert set(embedder.texts[len(ahead) :]) == {"A new answer.", "Another one."}


def test_a_check_that_begins_while_passages_are_encoded_waits_and_encodes_nothing_twice() -> None:
    embedder = CountedEmbedder()
    check = CheckAnswers(SharedEncodings(embedder))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(4):
            threads.submit(check.prepare, question(), PASSAGES)
            threads.submit(check, question(), answers(GOOD), PASSAGES)
    assert len(embedder.texts) == len(set(embedder.texts))


def test_an_encoder_that_fails_ahead_is_reported_by_the_check_alone() -> None:
    class Down(HashingEmbedder):
        def embed_tokens(self, texts: Sequence[str], kind: TextKind = "passage") -> Any:
            raise Overloaded("down")

    check = CheckAnswers(Down())
    check.prepare(question(), PASSAGES)
    comparison, degraded = check(question(), answers(GOOD, GOOD), PASSAGES)
    assert degraded == ("embedder",)
    assert comparison.chosen is not None


def test_a_check_of_answers_that_arrive_one_by_one_gives_what_one_check_of_all_gives() -> None:
    arriving = answers(GOOD, "It is 300 metres tall.", "Yes, it was built in 1889.", GOOD)
    check = CheckAnswers(SharedEncodings(HashingEmbedder()))
    check.prepare(question(), PASSAGES)
    for number in range(1, len(arriving)):
        check(question(), arriving[:number], PASSAGES)
    grown, _ = check(question(), arriving, PASSAGES)
    whole, _ = CheckAnswers(SharedEncodings(HashingEmbedder()))(question(), arriving, PASSAGES)
    assert [member.checks for member in grown.members] == [member.checks for member in whole.members]
    assert [member.answer for member in grown.members] == arriving
    assert grown.table.support.tolist() == whole.table.support.tolist()
    assert grown.chosen == whole.chosen


def test_each_claim_is_verified_once_for_answers_that_arrive_one_by_one() -> None:
    class Counted:
        def __init__(self) -> None:
            self.pairs: list[tuple[str, str]] = []

        def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            self.pairs += pairs
            return [0.9] * len(pairs)

    verifier = Counted()
    check = CheckAnswers(None, verifier)
    arriving = answers("Eiffel designed the tower.", "It is repainted with paint.")
    check(question(), arriving[:1], PASSAGES)
    first = list(verifier.pairs)
    check(question(), arriving, PASSAGES)
    assert first
    assert verifier.pairs[: len(first)] == first
    assert not set(first).intersection(verifier.pairs[len(first) :])


def test_an_answer_that_the_verifier_missed_is_verified_by_the_next_check() -> None:
    class Recovering:
        is_down = True

        def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            if self.is_down:
                raise Overloaded("down")
            return [0.9] * len(pairs)

    verifier = Recovering()
    check = CheckAnswers(None, verifier)
    asked = answers("The lovely Eiffel Tower was completed in 1889.")
    _, before = check(question(), asked, PASSAGES)
    verifier.is_down = False
    comparison, after = check(question(), asked, PASSAGES)
    assert (before, after) == (("verifier",), ())
    assert comparison.members[0].checks[0].probability == 0.9


def test_other_passages_are_checked_again() -> None:
    check = CheckAnswers(None)
    asked = answers(GOOD)
    supported, _ = check(question(), asked, PASSAGES)
    unsupported, _ = check(question(), asked, PASSAGES[1:])
    assert supported.members[0].checks[0].verdict != unsupported.members[0].checks[0].verdict
