"""Determine each model's stance on a claim: the same, another value, a denial, or nothing.

Two sentences are compared if either covers most of the other, so that "Within 5 minutes." is compared with
"The first responder acknowledges a page within 15 minutes." A sentence that names something else, such as
another row of a table, is about something else and takes no stance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.rival_names import rival_name
from genai_core.domain.consensus.terse_conflicts import answer_conflicts
from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Stance, Verdict
from genai_core.domain.text.encoded_texts import EncodedText, encode_text
from genai_core.domain.text.terse_answers import spelt_out

NO_QUESTION = encode_text("", {})
SAME_CLAIM = 0.6
"""Minimum coverage at which another answer says the same as a sentence."""
SAME_SUBJECT = 0.45
"""Minimum coverage at which two sentences have the same subject, so that a differing fact is a dispute."""
MAX_SENTENCES = 60
"""Maximum sentences of one answer that are compared with a claim; bounds the work for long answers."""
_DENYING = frozenset(("negation", "opposite", "quantifier", "modality", "condition", "exception"))


class ModelPosition(NamedTuple):
    """One model's stance on a claim.

    Attributes:
        value: Its own value if it says otherwise.
        words: Its sentence about the claim; empty if it takes no stance.
    """

    stance: Stance
    value: str = ""
    words: str = ""

    @property
    def is_contradiction(self) -> bool:
        return self.stance in (Stance.SAYS_OTHERWISE, Stance.DENIES)


SILENT = ModelPosition(Stance.SILENT)


class Sides(NamedTuple):
    """The models for and against a claim, in the order of the comparison."""

    supporters: tuple[ModelId, ...]
    contradictors: tuple[ModelId, ...]


@dataclass(frozen=True, eq=False)
class Positions:
    """The position of each member on each claim; each pair is compared once and cached."""

    comparison: Comparison
    _known: dict[tuple[Member, EncodedText], ModelPosition] = field(
        default_factory=dict[tuple[Member, EncodedText], ModelPosition]
    )

    def of(self, member: Member, claim: EncodedText) -> ModelPosition:
        """Returns one model's position on a claim."""
        if (member, claim) not in self._known:
            self._known[member, claim] = _position(member, claim, self.comparison.question)
        return self._known[member, claim]

    def sides(self, claim: EncodedText, *, own: ModelId | None) -> Sides:
        """Returns the members that also make the claim and those that contradict it.

        Args:
            own: The model that made the claim, which is left out; None if no member made it.
        """
        others = [other for other in self.comparison.members if other.answer.model_id != own]
        positions = {other.answer.model_id: self.of(other, claim) for other in others}
        return Sides(
            tuple(name for name, position in positions.items() if position.stance is Stance.SAYS),
            tuple(name for name, position in positions.items() if position.is_contradiction),
        )


def _position(member: Member, claim: EncodedText, question: EncodedText) -> ModelPosition:
    """Compares a claim with a model's sentences on the same subject.

    A model that makes the claim in one sentence and contradicts it in another, as the documents do, supports
    it. Another name counts only if the documents do not support it: they may name two persons.
    """
    sentences = member.encoded.sentences[:MAX_SENTENCES]
    about = [sentence for sentence in sentences if _is_same_subject(claim, sentence)]
    rivals = [
        (sentence, rival) for sentence in about if (rival := _rival(claim.text, sentence.text, question.text))
    ]
    contested = {sentence.text for sentence, _ in rivals}
    agreeing = [sentence for sentence in about if sentence.text not in contested]
    if agreeing and coverage(claim, EncodedAnswer("", tuple(agreeing)), question) >= SAME_CLAIM:
        return ModelPosition(Stance.SAYS, words=agreeing[0].text)
    if rivals:
        sentence, rival = rivals[0]
        stance = Stance.DENIES if rival.kind in _DENYING else Stance.SAYS_OTHERWISE
        return ModelPosition(stance, rival.evidence, sentence.text)
    for sentence in _unsupported(member):
        if name := rival_name(claim, sentence, question):
            return ModelPosition(Stance.SAYS_OTHERWISE, name, sentence.text)
    if coverage(claim, member.encoded, question) >= SAME_CLAIM:
        return ModelPosition(Stance.SAYS, words=(about or sentences)[0].text)
    return SILENT


def _unsupported(member: Member) -> list[EncodedText]:
    pairs = zip(member.encoded.sentences[:MAX_SENTENCES], member.checks, strict=False)
    return [sentence for sentence, check in pairs if check.verdict is not Verdict.SUPPORTED]


def _is_same_subject(first: EncodedText, second: EncodedText) -> bool:
    shared = max(
        coverage(first, EncodedAnswer("", (second,)), NO_QUESTION),
        coverage(second, EncodedAnswer("", (first,)), NO_QUESTION),
    )
    return shared >= SAME_SUBJECT


def _rival(claim: str, sentence: str, question: str) -> Conflict | None:
    """Returns the fact in which a sentence contradicts the claim; None if they name different things."""
    if claim == sentence:
        return None
    against = answer_conflicts(claim, sentence, question=question)
    back = answer_conflicts(sentence, claim, question=question)
    if any(conflict.is_mandatory for conflict in against) and not back:
        back = find_conflicts(spelt_out(sentence, question), claim, asked=question)
    if any(conflict.kind == "name" for conflict in against) and any(
        conflict.kind == "name" for conflict in back
    ):
        return None
    if not any(conflict.is_mandatory for conflict in back):
        return None  # the claim only says less: "180 m in 2024" and "120 m in 2021, 180 m in 2024"
    return next((conflict for conflict in against if conflict.is_mandatory and conflict.evidence), None)
