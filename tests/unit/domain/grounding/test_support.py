import pytest

from genai_core.domain.grounding.evidence import build_evidence
from genai_core.domain.grounding.support import Support, check_claim
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.encoded_texts import encode_text

BRIDGE = (
    "The old bridge was opened in 1936 by the mayor. It carries eight lanes of traffic.",
    "The tunnel below the river is closed at night. Cyclists may not use it.",
)


def check(claim: str, *evidence: str, question: str = "") -> Support:
    return check_claim(encode_text(claim, {}), build_evidence(evidence or BRIDGE, {}, question=question))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The old bridge was opened in 1936 by the mayor.", Verdict.SUPPORTED),
        ("It was the mayor who opened the bridge, in 1936.", Verdict.SUPPORTED),
        ("The old bridge was opened in 1963 by the mayor.", Verdict.CONTRADICTED),
        ("The old bridge carries six lanes of traffic.", Verdict.CONTRADICTED),
        ("The old bridge was not opened in 1936 by the mayor.", Verdict.CONTRADICTED),
        ("The tunnel below the river is open at night.", Verdict.CONTRADICTED),
        ("Elephants sleep standing up.", Verdict.UNSUPPORTED),
    ],
)
def test_a_claim_is_judged_by_words_and_facts(claim: str, verdict: Verdict) -> None:
    assert check(claim).verdict is verdict


def test_the_supporting_span_is_the_sentence_that_supports_the_claim() -> None:
    evidence = build_evidence(BRIDGE, {})
    support = check_claim(encode_text("Cyclists may not use the tunnel.", {}), evidence)
    cited = [evidence.sentences[index] for index in support.sentences]
    assert cited[0].encoded.text == "Cyclists may not use it."
    assert all(BRIDGE[span.source][span.start : span.end] == span.encoded.text for span in cited)


def test_a_second_sentence_is_cited_only_where_it_adds_something() -> None:
    both = "The bridge was opened in 1936 and carries eight lanes of traffic."
    assert len(check(both).sentences) == 2
    assert len(check("It carries eight lanes of traffic.").sentences) == 1


def test_no_evidence_and_an_empty_claim_are_unsupported() -> None:
    assert check_claim(encode_text("Anything.", {}), build_evidence((), {})).verdict is Verdict.UNSUPPORTED
    assert check("...").score == 0.0


def test_a_number_that_other_evidence_has_counts_less_than_one_that_none_has() -> None:
    text = ("The fee is paid by all members of the club every year.", "The fee is 40 euros.")
    assert check("The fee is 40 euros, paid every year.", *text).verdict is Verdict.SUPPORTED
    assert check("The fee is 50 euros, paid every year.", *text).verdict is not Verdict.SUPPORTED


def test_a_name_absent_from_all_evidence_bars_supported_unless_the_question_gives_it() -> None:
    claim = "The old bridge was opened in 1936 by mayor Ada Brown."
    assert check(claim).verdict is not Verdict.SUPPORTED
    assert check(claim, question="Who was Ada Brown?").verdict is Verdict.SUPPORTED


def test_evidence_that_contradicts_itself_is_reported_beside_the_support() -> None:
    support = check("The bridge opened in 1936.", "The bridge opened in 1936.", "The bridge opened in 1957.")
    assert support.verdict is Verdict.SUPPORTED
    assert support.against == (1,)
    lift = "The lift of the other house holds 30 people and was built later."
    assert check("Room 1 holds 20 people.", "Room 1 holds 20 people.", lift).against == ()
