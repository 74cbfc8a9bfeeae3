import pytest

from genai_core.domain.consensus.restated_questions import only_restates


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who founded the company?", "The company was founded."),
        ("When did the revolution begin in the United States?", "The revolution began in the United States."),
        ('Who sang "Blue Moon"?', 'They sang "Blue Moon".'),
        ("What is the capital of France?", "The capital of France."),
    ],
)
def test_the_question_as_a_statement_is_no_answer(question: str, text: str) -> None:
    assert only_restates(text, question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the most common blood type in Sweden?", "The most common blood type in Sweden is A+."),
        (
            "Who was defeated in the French and Indian War?",
            "The French were defeated in the French and Indian War.",
        ),
        ("What is the second most common word?", 'The second most common word is "of."'),
        ("What is Harrison Ford's real name?", "Harrison Ford's real name is Harrison Ford."),
        ("Which album contained 22?", "The album that contained 22 is \"It's Not Me, It's You\"."),
        ("Is the shop open?", "The shop is open."),
    ],
)
def test_an_answer_of_common_words_is_an_answer(question: str, text: str) -> None:
    assert not only_restates(text, question)
