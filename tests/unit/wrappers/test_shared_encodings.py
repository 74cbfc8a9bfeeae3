"""What several readers of the same passages encode."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.wrappers.shared_encodings import SharedEncodings
from tests.unit.usecases.answering.test_check_answers import CountedEmbedder

TEXTS = ["The walrus sings.", "The otter sleeps.", "The walrus sings."]


def test_a_text_is_encoded_once_and_every_caller_gets_the_same_vectors_in_the_asked_order() -> None:
    counted = CountedEmbedder()
    shared = SharedEncodings(counted)
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(shared.embed_tokens, [TEXTS, TEXTS[::-1], TEXTS[:1]]))
    assert sorted(counted.texts) == sorted(set(TEXTS))
    plain, _ = HashingEmbedder().embed_tokens(TEXTS)
    np.testing.assert_array_equal(results[0][0], plain)
    np.testing.assert_array_equal(results[1][0], plain[::-1])
    assert [tokens.offsets.tolist() for tokens in results[0][1]] == [
        tokens.offsets.tolist() for tokens in reversed(results[1][1])
    ]


def test_a_question_and_a_passage_of_the_same_words_are_two_texts() -> None:
    counted = CountedEmbedder()
    shared = SharedEncodings(counted)
    shared.embed_tokens(TEXTS[:1], "query")
    shared.embed_tokens(TEXTS[:1], "passage")
    assert len(counted.texts) == 2
    assert len(shared.embed_tokens([])[1]) == 0
