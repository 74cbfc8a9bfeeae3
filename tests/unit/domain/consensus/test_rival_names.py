import pytest

from genai_core.domain.consensus.rival_names import rival_name
from genai_core.domain.text.encoded_texts import encode_text

WHO = "Who was the first director of the observatory?"
WINTER = "The first director was Karl Winter."


def rival(claim: str, sentence: str, question: str = WHO) -> str:
    return rival_name(encode_text(claim, {}), encode_text(sentence, {}), encode_text(question, {}))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("The first director was Emil Brandt.", "Emil Brandt"), ("Emil Brandt.", "Emil Brandt")],
)
def test_another_person_is_a_rival(sentence: str, name: str) -> None:
    assert rival(WINTER, sentence) == name


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The first director was Mr Winter.", WHO),
        ("Emil Brandt paid for the large telescope and its dome.", WHO),
        ("The first director was Emil Brandt.", "Who were the first directors of the observatory?"),
        ("The first director was Emil Brandt.", "When was the observatory built?"),
        ("The first director is not named.", WHO),
    ],
)
def test_the_same_person_another_subject_and_questions_for_several_are_no_rivals(
    sentence: str, question: str
) -> None:
    assert rival(WINTER, sentence, question) == ""
