"""How similarity, facts and a verifier give the score and the verdict."""

from dataclasses import replace

import pytest

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.grounding.verdicts import (
    UNDECIDED,
    Findings,
    can_be_decided,
    score_of,
    verdict_of,
)
from genai_core.domain.protocol.outcomes import Verdict

CLEAR = Findings(0.9, 0.9)
LACKS_A_WORD = Findings(0.8, 0.8, missing=("housing",))
LACKS_A_NAME = Findings(0.85, 0.8, conflicts=(Conflict("name", "Geneva"),))
LEAVES_ROLES_OPEN = Findings(0.95, 0.95, conflicts=(Conflict("role", "reviewed"),))
DENIED = Findings(0.95, 0.7, conflicts=(Conflict("negation", "not", "never"),))
PERMITTED = Findings(0.95, 0.7, conflicts=(Conflict("modality", "may", "must"),))
IN_ONE_SENTENCE = Findings(0.9, 0.9, is_contained=True)
EXCLUDED = Findings(0.95, 0.8, conflicts=(Conflict("number", "6", "8"),))
WORD_FOR_WORD = Findings(1.0, 1.0, is_verbatim=True)
IN_ANOTHER_ORDER = Findings(0.8, 0.8, is_restated=True)
TERSE = Findings(0.95, 0.95, is_terse=True, is_contained=True)
IN_GERMAN = Findings(0.6, 0.6, translated=0.6)


@pytest.mark.parametrize("findings", [CLEAR, LACKS_A_WORD, LACKS_A_NAME, LEAVES_ROLES_OPEN, EXCLUDED])
def test_the_more_probable_a_claim_the_higher_its_score(findings: Findings) -> None:
    scores = [score_of(findings, probability) for probability in (0.0, 0.03, 0.3, 0.5, 0.8, 0.97, 1.0)]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
    assert all(0 < score < 1 for score in scores)
    assert score_of(findings, UNDECIDED) == score_of(findings)


@pytest.mark.parametrize(
    ("findings", "probability", "verdict"),
    [
        (CLEAR, None, Verdict.SUPPORTED),
        (CLEAR, UNDECIDED, Verdict.SUPPORTED),
        (CLEAR, 0.3, Verdict.SUPPORTED),
        (CLEAR, 0.25, Verdict.PARTLY),
        (CLEAR, 0.03, Verdict.PARTLY),
        (replace(CLEAR, is_renoted=True), 0.03, Verdict.SUPPORTED),
        (replace(LACKS_A_WORD, is_renoted=True), 0.03, Verdict.UNSUPPORTED),
        (CLEAR, 0.0, Verdict.UNSUPPORTED),
        (Findings(0.6, 0.6), 0.03, Verdict.UNSUPPORTED),
        (TERSE, None, Verdict.SUPPORTED),
        (TERSE, UNDECIDED, Verdict.SUPPORTED),
        (TERSE, 0.35, Verdict.SUPPORTED),
        (TERSE, 0.25, Verdict.PARTLY),
        (LACKS_A_WORD, None, Verdict.UNCHECKED),
        (LACKS_A_WORD, UNDECIDED, Verdict.UNCHECKED),
        (LACKS_A_WORD, 0.3, Verdict.SUPPORTED),
        (LACKS_A_WORD, 0.25, Verdict.PARTLY),
        (LACKS_A_WORD, 0.03, Verdict.UNSUPPORTED),
        (LACKS_A_NAME, None, Verdict.UNCHECKED),
        (LACKS_A_NAME, 0.4, Verdict.SUPPORTED),
        (LACKS_A_NAME, 0.03, Verdict.UNSUPPORTED),
        (LEAVES_ROLES_OPEN, None, Verdict.UNCHECKED),
        (LEAVES_ROLES_OPEN, 0.7, Verdict.PARTLY),
        (LEAVES_ROLES_OPEN, 0.9, Verdict.SUPPORTED),
        (DENIED, 1.0, Verdict.CONTRADICTED),
        (PERMITTED, None, Verdict.CONTRADICTED),
        (PERMITTED, UNDECIDED, Verdict.CONTRADICTED),
        (PERMITTED, 0.7, Verdict.CONTRADICTED),
        (PERMITTED, 0.8, Verdict.SUPPORTED),
        (
            replace(PERMITTED, conflicts=(*PERMITTED.conflicts, *EXCLUDED.conflicts)),
            1.0,
            Verdict.CONTRADICTED,
        ),
        (replace(PERMITTED, translated=0.9), 1.0, Verdict.CONTRADICTED),
        (IN_ONE_SENTENCE, None, Verdict.SUPPORTED),
        (IN_ONE_SENTENCE, 0.1, Verdict.SUPPORTED),
        (IN_ONE_SENTENCE, 0.05, Verdict.PARTLY),
        (EXCLUDED, None, Verdict.CONTRADICTED),
        (EXCLUDED, 1.0, Verdict.CONTRADICTED),
        (WORD_FOR_WORD, 0.0, Verdict.SUPPORTED),
        (IN_ANOTHER_ORDER, 0.03, Verdict.SUPPORTED),
        (IN_GERMAN, None, Verdict.UNCHECKED),
        (IN_GERMAN, UNDECIDED, Verdict.UNCHECKED),
        (IN_GERMAN, 0.9, Verdict.SUPPORTED),
        (IN_GERMAN, 0.4, Verdict.PARTLY),
        (Findings(0.3, 0.3), None, Verdict.UNSUPPORTED),
        (Findings(0.3, 0.3), 0.7, Verdict.UNSUPPORTED),
        (Findings(0.3, 0.3), 0.8, Verdict.SUPPORTED),
        (Findings(0.1, 0.1), 1.0, Verdict.UNSUPPORTED),
    ],
)
def test_facts_decide_what_they_can_and_a_verifier_the_rest(
    findings: Findings, probability: float | None, verdict: Verdict
) -> None:
    assert verdict_of(findings, probability) is verdict


def test_a_score_never_contradicts_certain_facts() -> None:
    assert score_of(WORD_FOR_WORD, 0.0) == 1.0
    assert (
        0.5 == score_of(IN_ANOTHER_ORDER, 0.0) < score_of(IN_ANOTHER_ORDER) < score_of(IN_ANOTHER_ORDER, 0.9)
    )


def test_no_verifier_is_needed_for_what_facts_have_decided() -> None:
    assert can_be_decided(CLEAR)
    assert can_be_decided(LACKS_A_WORD)
    assert not can_be_decided(EXCLUDED)
    assert not can_be_decided(WORD_FOR_WORD)
    assert can_be_decided(PERMITTED)
    assert not can_be_decided(DENIED)
    assert not can_be_decided(Findings(0.1, 0.1))
