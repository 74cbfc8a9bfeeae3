"""Build the claim-by-model matrix: what every model says about every claim of every answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.stances import NO_QUESTION, SAME_CLAIM, ModelPosition, Positions
from genai_core.domain.grounding.support import Support
from genai_core.domain.protocol.answers import ClaimRow, ModelStance
from genai_core.domain.protocol.outcomes import Stance, Verdict
from genai_core.domain.text.encoded_texts import EncodedText

MAX_CLAIMS = 24
"""Maximum rows: more than anyone reads, and a bound on the cost of the comparison."""
MAX_VALUE_CHARS = 160
MAX_EVIDENCE_CHARS = 300

_Claim = tuple[Member, EncodedText, Support]


def claim_matrix(positions: Positions, served: Sequence[Member]) -> tuple[ClaimRow, ...]:
    """Returns a row for each distinct claim: contested ones first, then those of the served answers.

    Each row lists every model that answered, in the same order; a model that abstained is silent.
    """
    members, abstained = positions.comparison.members, positions.comparison.abstained
    silent = [ModelStance(answer.model_id, Stance.SILENT) for answer in abstained]
    rows: list[ClaimRow] = []
    for member, sentence, check in _distinct_claims(members, served):
        stances = [_stance(positions, other, member, sentence) for other in members]
        evidence = _evidence(positions, check)
        rows.append(ClaimRow(sentence.text, check.verdict, (*stances, *silent), evidence))
    return tuple(sorted(rows, key=lambda row: not _is_contested(row)))


def _is_contested(row: ClaimRow) -> bool:
    contradicts = (Stance.SAYS_OTHERWISE, Stance.DENIES)
    return row.verdict is Verdict.CONTRADICTED or any(stance.stance in contradicts for stance in row.models)


def _evidence(positions: Positions, check: Support) -> str:
    """Returns the document sentence that supports or contradicts a claim; empty if there is none."""
    if check.verdict is Verdict.UNSUPPORTED or not check.sentences:
        return ""
    return positions.comparison.evidence.sentences[check.sentences[0]].encoded.text[:MAX_EVIDENCE_CHARS]


def _stance(positions: Positions, other: Member, own: Member, claim: EncodedText) -> ModelStance:
    position = ModelPosition(Stance.SAYS, words=claim.text) if other is own else positions.of(other, claim)
    return ModelStance(
        other.answer.model_id, position.stance, (position.value or position.words)[:MAX_VALUE_CHARS]
    )


def _distinct_claims(members: Sequence[Member], served: Sequence[Member]) -> Iterator[_Claim]:
    """Yields the distinct claims of all answers, at most as many as are shown."""
    others = [member for member in members if all(member is not own for own in served)]
    given: list[EncodedText] = []
    for member in (*served, *others):
        for sentence, check in zip(member.encoded.sentences, member.checks, strict=True):
            if len(given) == MAX_CLAIMS:
                return
            if not given or coverage(sentence, EncodedAnswer("", tuple(given)), NO_QUESTION) < SAME_CLAIM:
                given.append(sentence)
                yield member, sentence, check
