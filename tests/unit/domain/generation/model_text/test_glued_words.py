import pytest

from genai_core.domain.generation.model_text.citation_marks import remove_citation_marks, separate_glued

GIVEN = "It was filmed in Antarctica by Norah Jones. In 1997 there were 27 episodes. Model A12 and MP3 files."


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("It was filmed in Antarctica1.", "It was filmed in Antarctica."),
        ("sung byNorah Jones12.", "sung by Norah Jones."),
        ("banned in19971. It has27 episodes2.", "banned in 1997. It has 27 episodes."),
    ],
)
def test_marks_and_words_that_lost_their_space_are_parted(text: str, parted: str) -> None:
    assert separate_glued(text, 5, GIVEN) == parted


@pytest.mark.parametrize(
    "text", ["Windows11.", "Antarctica7.", "MP3 and model A12.", "It costs 19984.", "an iPhone", "H2O"]
)
def test_what_the_given_text_does_not_explain_stays(text: str) -> None:
    assert separate_glued(text, 5, GIVEN) == text


def test_code_stays() -> None:
    assert remove_citation_marks("`byNorah` in Antarctica1.", 5, GIVEN) == "`byNorah` in Antarctica."
