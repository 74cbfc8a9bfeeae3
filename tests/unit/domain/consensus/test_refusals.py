import pytest

from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT, is_refusal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        NOT_FOUND_TEXT,
        "not found",
        "I don't know.",
        "I’m sorry, but I couldn’t find any information about it.",
        "The passages do not contain the answer.",
        "Unfortunately, there is not enough information to answer. Please provide more context.",
        "As an AI language model, I cannot answer this.",
        "In den Dokumenten nicht gefunden.",
    ],
)
def test_these_are_refusals(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "1969",
        "No.",
        "He did not know the answer and left the stage in 1931.",
        "The museum is not open on Mondays.",
        "I do not have real-time data, but as of 2018 the tallest building is the Burj Khalifa.",
        "I could not find the exact date. However, the treaty was signed in 1648.",
    ],
)
def test_these_answer(text: str) -> None:
    assert not is_refusal(text)
