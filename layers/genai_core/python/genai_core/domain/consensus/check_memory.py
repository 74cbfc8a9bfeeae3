"""Remember what was checked for one question and its passages: each answer that arrives repeats the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from genai_core.domain.consensus.agreement import PairAgreement
from genai_core.domain.consensus.members import Member, PendingMember
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.grounding.evidence import Evidence


@dataclass(slots=True)
class CheckMemory:
    """The parts of earlier checks of one question; its passages and their vectors are always the same.

    Attributes:
        evidence: By whether the question counts as a yes-or-no question, which an answer can show.
        members: By that and by the answer's text. pairs: By the texts of two answers.
        lock: Held during a check, so that a second one waits and then finds the parts of the first.
    """

    evidence: dict[bool, Evidence] = field(default_factory=dict[bool, Evidence])
    members: dict[tuple[bool, str], Member] = field(default_factory=dict[tuple[bool, str], Member])
    pairs: dict[tuple[str, str], PairAgreement] = field(default_factory=dict[tuple[str, str], PairAgreement])
    lock: Lock = field(default_factory=Lock, repr=False)

    def evidence_for(self, *, asks_whether: bool, build: Callable[[], Evidence]) -> Evidence:
        """Returns the evidence, built at the first call."""
        if asks_whether not in self.evidence:
            self.evidence[asks_whether] = build()
        return self.evidence[asks_whether]

    def pending(
        self, answer: ModelAnswer, evidence: Evidence, begin: Callable[[], PendingMember]
    ) -> PendingMember:
        """Returns an answer's check, which begins now if there was none yet."""
        key = (evidence.asks_whether, answer.text)
        known = self.members.get(key)
        if known is not None:
            member = replace(known, answer=answer)
            return PendingMember(member.encoded, lambda: member)
        pending = begin()

        def wait() -> Member:
            self.members[key] = member = pending.wait()
            return member

        return PendingMember(pending.encoded, wait)
