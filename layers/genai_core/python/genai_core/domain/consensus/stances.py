"""What each model says about one claim: the same, another value, that it is not so, or nothing.

Two sentences are compared if either says most of the other, so that "Within 5 minutes." is set against
"The first responder acknowledges a page within 15 minutes." A sentence that names something else, such as
another row of a table, is about something else and says nothing of the claim.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Stance
from genai_core.domain.text.encoded_texts import EncodedText, encode_text
from genai_core.domain.text.words import split_words

NO_QUESTION = encode_text("", {})
SAME_CLAIM = 0.6
"""From which coverage on another answer says what one sentence says."""
SAME_SUBJECT = 0.45
"""From which coverage two sentences are about the same thing, so that a differing fact is a dispute."""
MAX_SENTENCES = 60
"""Of one answer, compared with a claim: an answer without end must not take without end."""
MAX_TERSE_WORDS = 8
"""An answer as short as this one leaves out what it is about."""
_DENYING = frozenset(("negation", "opposite", "quantifier", "modality", "condition", "exception"))


class ModelPosition(NamedTuple):
    """One model's stance on a claim.

    Attributes:
        value: Its own value if it says otherwise.
        words: Its sentence about the claim; empty if it is silent.
    """

    stance: Stance
    value: str = ""
    words: str = ""

    @property
    def is_contradiction(self) -> bool:
        return self.stance in (Stance.SAYS_OTHERWISE, Stance.DENIES)


SILENT = ModelPosition(Stance.SILENT)


class Sides(NamedTuple):
    """Models in the order of the comparison."""

    supporters: tuple[ModelId, ...]
    contradictors: tuple[ModelId, ...]


@dataclass(frozen=True, eq=False)
class Positions:
    """What each member says about each claim. A member and a claim are compared once, however often asked."""

    comparison: Comparison
    _known: dict[tuple[Member, EncodedText], ModelPosition] = field(
        default_factory=dict[tuple[Member, EncodedText], ModelPosition]
    )

    def of(self, member: Member, claim: EncodedText) -> ModelPosition:
        """Returns what one model says about a claim."""
        if (member, claim) not in self._known:
            self._known[member, claim] = _position(member, claim, self.comparison.question)
        return self._known[member, claim]

    def sides(self, claim: EncodedText, *, own: ModelId | None) -> Sides:
        """Returns which members say the claim too, and which contradict it.

        Args:
            own: The model that said it, which is not asked; None if none of them did.
        """
        others = [other for other in self.comparison.members if other.answer.model_id != own]
        positions = {other.answer.model_id: self.of(other, claim) for other in others}
        return Sides(
            tuple(name for name, position in positions.items() if position.stance is Stance.SAYS),
            tuple(name for name, position in positions.items() if position.is_contradiction),
        )


def _position(member: Member, claim: EncodedText, question: EncodedText) -> ModelPosition:
    """Returns what one model says about a claim.

    A model that says the claim in one sentence and otherwise in another, because the documents do, says it.
    """
    sentences = member.encoded.sentences[:MAX_SENTENCES]
    about = [sentence for sentence in sentences if _is_same_subject(claim, sentence)]
    rivals = [
        (sentence, rival) for sentence in about if (rival := _rival(claim.text, sentence.text, question.text))
    ]
    contested = {sentence.text for sentence, _ in rivals}
    said = [sentence for sentence in about if sentence.text not in contested]
    if said and coverage(claim, EncodedAnswer("", tuple(said)), question) >= SAME_CLAIM:
        return ModelPosition(Stance.SAYS, words=said[0].text)
    if rivals:
        sentence, rival = rivals[0]
        stance = Stance.DENIES if rival.kind in _DENYING else Stance.SAYS_OTHERWISE
        return ModelPosition(stance, rival.evidence, sentence.text)
    if coverage(claim, member.encoded, question) >= SAME_CLAIM:
        return ModelPosition(Stance.SAYS, words=(about or sentences)[0].text)
    return SILENT


def _is_same_subject(one: EncodedText, other: EncodedText) -> bool:
    shared = max(
        coverage(one, EncodedAnswer("", (other,)), NO_QUESTION),
        coverage(other, EncodedAnswer("", (one,)), NO_QUESTION),
    )
    return shared >= SAME_SUBJECT


def _rival(claim: str, sentence: str, question: str) -> Conflict | None:
    """Returns the fact in which a sentence contradicts the claim; None if they name different things."""
    if claim == sentence:
        return None
    against = find_conflicts(claim, sentence, known=question)
    back = find_conflicts(sentence, claim, known=question)
    if any(one.is_mandatory for one in against) and not back:
        back = find_conflicts(_spelt_out(sentence, question), claim, known=question)
    if any(one.kind == "name" for one in against) and any(one.kind == "name" for one in back):
        return None
    if not any(one.is_mandatory for one in back):
        return None  # it says less, and nothing else: "180 m in 2024" beside "120 m in 2021, 180 m in 2024"
    return next((one for one in against if one.is_mandatory and one.evidence), None)


def _spelt_out(sentence: str, question: str) -> str:
    """Returns a terse answer behind the question, so that its value belongs to what was asked for.

    "0.05 euros." to "How much is paid for a kilometre?" stands in "0.38 euros for a kilometre, and each
    passenger adds 0.05 euros", and says otherwise all the same.
    """
    asked = {word.stem for word in split_words(question) if word.is_content}
    said = split_words(sentence)
    if len(said) > MAX_TERSE_WORDS or any(word.stem in asked for word in said):
        return sentence
    return f"{question.rstrip(' ?')}: {sentence}"
