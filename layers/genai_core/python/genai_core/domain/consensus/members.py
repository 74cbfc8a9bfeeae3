"""Check one model's answer against the passages: a member of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from genai_core.domain.consensus.agreement import EncodedAnswer, encode_answer
from genai_core.domain.consensus.refusals import refusal_kind
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.grounding.support import UNCHECKED, Support, begin_check
from genai_core.domain.grounding.verdicts import BeginVerify, Verify, at_once
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.encoded_texts import Vectors

SERVABLE_SHARE = 0.5
"""Minimum share of an answer's words in supported sentences; partly supported ones count half."""
NEARLY_SUPPORTED = 0.75
"""Minimum score of a partly supported sentence that is served without a supported one."""
_CREDIT = {
    Verdict.SUPPORTED: 1.0,
    Verdict.PARTLY: 0.5,
    Verdict.UNCHECKED: 0.5,
    Verdict.UNSUPPORTED: 0.0,
    Verdict.CONTRADICTED: 0.0,
}


@dataclass(frozen=True, eq=False)
class Member:
    """One model's usable answer with its checks.

    Attributes:
        checks: One for each sentence of the answer.
        grounded: 0 to 1, mean score of its sentences weighted by length.
        credit: 0 to 1, share of its words in supported sentences, where partly supported ones count half.
        supported_share: 0 to 1, the same without partly supported ones.
    """

    answer: ModelAnswer
    encoded: EncodedAnswer
    checks: tuple[Support, ...]
    grounded: float
    credit: float
    supported_share: float = 0.0

    @property
    def is_servable(self) -> bool:
        return self.credit >= SERVABLE_SHARE

    @property
    def is_without_support(self) -> bool:
        """True if no sentence is supported or nearly so, and none may be so that could not be checked."""
        return not any(
            check.verdict is Verdict.SUPPORTED or _may_be_supported(check) for check in self.checks
        )

    @property
    def is_mostly_supported(self) -> bool:
        """True if sentences that are supported, not just partly, have most of its words."""
        return self.supported_share >= SERVABLE_SHARE

    @property
    def is_contradicted(self) -> bool:
        return any(check.verdict is Verdict.CONTRADICTED for check in self.checks)


class PendingMember(NamedTuple):
    """An answer whose check has begun; `wait` returns it with its checks."""

    encoded: EncodedAnswer
    wait: Callable[[], Member]


def _may_be_supported(check: Support) -> bool:
    """True for a sentence that could not be checked, or that is supported nearly in full.

    False if the evidence is known to lack one of its facts.
    """
    if check.verdict is Verdict.PARTLY:
        return check.score >= NEARLY_SUPPORTED and not check.missing
    is_unchecked = check.verdict is Verdict.UNCHECKED
    return is_unchecked and (check.awaits_verifier or not (check.missing or check.conflicts))


def check_member(
    answer: ModelAnswer, evidence: Evidence, vectors: Vectors, verify: Verify | None = None
) -> Member:
    """Returns an answer with each of its sentences checked; without sentences it has no checks.

    A sentence that says what the documents lack is not a claim: it is not checked, and does not count.
    """
    return begin_member(answer, evidence, vectors, at_once(verify)).wait()


def begin_member(
    answer: ModelAnswer, evidence: Evidence, vectors: Vectors, verify: BeginVerify | None = None
) -> PendingMember:
    """Compares an answer with the evidence and begins to verify it; `check_member` also waits for the end."""
    encoded = encode_answer(answer.text, vectors)
    if not encoded.sentences:
        return PendingMember(encoded, lambda: Member(answer, encoded, (), 0.0, 0.0))
    lacking = [refusal_kind(sentence.text) is not None for sentence in encoded.sentences]
    if all(lacking):
        lacking = [False] * len(lacking)
    stated = [sentence for sentence, lacks in zip(encoded.sentences, lacking, strict=True) if not lacks]
    wait = begin_check(stated, evidence, verify)

    def finished() -> Member:
        stated_checks = iter(wait())
        return _member(
            answer, encoded, [UNCHECKED if lacks else next(stated_checks) for lacks in lacking], lacking
        )

    return PendingMember(encoded, finished)


def _member(
    answer: ModelAnswer, encoded: EncodedAnswer, checks: Sequence[Support], lacking: Sequence[bool]
) -> Member:
    lengths = [
        0 if lacks else max(1, len(sentence.words))
        for sentence, lacks in zip(encoded.sentences, lacking, strict=True)
    ]
    are_supported = [check.verdict is Verdict.SUPPORTED for check in checks]
    return Member(
        answer,
        encoded,
        tuple(checks),
        grounded=float(np.average([check.score for check in checks], weights=lengths)),
        credit=float(np.average([_CREDIT[check.verdict] for check in checks], weights=lengths)),
        supported_share=float(np.average(are_supported, weights=lengths)),
    )
