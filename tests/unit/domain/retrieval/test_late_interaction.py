"""Late interaction over packed token vectors."""

import numpy as np
import pytest

from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.domain.retrieval.late_interaction import match, pack, piece_ids, token_basis, unpack

CONTENT, OTHER, DROPPED = 7000, 8000, int(token_basis().dropped[-1])


def tokens(*ids: int, seed: int = 0) -> TokenVectors:
    """Vectors as the encoder's are: inside the span that the basis keeps."""
    basis = token_basis()
    along = np.random.default_rng(seed).standard_normal((len(ids), len(basis.spread))).astype(np.float32)
    vectors = (along * basis.spread) @ basis.axes.T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return TokenVectors(np.array(ids, np.int32), np.zeros((len(ids), 2), np.int32), vectors)


def ones(asked: TokenVectors) -> np.ndarray:
    return np.ones(len(asked.token_ids), np.float32)


def test_stored_vectors_point_almost_where_the_originals_did():
    original = tokens(*range(CONTENT, CONTENT + 50))
    along = original.vectors @ token_basis().axes
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    cosines = (unpack(pack(original)) * along).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.mean() > 0.985


def test_stop_words_are_not_stored():
    assert piece_ids(pack(tokens(CONTENT, DROPPED, OTHER))).tolist() == [CONTENT, OTHER]


def test_a_text_scores_highest_against_itself():
    texts = [tokens(CONTENT, OTHER, seed=seed) for seed in range(5)]
    packed = [pack(text) for text in texts]
    for place, text in enumerate(texts):
        assert int(match(text, ones(text), packed).argmax()) == place


def test_weights_decide_which_token_counts():
    first, second = tokens(CONTENT, seed=1), tokens(OTHER, seed=2)
    asked = TokenVectors(
        np.array([CONTENT, OTHER], np.int32),
        np.zeros((2, 2), np.int32),
        np.concatenate([first.vectors, second.vectors]),
    )
    packed = [pack(first), pack(second)]
    assert match(asked, np.array([1, 0], np.float32), packed).argmax() == 0
    assert match(asked, np.array([0, 1], np.float32), packed).argmax() == 1


@pytest.mark.parametrize("packed", [[], [b""], [b"", b""]])
def test_texts_without_tokens_score_zero(packed: list[bytes]):
    assert match(tokens(CONTENT), np.ones(1, np.float32), packed).tolist() == [0.0] * len(packed)


def test_an_empty_text_among_others_does_not_shift_their_scores():
    asked, text = tokens(CONTENT), pack(tokens(CONTENT, OTHER))
    alone = match(asked, ones(asked), [text])[0]
    scores = match(asked, ones(asked), [b"", text, b""])
    assert scores.tolist() == [0.0, pytest.approx(alone), 0.0]


def test_a_question_without_weight_scores_zero():
    asked = tokens(CONTENT)
    assert match(asked, np.zeros(1, np.float32), [pack(asked)]).tolist() == [0.0]
