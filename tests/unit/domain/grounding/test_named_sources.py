import pytest

from genai_core.domain.consensus.agreement import encode_answer
from genai_core.domain.grounding.evidence import Evidence, build_evidence
from genai_core.domain.grounding.named_sources import named_sources
from genai_core.domain.grounding.support import Support, check_claims
from genai_core.domain.protocol.outcomes import Verdict

TEXTS = (
    "The season lasts from 12 December to 6 April.",
    "The season lasts from 19 December to 2 April. Sales rose to 1,204 in 1998.",
)
HEADINGS = ("Handbook 2019", "Handbook 2023")


def evidence(question: str = "", headings: tuple[str, ...] = HEADINGS) -> Evidence:
    return build_evidence(TEXTS, {}, question=question, headings=headings)


@pytest.mark.parametrize(
    ("claim", "question", "sources"),
    [
        ("The edition of 2019 says that the season starts on 12 December.", "", (0,)),
        ("The season starts on 12 December.", "When does the season of 2019 start?", (0,)),
        ("In 2023 it starts on 19 December.", "When does the season of 2019 start?", (1,)),
        ("The handbooks of 2019 and 2023 give other dates.", "", ()),
        ("Sales rose in 1998.", "", ()),
        ("The season starts on 12 December.", "When does the season start?", ()),
    ],
)
def test_a_year_of_a_title_names_a_document(claim: str, question: str, sources: tuple[int, ...]) -> None:
    assert named_sources(claim, evidence(question)) == sources


def test_a_number_that_another_text_has_names_no_document() -> None:
    assert named_sources("Sales of 1998.", evidence(headings=("Report 1998", "Report 1999"))) == ()


def checked(claim: str) -> Support:
    sentences = encode_answer(claim, {}).sentences
    return check_claims(sentences, evidence(), lambda pairs: [0.9] * len(pairs))[0]


def test_a_claim_is_checked_against_the_document_that_it_names() -> None:
    right = checked("In the edition of 2023, the season lasts from 19 December to 2 April.")
    assert (right.verdict, right.sentences, right.against) == (Verdict.SUPPORTED, (1,), ())
    wrong = checked("In the edition of 2019, the season lasts from 19 December to 2 April.")
    assert wrong.verdict is Verdict.UNSUPPORTED
