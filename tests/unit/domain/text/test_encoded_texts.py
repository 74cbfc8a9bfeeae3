"""Encoded texts: words with weights and vectors, compared word by word."""

from __future__ import annotations

import numpy as np
import pytest

from genai_core.domain.text.encoded_texts import (
    content_mask,
    encode_text,
    join_texts,
    similarities,
    stem_matches,
)
from genai_core.domain.text.token_vectors import TokenVectors


def test_without_an_encoder_stop_words_weigh_least_and_nothing_has_a_vector() -> None:
    encoded = encode_text("The relay reports the temperature.", {})
    weights = dict(zip((word.form for word in encoded.words), encoded.weights, strict=True))
    assert encoded.vectors is None
    assert weights["the"] < weights["relay"]
    assert list(content_mask(encoded)) == [word.form not in ("the",) for word in encoded.words]


def test_a_text_without_words_is_empty() -> None:
    assert encode_text("... --", {}).is_empty
    assert encode_text("...", {}).weights.shape == (0,)


def test_words_match_by_their_stems_and_similar_spellings() -> None:
    claim = encode_text("Sensors reported temperatures", {})
    sentences = [encode_text(text, {}) for text in ("The sensor reports a temperature.", "Dogs bark.")]
    joined = join_texts(sentences)
    matches = joined.best_matches(claim)
    assert matches.shape == (3, 2)
    assert matches[:, 0].min() == 1.0
    assert matches[:, 1].max() == 0.0
    assert joined.stem_matches(claim).tolist() == [[1.0, 0.0]] * 3
    assert stem_matches(claim, sentences[0].stems).tolist() == [1.0] * 3


def test_a_long_text_is_compared_in_blocks_with_the_same_result() -> None:
    long = encode_text("relay temperature " * 700, {})
    blocks = list(long.blocks())
    assert len(blocks) > 1
    assert sum(len(block.words) for block in blocks) == len(long.words)
    assert np.array_equal(np.concatenate([block.weights for block in blocks]), long.weights)


def two_pieces(text: str, first: list[float], second: list[float]) -> TokenVectors:
    middle = text.index(" ")
    return TokenVectors(
        keys=np.array([900, 901], dtype=np.int32),
        offsets=np.array([[0, middle], [middle + 1, len(text)]], dtype=np.int32),
        vectors=np.array([first, second], dtype=np.float32),
        rarity=np.array([0.5, 0.5], dtype=np.float32),
    )


@pytest.mark.parametrize(("evidence_vector", "similarity"), [([1.0, 0.0], 1.0), ([0.0, 1.0], 0.0)])
def test_with_an_encoder_words_are_compared_by_the_vectors_of_their_pieces(
    evidence_vector: list[float], similarity: float
) -> None:
    texts = ("big house", "large home")
    vectors = {
        texts[0]: two_pieces(texts[0], [1.0, 0.0], [1.0, 0.0]),
        texts[1]: two_pieces(texts[1], evidence_vector, evidence_vector),
    }
    claim, evidence = (encode_text(text, vectors) for text in texts)
    assert similarities(claim, evidence) == pytest.approx(np.full((2, 2), similarity))
