import pytest

from genai_core.domain.consensus.agreement import encode_answer
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.unsupported_ends import without_unsupported_end
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.grounding.support import UNCHECKED, Support
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Verdict

VERDICTS = {
    "+": Verdict.SUPPORTED,
    "~": Verdict.PARTLY,
    "-": Verdict.UNSUPPORTED,
    "!": Verdict.CONTRADICTED,
    "?": Verdict.UNCHECKED,
}


def served(text: str, verdicts: str) -> str:
    encoded = encode_answer(text, {})
    checks = tuple(checked(VERDICTS[sign]) for sign in verdicts)
    assert len(encoded.sentences) == len(checks)
    answer = ModelAnswer(ModelId("a"), "a", ModelStatus.ANSWERED, text)
    member = without_unsupported_end(Member(answer, encoded, checks, 0.5, 0.5))
    assert len(member.checks) == len(member.encoded.sentences)
    return member.encoded.text


def checked(verdict: Verdict) -> Support:
    return UNCHECKED if verdict is Verdict.UNCHECKED else Support(0.5, verdict)


THREE = "Soup is sold. Bread is sold. Cake is sold."


@pytest.mark.parametrize(
    ("verdicts", "kept"),
    [
        ("+++", THREE),
        ("++-", "Soup is sold. Bread is sold."),
        ("+--", "Soup is sold."),
        ("+-+", THREE),
        ("-+-", "Soup is sold. Bread is sold."),
        ("++~", THREE),
        ("++!", THREE),
        ("++?", THREE),
        ("~~-", THREE),
        ("---", THREE),
    ],
)
def test_only_unsupported_prose_after_the_last_other_sentence_is_cut(verdicts: str, kept: str) -> None:
    assert served(THREE, verdicts) == kept


@pytest.mark.parametrize(
    "text",
    [
        "- Soup is sold.\n- Cake is sold.",
        "1. Stop the writer.\n2. Drain the queue.",
        "The price is 4 euros.\n\n## Opening hours\n\nThe shop opens at nine.",
        "Run the command.\n\n```\nqctl drain\n```",
    ],
)
def test_a_list_a_section_and_code_stay_whole(text: str) -> None:
    assert served(text, "+-") == text


def test_a_last_paragraph_is_cut_with_the_empty_line_before_it() -> None:
    assert served("Soup is sold.\n\nCake is sold.", "+-") == "Soup is sold."
