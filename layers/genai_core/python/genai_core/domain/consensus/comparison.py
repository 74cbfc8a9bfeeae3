"""Consensus: compares the answers, checks them against the passages, and picks the one to serve.

The pick is the answer with the least expected risk: it agrees most with the others and is best borne
out by the passages. It is served verbatim, sentence by sentence with its verdict. Refusals abstain. An
answer the passages do not bear out is never served, however many models agree on it.

Pure: the same answers and passages give the same result, so a step that died can be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.consensus.agreement import (
    AgreementTable,
    EncodedAnswer,
    agreement_table,
    answer_texts,
    clusters,
    encode_answer,
    family_weights,
    support_scores,
)
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.generation.question_kinds import CONFIRMATION, asked_kinds
from genai_core.domain.grounding.evidence import Evidence, build_evidence, evidence_texts
from genai_core.domain.grounding.relevance import relevance
from genai_core.domain.grounding.support import Support, check_claims
from genai_core.domain.grounding.verdicts import Verify
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode, Verdict
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.encoded_texts import EncodedText, Vectors, encode_text
from genai_core.domain.text.words import split_words

AGREEMENT_SHARE = 0.5
"""How much agreement weighs in the pick against groundedness."""
SERVABLE_SHARE = 0.5
"""An answer is served only where at least this share of its words is supported, partly counting half."""
EQUAL_WEIGHTS: Mapping[ModelId, float] = MappingProxyType({})
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
        checks: One per sentence of the answer.
        grounded: 0 to 1, mean score of its sentences by length.
        credit: 0 to 1, share of its words in supported sentences.
    """

    answer: ModelAnswer
    encoded: EncodedAnswer
    checks: tuple[Support, ...]
    grounded: float
    credit: float

    @property
    def is_servable(self) -> bool:
        return self.credit >= SERVABLE_SHARE

    @property
    def is_contradicted(self) -> bool:
        return any(check.verdict is Verdict.CONTRADICTED for check in self.checks)


@dataclass(frozen=True, eq=False)
class Comparison:
    """All usable answers side by side.

    Attributes:
        members: In the order the answers came.
        abstained: Models that said they do not know.
        weights: [n], each member's vote.
        table: The members compared. scores: [n] support of each by the others.
        groups: Indices by what the members say, the heaviest agreeing set first.
        relevance: 0 to 1, how far the passages have to do with the question.
        chosen: Index of the pick; None where no answer may be served.
    """

    question: EncodedText
    evidence: Evidence
    members: tuple[Member, ...]
    abstained: tuple[ModelAnswer, ...]
    weights: NDArray[np.float64]
    table: AgreementTable
    scores: NDArray[np.float64]
    groups: tuple[tuple[int, ...], ...]
    relevance: float
    chosen: int | None

    @property
    def agreeing(self) -> tuple[int, ...]:
        """Returns the heaviest set of members that support one another."""
        return self.groups[0] if self.groups else ()

    @property
    def supporters(self) -> tuple[int, ...]:
        """Returns the members of the agreeing set the pick is in, else the pick alone."""
        if self.chosen is None:
            return ()
        return self.agreeing if self.chosen in self.agreeing else (self.chosen,)


def texts_to_encode(question: str, answers: Sequence[ModelAnswer], passages: Sequence[Passage]) -> list[str]:
    """Returns the distinct texts whose token vectors `compare` wants, for one batch of the embedder."""
    spoken = answer_texts([answer.text for answer in usable(answers)])
    evidence = evidence_texts([passage.chunk.text for passage in passages])
    return list(dict.fromkeys([question, *spoken, *evidence]))


def usable(answers: Sequence[ModelAnswer]) -> list[ModelAnswer]:
    """Returns the answers that say something: finished, not empty, no refusal."""
    return [
        answer
        for answer in answers
        if answer.status is ModelStatus.ANSWERED and answer.text.strip() and not is_refusal(answer.text)
    ]


def compare(
    question: str,
    answers: Sequence[ModelAnswer],
    passages: Sequence[Passage],
    vectors: Vectors,
    *,
    model_weights: Mapping[ModelId, float] = EQUAL_WEIGHTS,
    verify: Verify | None = None,
) -> Comparison:
    """Compares and checks the answers of one question.

    Args:
        answers: Of all models, failures included, in the order they came.
        vectors: Token vectors of `texts_to_encode`; empty for the mode without an embedder.
        model_weights: How much each model counts, from the calibration; a missing model counts 1.
        verify: A verifier of claims, asked once for each answer; None if there is none.
    """
    asked = encode_text(question, vectors)
    evidence = build_evidence(
        [passage.chunk.text for passage in passages],
        vectors,
        known=question,
        headings=[
            f"{passage.chunk.title} {' '.join(passage.chunk.heading_path)}".strip() for passage in passages
        ],
    )
    telling = [answer for answer in usable(answers) if not only_restates(answer.text, question)]
    members = tuple(
        member for answer in telling if (member := check_member(answer, evidence, vectors, verify)).checks
    )
    weights = family_weights([member.answer.family for member in members])
    weights = weights * np.array([model_weights.get(member.answer.model_id, 1.0) for member in members])
    table = agreement_table([member.encoded for member in members], asked)
    standing = _standing(members, table, weights)
    return Comparison(
        question=asked,
        evidence=evidence,
        members=members,
        abstained=tuple(_abstentions(answers, telling)),
        weights=weights,
        relevance=relevance(asked, evidence, passages),
        **standing._asdict(),
    )


def with_table(comparison: Comparison, table: AgreementTable) -> Comparison:
    """Returns the comparison as it is where the members support one another as `table` says."""
    return replace(comparison, **_standing(comparison.members, table, comparison.weights)._asdict())


def completes_quorum(comparison: Comparison, members: int, mode: Mode) -> bool:
    """True where what has come is enough: a majority from two families agrees, and it is grounded.

    Args:
        members: How many models were asked.
    """
    if mode in ("compare", "single") or comparison.chosen is None:
        return False
    supporters = [comparison.members[index].answer for index in comparison.supporters]
    needed = 2 if mode == "cascade" else max(2, members // 2 + 1)
    families = {answer.family for answer in supporters}
    chosen = comparison.members[comparison.chosen]
    fully_grounded = all(check.verdict is Verdict.SUPPORTED for check in chosen.checks)
    return len(supporters) >= needed and len(families) >= 2 and fully_grounded


def check_member(
    answer: ModelAnswer, evidence: Evidence, vectors: Vectors, verify: Verify | None = None
) -> Member:
    """Returns an answer with each of its sentences checked; without a sentence it has no checks."""
    encoded = encode_answer(answer.text, vectors)
    checks = check_claims(encoded.sentences, evidence, verify)
    lengths = np.array([max(1, len(sentence.words)) for sentence in encoded.sentences], dtype=float)
    if not checks:
        return Member(answer, encoded, (), 0.0, 0.0)
    return Member(
        answer,
        encoded,
        checks,
        grounded=float(np.average([check.score for check in checks], weights=lengths)),
        credit=float(np.average([_CREDIT[check.verdict] for check in checks], weights=lengths)),
    )


class _Standing(NamedTuple):
    """What follows from how far the members support one another."""

    table: AgreementTable
    scores: NDArray[np.float64]
    groups: tuple[tuple[int, ...], ...]
    chosen: int | None


def _standing(members: Sequence[Member], table: AgreementTable, weights: NDArray[np.float64]) -> _Standing:
    scores, groups = support_scores(table, weights), clusters(table, weights)
    chosen = _pick(members, scores, groups[0] if groups else ())
    return _Standing(table, scores, groups, chosen)


def only_restates(text: str, question: str) -> bool:
    """True for an answer that repeats the question as a statement: whom it asks for, it does not say.

    To a question if something is so the same words are an answer.
    """
    if CONFIRMATION in asked_kinds(question):
        return False
    asked, said = ({word.stem for word in split_words(one) if word.is_content} for one in (question, text))
    return bool(asked) and asked == said and not find_conflicts(text, question)


def _abstentions(answers: Sequence[ModelAnswer], telling: Sequence[ModelAnswer]) -> list[ModelAnswer]:
    spoken = [answer for answer in answers if answer.status is ModelStatus.ANSWERED]
    said_nothing = [answer for answer in spoken if answer not in telling]
    return [*said_nothing, *(a for a in answers if a.status is ModelStatus.REFUSED)]


def _pick(members: Sequence[Member], scores: NDArray[np.float64], agreeing: Sequence[int]) -> int | None:
    """Returns the servable member of least risk; support by the documents comes before agreement.

    A member that the documents contradict is passed over if there is one that they do not contradict,
    however many agree on it; only among the rest does the agreeing set come first.
    """
    servable = [index for index, member in enumerate(members) if member.is_servable]
    servable = [index for index in servable if not members[index].is_contradicted] or servable
    if len(agreeing) > 1:
        servable = [index for index in servable if index in agreeing] or servable
    if not servable:
        return None
    return max(servable, key=lambda i: _worth(members[i], float(scores[i])))


def _worth(member: Member, agreement: float) -> float:
    return AGREEMENT_SHARE * agreement + (1 - AGREEMENT_SHARE) * (0.5 * member.grounded + 0.5 * member.credit)
