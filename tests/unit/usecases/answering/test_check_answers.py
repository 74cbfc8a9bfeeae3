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
    check.prepare(PASSAGES)
    ahead = list(embedder.texts)
    assert "It stands 330 metres tall and was designed by Gustave Eiffel." in ahead
    assert "" not in ahead
    check(question(), answers("A new answer.", "Another one."), PASSAGES)
    assert set(embedder.texts[len(ahead) :]) == {question().text, "A new answer.", "Another one."}


def test_a_check_that_begins_while_passages_are_encoded_waits_and_encodes_nothing_twice() -> None:
    embedder = CountedEmbedder()
    check = CheckAnswers(SharedEncodings(embedder))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(4):
            threads.submit(check.prepare, PASSAGES)
            threads.submit(check, question(), answers(GOOD), PASSAGES)
    assert len(embedder.texts) == len(set(embedder.texts))


def test_an_encoder_that_fails_ahead_is_reported_by_the_check_alone() -> None:
    class Down(HashingEmbedder):
        def embed_tokens(self, texts: Sequence[str], kind: TextKind = "passage") -> Any:
            raise Overloaded("down")

    check = CheckAnswers(Down())
    check.prepare(PASSAGES)
    comparison, degraded = check(question(), answers(GOOD, GOOD), PASSAGES)
    assert degraded == ("embedder",)
    assert comparison.chosen is not None
