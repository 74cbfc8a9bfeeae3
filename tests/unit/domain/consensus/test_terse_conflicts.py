import pytest

from genai_core.domain.consensus.agreement import agreement_table, encode_answer
from genai_core.domain.consensus.terse_conflicts import answer_conflicts
from genai_core.domain.text.encoded_texts import encode_text

QUESTION = "Until when is the lift closed?"


@pytest.mark.parametrize(
    ("claim", "other", "conflicts"),
    [
        ("The lift is closed until 3 May.", "Until 3 May.", False),
        ("Until 17:30.", "It is closed until 17:30.", False),
        ("The lift is closed until 3 May.", "Until 4 May.", True),
        ("The lift is closed until 3 May.", "The lift is open until 3 May.", True),
    ],
)
def test_a_terse_answer_means_the_verb_of_the_question(claim: str, other: str, *, conflicts: bool) -> None:
    assert bool(answer_conflicts(claim, other, question=QUESTION)) is conflicts


@pytest.mark.parametrize(
    ("question", "answers", "agree"),
    [
        ("Is rye sold on Mondays?", ("No, no rye is sold.", "Rye is not sold on Mondays."), True),
        ("Is rye sold on Mondays?", ("No, rye isn't sold.", "No."), True),
        ("Is rye sold on Mondays?", ("No, no rye is sold.", "Rye is sold on Mondays."), False),
        (
            "Wird Roggen verkauft?",
            ("Nein, Roggen wird nicht verkauft.", "Es wird kein Roggen verkauft."),
            True,
        ),
    ],
)
def test_two_denials_agree_whatever_words_deny(
    question: str, answers: tuple[str, str], *, agree: bool
) -> None:
    table = agreement_table([encode_answer(text, {}) for text in answers], encode_text(question, {}))
    assert bool(table.agree(0, 1)) is agree
