"""Whatever a model writes, checking it ends, keeps its figures within bounds and quotes verbatim."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.domain.consensus.agreeing_sets import clusters
from genai_core.domain.consensus.agreement import agreement_table, encode_answer
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.consensus.votes import family_weights
from genai_core.domain.facts.conflicts import contradicts, find_conflicts
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.grounding.evidence import build_evidence
from genai_core.domain.grounding.support import check_claim
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import encode_text

PIECES = (
    "no", "not", "1889", "3.5", "1,000", "2020-13-45", "٣٤", "१२", "²", "½", "May", "5", "%", "$", "€", "🙂",
    "ÉCOLE", "ß", "日本語", "이것은", "עברית", "[1]", "【2】", "```", "|", "- ", "\n", "\n\n", ".", "...",
    "?!", "n't", "U.S.", "\u0000", "\u200b", "e\u0301", "increases", "reduces", "all", "without", "word",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=150)
def test_a_check_of_any_text_stays_within_bounds_and_cites_verbatim(claim: str, evidence: str) -> None:
    built = build_evidence([evidence, "A plain sentence stands here."], {})
    for span in split_sentences(claim):
        support = check_claim(encode_text(span.text, {}), built)
        assert 0.0 <= support.score <= 1.0
        assert all(0 <= index < len(built.sentences) for index in (*support.sentences, *support.against))
    sources = (evidence, "A plain sentence stands here.")
    assert all(sources[s.source][s.start : s.end] == s.encoded.text for s in built.sentences)


@given(TEXTS, TEXTS, TEXTS)
@settings(deadline=None, max_examples=150)
def test_any_answers_can_be_compared(first: str, other: str, question: str) -> None:
    answers = [encode_answer(text, {}) for text in (first, other, first)]
    compared = agreement_table(answers, encode_text(question, {}))
    assert np.isfinite(compared.support).all()
    assert ((compared.support >= 0) & (compared.support <= 1 + 1e-6)).all()
    assert (compared.conflicts == compared.conflicts.T).all()
    parted = clusters(compared, family_weights(["a", "b", "c"]))
    assert sorted(index for group in parted for index in group) == [0, 1, 2]


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_a_text_never_contradicts_itself(text: str) -> None:
    assert not contradicts(text, text)
    assert {conflict.kind for conflict in find_conflicts(text, text)} <= {"opposite"}
    read_values(text)
    is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 10_000,
        "One sentence of some words. " * 2_000,
        "1,000 " * 5_000,
        "." * 50_000,
        "not " * 10_000,
        "🙂" * 20_000,
        "日本語の文。" * 3_000,
        "a" * 100_000,
        "No. " * 5_000,
        "```\n" * 5_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_very_long_text_is_checked_within_seconds(text: str) -> None:
    started = time.process_time()
    built = build_evidence(["The bridge opened in 1936. It has 8 lanes."], {})
    for sentence in encode_answer(text, {}).sentences:
        check_claim(sentence, built)
    is_refusal(text)
    assert time.process_time() - started < 10
