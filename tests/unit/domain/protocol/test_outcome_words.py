"""Every outcome, verdict, stance, status and fate has words of its own."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

import pytest

from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcome_words import (
    FATE_WORDS,
    OUTCOME_WORDS,
    PARTLY_SUPPORTED_WORDS,
    STANCE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    Words,
    answer_words,
)
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, ProvisionalFate, Stance, Verdict
from tests.unit.domain.protocol.examples import WHOLE

TABLES = [
    (OUTCOME_WORDS, Outcome),
    (PARTLY_SUPPORTED_WORDS, Outcome),
    (VERDICT_WORDS, Verdict),
    (STANCE_WORDS, Stance),
    (STATUS_WORDS, ModelStatus),
    (FATE_WORDS, ProvisionalFate),
]


@pytest.mark.parametrize(("table", "kind"), TABLES)
def test_each_member_has_a_short_label_and_a_whole_sentence(
    table: Mapping[Enum, Words], kind: type[Enum]
) -> None:
    assert list(table) == list(kind)
    for words in table.values():
        assert 0 < len(words.label) <= 32
        assert words.sentence[0].isupper()
        assert words.sentence.endswith(".")


@pytest.mark.parametrize(("table", "kind"), TABLES)
def test_no_two_members_read_alike(table: Mapping[Enum, Words], kind: type[Enum]) -> None:
    assert len({words.label for words in table.values()}) == len(kind)
    assert len({words.sentence for words in table.values()}) == len(kind)


def answer(outcome: Outcome, *verdicts: Verdict) -> Done:
    (sentence, *_) = WHOLE.sentences
    return replace(
        WHOLE, outcome=outcome, sentences=tuple(replace(sentence, verdict=verdict) for verdict in verdicts)
    )


@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.SINGLE, Outcome.DISPUTED])
def test_an_answer_is_called_supported_only_if_all_its_sentences_are(outcome: Outcome) -> None:
    supported, *others = Verdict
    assert answer_words(answer(outcome, supported, supported)) == OUTCOME_WORDS[outcome]
    for verdict in others:
        assert "at most in part" in answer_words(answer(outcome, supported, verdict)).sentence


def test_an_outcome_that_claims_no_support_keeps_its_words() -> None:
    refused = answer(Outcome.NOT_SUPPORTED, Verdict.UNSUPPORTED)
    assert answer_words(refused) == OUTCOME_WORDS[Outcome.NOT_SUPPORTED]
