from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.retrieval.lexical import (
    MAX_QUESTION_WORDS,
    PAIR_WEIGHT,
    PHRASE_WEIGHT,
    LexicalAnalyser,
)

ANALYSER = LexicalAnalyser(stem=lambda word: word.removesuffix("s"))


def test_stop_words_and_question_words_are_left_out():
    assert ANALYSER.weigh("What is the size of the volumes?") == {
        "size": 1.0,
        "volume": 1.0,
        "size volume": PAIR_WEIGHT,
    }


def test_length_counts_stems_and_neither_pairs_nor_identifiers():
    counts, length = ANALYSER.count("Start ml.g5.xlarge instances")
    assert length == 5
    assert counts["ml g5"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "ml.g5.xlarge",
        "ABC-1234",
        "0x80070005",
        "E_FAIL",
        "sts:AssumeRole",
        "v1.2.3",
        "C++",
        "C#",
        "a@b.org",
        "s3://x/y_z",
    ],
)
def test_identifiers_are_found_as_they_are_written(name):
    in_text, _ = ANALYSER.count(f"Use ({name}), or not.")
    asked = ANALYSER.weigh(f"how do I use {name.lower()}?")
    whole = [term for term in asked if term.startswith("=")] or [name.lower()]
    assert any(term in in_text for term in whole)


def test_hyphenated_words_are_not_identifiers():
    counts, _ = ANALYSER.count("state-of-the-art and and/or")
    assert not [term for term in counts if term.startswith("=")]


def test_quoted_words_weigh_more_as_a_phrase():
    weights = ANALYSER.weigh('where does "login denied" appear')
    assert weights["login denied"] == PHRASE_WEIGHT
    assert weights["denied appear"] == PAIR_WEIGHT
    assert ANALYSER.weigh("“timeout” of queues")["timeout"] == PHRASE_WEIGHT


def test_accents_case_width_and_possessives_do_not_matter():
    assert set(ANALYSER.weigh("CURAÇAO’s Ｆｕｌｌ")) == {"curacao", "full", "curacao full"}


def test_scripts_without_spaces_are_cut_into_characters_and_their_pairs():
    assert set(ANALYSER.weigh("東京都")) == {"東", "京", "都", "東 京", "京 都"}


@pytest.mark.parametrize("question", ["", "   ", "what is the", "🙂🙂", "%%% ''' --", "\x00", '"" ""'])
def test_a_question_without_words_has_no_terms(question):
    assert ANALYSER.weigh(question) == {}


def test_the_terms_of_a_long_question_are_bounded():
    weights = ANALYSER.weigh(" ".join(f"word{number}x" for number in range(10_000)))
    assert len(weights) <= 2 * MAX_QUESTION_WORDS


@given(st.text(max_size=300))
def test_any_text_can_be_counted_and_asked(text):
    counts, length = ANALYSER.count(text)
    assert sum(1 for term in counts if " " not in term and not term.startswith("=")) <= length
    # A question finds the text it is equal to, unless its words were cut off.
    if length <= 20:
        assert {term for term in ANALYSER.weigh(text) if " " not in term} <= set(counts)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("ปริมาณน้ำฝน", "ปริมาณน้ำฝนในเชียงใหม่ปีนี้สูงมาก", "ประชากรของกรุงเทพมหานครเพิ่มขึ้น"),
        ("ແມ່ນ້ຳຂອງ", "ແມ່ນ້ຳຂອງໄຫຼຜ່ານນະຄອນຫຼວງ", "ນັກຮຽນໄປໂຮງຮຽນທຸກມື້"),
        ("ភ្នំពេញ", "រាជធានីភ្នំពេញមានប្រជាជនច្រើន", "សិស្សទៅសាលារៀនរាល់ថ្ងៃ"),
    ],
)
def test_scripts_of_letters_without_spaces_are_compared_by_letters_and_their_pairs(
    question: str, right: str, wrong: str
) -> None:
    weights = ANALYSER.weigh(question)
    assert any(" " in term for term in weights)
    shared = [sum(weights.get(term, 0.0) for term in ANALYSER.count(text)[0]) for text in (right, wrong)]
    assert shared[0] == sum(weights.values())
    assert shared[1] < shared[0] / 2
