"""Compare the answers, check them against the passages, and pick the one to serve.

The pick is the answer with the least expected risk: it agrees most with the others and has the best support
in the passages. It is served verbatim, with a verdict for each sentence. Refusals abstain. An answer that the
passages do not support is never served, however many models agree on it.

The result depends on the answers and passages only, so a failed step can be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.consensus.agreeing_sets import clusters
from genai_core.domain.consensus.agreement import (
    AgreementTable,
    agreement_table,
    answer_texts,
)
from genai_core.domain.consensus.check_memory import CheckMemory
from genai_core.domain.consensus.members import Member, begin_member
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.consensus.restated_questions import only_restates
from genai_core.domain.consensus.votes import family_weights, support_scores
from genai_core.domain.facts.languages import starts_with_answer
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.generation.question_kinds import asks_whether as is_yes_or_no
from genai_core.domain.grounding.evidence import Evidence, build_evidence, evidence_texts
from genai_core.domain.grounding.relevance import relevance
from genai_core.domain.grounding.verdicts import BeginVerify
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode, Verdict
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.encoded_texts import EncodedText, Vectors, encode_text

AGREEMENT_SHARE = 0.5
"""Weight of agreement in the pick; the rest is the weight of groundedness."""
NEARLY_QUOTED = 0.8
"""Score from which an unchecked answer is so close to the passages that no other answer speaks against it."""
EQUAL_WEIGHTS: Mapping[ModelId, float] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Comparison:
    """All usable answers of a question, compared.

    Attributes:
        members: In the order the answers came.
        abstained: Answers of models that do not know or that refused.
        weights: [n], the weight of each member's vote. reliability: [n], the part of it that was learnt from
            judged answers; None if there is no calibration.
        table: Pairwise agreement. scores: [n], support of each member by the others.
        groups: Indices of the agreeing sets, the heaviest first.
        relevance: 0 to 1, how relevant the passages are to the question.
        chosen: Index of the pick; None if no answer may be served.
    """

    question: EncodedText
    evidence: Evidence
    members: tuple[Member, ...]
    abstained: tuple[ModelAnswer, ...]
    weights: NDArray[np.float64]
    reliability: NDArray[np.float64] | None
    table: AgreementTable
    scores: NDArray[np.float64]
    groups: tuple[tuple[int, ...], ...]
    relevance: float
    chosen: int | None

    @property
    def agreeing(self) -> tuple[int, ...]:
        """The heaviest set of members that support one another."""
        return self.groups[0] if self.groups else ()

    @property
    def supporters(self) -> tuple[int, ...]:
        """The agreeing set if it contains the pick, otherwise the pick alone."""
        if self.chosen is None:
            return ()
        return self.agreeing if self.chosen in self.agreeing else (self.chosen,)


def texts_to_encode(question: str, answers: Sequence[ModelAnswer], passages: Sequence[Passage]) -> list[str]:
    """Returns the distinct texts whose token vectors `compare` needs, for one call of the embedder."""
    sentences = answer_texts([answer.text for answer in usable(answers)])
    evidence = evidence_texts([passage.chunk.text for passage in passages])
    return list(dict.fromkeys([question, *sentences, *evidence]))


def usable(answers: Sequence[ModelAnswer]) -> list[ModelAnswer]:
    """Returns the answers that are finished, not empty and no refusal."""
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
    verify: BeginVerify | None = None,
    memory: CheckMemory | None = None,
) -> Comparison:
    """Compares and checks the answers of one question.

    Args:
        answers: Of all models, failures included, in the order of arrival.
        vectors: Token vectors of `texts_to_encode`; empty to compare without an embedder.
        model_weights: How much each model counts, from the calibration; a missing model counts 1.
        verify: Begins to verify claims, called once for each answer; None to check without a verifier.
        memory: Of earlier checks with the same question, passages and vectors; None to check everything.
    """
    memory = memory or CheckMemory()
    encoded_question = encode_text(question, vectors)
    evidence = read_evidence(
        question, passages, vectors, memory, asks_whether=_asks_whether(question, answers)
    )
    informative = [answer for answer in usable(answers) if not only_restates(answer.text, question)]
    begun = (
        memory.pending(answer, evidence, partial(begin_member, answer, evidence, vectors, verify))
        for answer in informative
    )
    pending = [each for each in begun if each.encoded.sentences]
    # Answers are compared with one another while the verifier works.
    table = agreement_table([each.encoded for each in pending], encoded_question, memory.pairs)
    members = tuple(each.wait() for each in pending)
    weights = family_weights([member.answer.family for member in members])
    reliability = None
    if model_weights:
        reliability = np.array([model_weights.get(member.answer.model_id, 1.0) for member in members])
        weights = weights * reliability
    ranking = _ranking(members, table, weights, reliability)
    return Comparison(
        question=encoded_question,
        evidence=evidence,
        members=members,
        abstained=tuple(_abstentions(answers, informative)),
        weights=weights,
        reliability=reliability,
        relevance=relevance(encoded_question, evidence, passages),
        **ranking._asdict(),
    )


def read_evidence(
    question: str,
    passages: Sequence[Passage],
    vectors: Vectors,
    memory: CheckMemory,
    *,
    asks_whether: bool | None = None,
) -> Evidence:
    """Returns the passages as evidence.

    Args:
        asks_whether: Whether the question counts as a yes-or-no question; None to decide it by its words.
    """
    asks = is_yes_or_no(question) if asks_whether is None else asks_whether
    build = partial(
        build_evidence,
        [passage.chunk.text for passage in passages],
        vectors,
        question=question,
        asks_whether=asks,
        headings=list(map(heading_of, passages)),
    )
    return memory.evidence_for(asks_whether=asks, build=build)


def heading_of(passage: Passage) -> str:
    """Returns the title and headings of a passage, empty if it has none."""
    return f"{passage.chunk.title} {' '.join(passage.chunk.heading_path)}".strip()


def with_table(comparison: Comparison, table: AgreementTable) -> Comparison:
    """Returns the comparison with another table of agreement, and a new pick by it."""
    ranking = _ranking(comparison.members, table, comparison.weights, comparison.reliability)
    return replace(comparison, **ranking._asdict())


def completes_quorum(comparison: Comparison, members: int, mode: Mode) -> bool:
    """True if the answers suffice: a majority from two or more families agrees, and the pick is grounded.

    Args:
        members: Number of models asked.
    """
    if mode in ("compare", "single") or comparison.chosen is None:
        return False
    supporters = [comparison.members[index].answer for index in comparison.supporters]
    needed = 2 if mode == "cascade" else max(2, members // 2 + 1)
    families = {answer.family for answer in supporters}
    chosen = comparison.members[comparison.chosen]
    fully_grounded = all(check.verdict is Verdict.SUPPORTED for check in chosen.checks)
    return len(supporters) >= needed and len(families) >= 2 and fully_grounded


class _Ranking(NamedTuple):
    """The result of the members' agreement."""

    table: AgreementTable
    scores: NDArray[np.float64]
    groups: tuple[tuple[int, ...], ...]
    chosen: int | None


def _ranking(
    members: Sequence[Member],
    table: AgreementTable,
    weights: NDArray[np.float64],
    reliability: NDArray[np.float64] | None,
) -> _Ranking:
    scores, groups = support_scores(table, weights, reliability), clusters(table, weights)
    chosen = _pick(members, scores, groups[0] if groups else (), table)
    return _Ranking(table, scores, groups, chosen)


def _asks_whether(question: str, answers: Sequence[ModelAnswer]) -> bool:
    """True for a yes-or-no question, by its words or by an answer that starts with "Yes"."""
    return is_yes_or_no(question) or any(starts_with_answer(answer.text) for answer in answers)


def _abstentions(answers: Sequence[ModelAnswer], informative: Sequence[ModelAnswer]) -> list[ModelAnswer]:
    answered = [answer for answer in answers if answer.status is ModelStatus.ANSWERED]
    uninformative = [answer for answer in answered if answer not in informative]
    return [*uninformative, *(answer for answer in answers if answer.status is ModelStatus.REFUSED)]


def _pick(
    members: Sequence[Member], scores: NDArray[np.float64], agreeing: Sequence[int], table: AgreementTable
) -> int | None:
    """Returns the servable member with the least risk; support by the documents comes before agreement.

    Members that the documents contradict, or support only partly, are skipped if there is a better one,
    however many agree on them. Among the rest, members of the agreeing set come first. A member without a
    supported sentence is not served, even if another one agrees with it.
    """
    confirmed = agreeing if len(agreeing) > 1 else ()
    servable = [
        index
        for index, member in enumerate(members)
        if member.is_servable
        and not member.is_without_support
        and not _repeats_a_rejected_answer(index, members, table)
    ]
    servable = [index for index in servable if not members[index].is_contradicted] or servable
    servable = [index for index in servable if members[index].is_mostly_supported] or servable
    servable = [index for index in servable if index in confirmed] or servable
    if not servable:
        return None
    return max(servable, key=lambda i: _worth(members[i], float(scores[i])))


def _repeats_a_rejected_answer(index: int, members: Sequence[Member], table: AgreementTable) -> bool:
    """True for an unchecked "Yes." beside "Yes, it is open on Mondays." if that may not be served."""
    is_unchecked = all(check.verdict is Verdict.UNCHECKED for check in members[index].checks)
    if not is_unchecked or members[index].grounded >= NEARLY_QUOTED:
        return False
    return any(
        not member.is_servable and table.agree(index, other)
        for other, member in enumerate(members)
        if other != index
    )


def _worth(member: Member, agreement: float) -> float:
    return AGREEMENT_SHARE * agreement + (1 - AGREEMENT_SHARE) * (0.5 * member.grounded + 0.5 * member.credit)
