"""What a verifier is shown, and of which claims it is asked."""

from collections.abc import Sequence

import numpy as np

from genai_core.domain.grounding.evidence import Evidence, build_evidence
from genai_core.domain.grounding.support import MAX_ASKED, MIN_ASKED, check_claims
from genai_core.domain.grounding.verifier_evidence import MOST_WORDS, verifier_evidence
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.encoded_texts import encode_text

TEXTS = (
    "The station opened in May. It has two platforms. The roof is of glass. Trains leave every hour.",
    "Tickets are sold online. Dogs travel free.",
)


def shown(likeness: Sequence[float], cited: Sequence[int], evidence: Evidence) -> list[str]:
    return verifier_evidence(np.array(likeness), cited, evidence).split("\n")


def test_the_nearest_sentences_are_shown_with_their_neighbours_in_order() -> None:
    evidence = build_evidence(TEXTS, {})
    assert shown([0.9, 0.1, 0.1, 0.1, 0.8, 0.7], (0,), evidence) == [
        "The station opened in May.",
        "It has two platforms.",
        "Tickets are sold online.",
        "Dogs travel free.",
    ]


def test_each_text_stands_under_its_heading() -> None:
    evidence = build_evidence(TEXTS, {}, headings=["Northam", ""])
    assert shown([0.1, 0.1, 0.1, 0.9, 0.8, 0.1], (3,), evidence)[0] == "Northam"
    assert "Northam" not in shown([0, 0, 0, 0, 0.9, 0.8], (4,), build_evidence(TEXTS, {}))


def test_what_supports_a_claim_is_shown_however_long_and_the_rest_within_the_limit() -> None:
    endless = "It is " + " ".join(["word"] * MOST_WORDS) + "."
    evidence = build_evidence(["A short one. " + endless + " Another short one."], {})
    assert shown([0.5, 0.9, 0.4], (1,), evidence) == [endless]
    assert shown([0.9, 0.8, 0.4], (0,), evidence) == ["A short one.", "Another short one."]


class Asked(list[tuple[str, str]]):
    """Finds everything probable, and keeps what it was asked."""

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.extend(pairs)
        return [0.9] * len(pairs)


def test_only_so_many_claims_of_an_answer_are_verified() -> None:
    evidence = build_evidence(["The old bridge was opened by the mayor in spring. It is near the port."], {})
    claims = [
        encode_text(f"In spring the old bridge near the port was opened by the mayor {n * 'and '}.", {})
        for n in range(20)
    ]
    asked = Asked()
    supports = check_claims(claims, evidence, asked)
    assert len(asked) == MAX_ASKED
    assert all(support.verdict is Verdict.SUPPORTED for support in supports)


def test_claims_that_facts_have_decided_are_asked_about_only_while_there_is_room() -> None:
    evidence = build_evidence(["The old bridge was opened in 1936 by the mayor."], {})
    barred = [
        encode_text(f"The old bridge was opened in {year} by the mayor.", {}) for year in range(1950, 1960)
    ]
    asked = Asked()
    supports = check_claims(barred, evidence, asked)
    assert len(asked) == MIN_ASKED
    assert {support.verdict for support in supports} == {Verdict.CONTRADICTED}
    open_claims = [
        encode_text(f"The old stone bridge was opened in 1936 by the mayor {n * 'and '}.", {})
        for n in range(3)
    ]
    asked.clear()
    check_claims([*barred, *open_claims], evidence, asked)
    assert {claim for claim, _ in asked} == {claim.text for claim in open_claims}


def test_what_has_nothing_to_do_with_the_evidence_is_not_asked_about() -> None:
    asked = Asked()
    evidence = build_evidence(TEXTS, {})
    (support,) = check_claims([encode_text("Elephants sleep standing up.", {})], evidence, asked)
    assert not asked
    assert support.verdict is Verdict.UNSUPPORTED
    assert support.score < 0.2
