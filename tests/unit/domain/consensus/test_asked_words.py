import pytest

from genai_core.domain.consensus.asked_words import asked_words, key_words
from genai_core.domain.text.encoded_texts import encode_text

SENTENCE = "It was opened by Ada Brown in May 1954 near Leeds."


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was it opened?", {"May", "1954"}),
        ("Who opened it?", {"Ada", "Brown", "Leeds"}),
        ("Was it a success?", set[str]()),
    ],
)
def test_the_words_of_the_kind_asked_for_are_found(question: str, words: set[str]) -> None:
    assert chosen(asked_words(encode_text(SENTENCE, {}), question).tolist()) == words


def test_names_are_the_key_of_a_question_that_names_no_kind() -> None:
    key = key_words(encode_text(SENTENCE, {}), "What about the mill?")
    assert chosen(key.tolist()) == {"Ada", "Brown", "Leeds"}


def chosen(mask: list[bool]) -> set[str]:
    words = encode_text(SENTENCE, {}).words
    return {SENTENCE[word.start : word.end] for word, is_key in zip(words, mask, strict=True) if is_key}
