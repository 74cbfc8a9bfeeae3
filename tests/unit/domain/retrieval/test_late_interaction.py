"""Late interaction over packed token vectors."""

import numpy as np
import pytest

from genai_core.domain.retrieval.late_interaction import TokenBasis
from genai_core.domain.retrieval.packed_tokens import AXES, token_keys
from genai_core.domain.text.token_vectors import TokenVectors


def fitted_basis() -> TokenBasis:
    """A basis as one is learnt: directions in any order, some of which vary far more than others."""
    axes, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((384, AXES)))
    spread = np.linspace(0.2, 0.02, AXES, dtype=np.float32)
    levels = np.array(
        [
            -2.73,
            -2.07,
            -1.62,
            -1.26,
            -0.94,
            -0.66,
            -0.39,
            -0.13,
            0.13,
            0.39,
            0.66,
            0.94,
            1.26,
            1.62,
            2.07,
            2.73,
        ],
        np.float32,
    )
    return TokenBasis(axes.astype(np.float32), spread, levels, dropped=np.array([9000], np.int32))


BASIS = fitted_basis()
CONTENT, OTHER, DROPPED = 7000, 8000, 9000


def tokens(*ids: int, seed: int = 0) -> TokenVectors:
    """Vectors as the encoder's are: inside the span that the basis keeps."""
    along = np.random.default_rng(seed).standard_normal((len(ids), len(BASIS.spread))).astype(np.float32)
    vectors = (along * BASIS.spread) @ BASIS.axes.T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return TokenVectors(
        np.array(ids, np.int32), np.zeros((len(ids), 2), np.int32), vectors, np.ones(len(ids), np.float32)
    )


def ones(asked: TokenVectors) -> np.ndarray:
    return np.ones(len(asked.keys), np.float32)


def test_stored_vectors_point_almost_where_the_originals_did():
    original = tokens(*range(CONTENT, CONTENT + 50))
    along = original.vectors @ BASIS.axes
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    cosines = (BASIS.unpack(BASIS.pack(original)) * along).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.mean() > 0.985


def test_stop_words_are_not_stored():
    assert token_keys(BASIS.pack(tokens(CONTENT, DROPPED, OTHER))).tolist() == [CONTENT, OTHER]


def test_a_text_scores_highest_against_itself():
    texts = [tokens(CONTENT, OTHER, seed=seed) for seed in range(5)]
    packed = [BASIS.pack(text) for text in texts]
    for index, text in enumerate(texts):
        assert int(BASIS.match(text, ones(text), packed).argmax()) == index


def test_weights_decide_which_token_counts():
    first, second = tokens(CONTENT, seed=1), tokens(OTHER, seed=2)
    asked = TokenVectors(
        np.array([CONTENT, OTHER], np.int32),
        np.zeros((2, 2), np.int32),
        np.concatenate([first.vectors, second.vectors]),
        np.ones(2, np.float32),
    )
    packed = [BASIS.pack(first), BASIS.pack(second)]
    assert BASIS.match(asked, np.array([1, 0], np.float32), packed).argmax() == 0
    assert BASIS.match(asked, np.array([0, 1], np.float32), packed).argmax() == 1


@pytest.mark.parametrize("packed", [[], [b""], [b"", b""]])
def test_texts_without_tokens_score_zero(packed: list[bytes]):
    assert BASIS.match(tokens(CONTENT), np.ones(1, np.float32), packed).tolist() == [0.0] * len(packed)


def test_an_empty_text_among_others_does_not_shift_their_scores():
    asked, text = tokens(CONTENT), BASIS.pack(tokens(CONTENT, OTHER))
    alone = BASIS.match(asked, ones(asked), [text])[0]
    scores = BASIS.match(asked, ones(asked), [b"", text, b""])
    assert scores.tolist() == [0.0, pytest.approx(alone), 0.0]


def test_a_question_without_weight_scores_zero():
    asked = tokens(CONTENT)
    assert BASIS.match(asked, np.zeros(1, np.float32), [BASIS.pack(asked)]).tolist() == [0.0]
