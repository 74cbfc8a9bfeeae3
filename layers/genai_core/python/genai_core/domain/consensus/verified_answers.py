"""Turn a comparison into the verified answer that the user sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.claim_matrix import claim_matrix
from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.contradictions import describe_contradictions
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.other_passages import with_other_passages
from genai_core.domain.consensus.outcomes import outcome_of
from genai_core.domain.consensus.planted_documents import backing_documents, certificate_of
from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT
from genai_core.domain.consensus.served_layout import gaps, laid_out
from genai_core.domain.consensus.stances import SAME_CLAIM, Positions
from genai_core.domain.consensus.unsupported_ends import without_unsupported_end
from genai_core.domain.consensus.withholding import apply_promise
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.grounding.citing import CitationList, with_markers
from genai_core.domain.grounding.support import Support
from genai_core.domain.identifiers import ModelId
from genai_core.domain.learning.judgements import answer_score
from genai_core.domain.protocol.answers import CheckedSentence
from genai_core.domain.protocol.figures import Probability, Share, Usage
from genai_core.domain.protocol.outcome_words import OUTCOME_WORDS
from genai_core.domain.protocol.outcomes import Mode, Outcome, Verdict
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.shown_passages import shown_passage
from genai_core.domain.text.encoded_texts import EncodedText

NEAREST_PASSAGES = 3
# Whoever reads these outcomes may find the answer in the nearest passages.
_WITHOUT_SUPPORT = (Outcome.NOT_SUPPORTED, Outcome.NOT_FOUND)
_TEXTS = {
    Outcome.NOT_FOUND: NOT_FOUND_TEXT,
    Outcome.NOT_SUPPORTED: OUTCOME_WORDS[Outcome.NOT_SUPPORTED].sentence,
}


def verified_answer(
    question: Question,
    comparison: Comparison,
    answers: Sequence[ModelAnswer],
    passages: Sequence[Passage],
    *,
    degraded: Sequence[str] = (),
    written: Member | None = None,
    further: Sequence[ModelAnswer] = (),
) -> VerifiedAnswer:
    """Returns the answer of a run.

    Args:
        answers: Of every model asked, in any order; all are reported, failed ones too.
        written: A writer's faithful text, served instead of the pick.
        further: Calls of the judge and the writer.
    """
    served, positions = [written] if written else _served(comparison, question.mode), Positions(comparison)
    citations = CitationList(
        passages, comparison.evidence, (check for member in served for check in member.checks)
    )
    groups = [_checked(positions, member, citations) for member in served]
    claims = [pair for member in served for pair in zip(member.encoded.sentences, member.checks, strict=True)]
    backing = backing_documents(comparison, claims, passages)
    sentences = with_other_passages(
        [sentence for group in groups for sentence, _ in group],
        claims,
        backing,
        comparison.evidence,
        passages,
    )
    contradictions = describe_contradictions(comparison, served, passages)
    outcome = outcome_of(comparison, question.mode, sentences, is_contradicted=bool(contradictions))
    nearest = passages[:NEAREST_PASSAGES] if outcome in _WITHOUT_SUPPORT else ()
    answer = VerifiedAnswer(
        run_id=question.run_id,
        text=_text(served, groups, question.mode) if sentences else _TEXTS[outcome],
        outcome=outcome,
        sentences=sentences,
        citations=tuple(citations.citations),
        agreement=_agreement(comparison),
        groundedness=_groundedness(sentences),
        models=tuple(answers),
        chosen_model=_chosen_model(comparison, question.mode),
        made_by="writer" if written else "pick",
        disputed=_all_disputed(positions, served, contradictions),
        relevance=round(comparison.relevance, 3),
        usage=sum((answer.usage for answer in (*answers, *further)), Usage()),
        degraded=tuple(degraded),
        probability=_probability(question, comparison, sentences),
        weights=dict(question.learnt.weights) if question.learnt else {},
        further=tuple(further),
        claims=claim_matrix(positions, served),
        left_out=() if written else _left_out(comparison, served),
        nearest=tuple(map(shown_passage, nearest)),
        certificate=certificate_of(claims, backing),
        documents=tuple(dict.fromkeys(passage.chunk.document_id for passage in passages)),
    )
    return apply_promise(answer, question)


def _served(comparison: Comparison, mode: Mode) -> list[Member]:
    if mode == "compare":
        return list(comparison.members)
    if comparison.chosen is None:
        return []
    return [without_unsupported_end(comparison.members[comparison.chosen])]


def _left_out(comparison: Comparison, served: Sequence[Member]) -> tuple[str, ...]:
    """Returns the sentences of the pick that are not served."""
    if comparison.chosen is None or len(served) != 1:
        return ()
    sentences = comparison.members[comparison.chosen].encoded.sentences
    return tuple(sentence.text for sentence in sentences[len(served[0].encoded.sentences) :])


def _checked(
    positions: Positions, member: Member, citations: CitationList
) -> list[tuple[CheckedSentence, str]]:
    """Returns each checked sentence of an answer with its shown text."""
    checked: list[tuple[CheckedSentence, str]] = []
    layout = gaps(member.encoded.text, [sentence.text for sentence in member.encoded.sentences])
    for sentence, support, before in zip(member.encoded.sentences, member.checks, layout, strict=False):
        markers = citations.cite(support)
        shown = with_markers(sentence.text, markers, support.verdict)
        checked_sentence = _checked_sentence(positions, member, sentence, support, markers)
        checked.append((replace(checked_sentence, before=before), shown))
    return checked


def _checked_sentence(
    positions: Positions, member: Member, sentence: EncodedText, support: Support, markers: tuple[int, ...]
) -> CheckedSentence:
    sides = positions.sides(sentence, own=member.answer.model_id)
    return CheckedSentence(
        text=sentence.text,
        verdict=support.verdict,
        groundedness=round(support.score, 3),
        markers=markers,
        supporters=sides.supporters,
        disputed_by=sides.contradictors,
    )


def _agreement(comparison: Comparison) -> Share:
    """Returns the agreement of the pick with the others; without a value if no other model answered."""
    total = len(comparison.members)
    if comparison.chosen is None or total < 2:
        return Share(None, len(comparison.supporters), total)
    value = float(comparison.scores[comparison.chosen])
    return Share(round(value, 3), len(comparison.supporters), total)


def _probability(
    question: Question, comparison: Comparison, sentences: Sequence[CheckedSentence]
) -> Probability | None:
    """Returns the calibrated probability of these figures; None without a calibration."""
    calibration = question.learnt.calibration if question.learnt else None
    if calibration is None or comparison.chosen is None or question.mode == "compare" or not sentences:
        return None
    agreement, grounded = _agreement(comparison).value, _groundedness(sentences).value
    return calibration.probability(answer_score(agreement, grounded, round(comparison.relevance, 3)))


def _groundedness(sentences: Sequence[CheckedSentence]) -> Share:
    if not sentences:
        return Share(None, 0, 0)
    supported = sum(sentence.verdict is Verdict.SUPPORTED for sentence in sentences)
    mean = sum(sentence.groundedness for sentence in sentences) / len(sentences)
    return Share(round(mean, 3), supported, len(sentences))


def _chosen_model(comparison: Comparison, mode: Mode) -> ModelId | None:
    if comparison.chosen is None or mode == "compare":
        return None
    return comparison.members[comparison.chosen].answer.model_id


def _disputed(positions: Positions, served: Sequence[Member]) -> tuple[str, ...]:
    """Returns what other answers say against the served one or in addition to it, with the model's id.

    Every contradiction of a served sentence is listed, whether or not the documents support it.
    """
    comparison = positions.comparison
    if comparison.chosen is None:
        return ()
    chosen = (served[0] if len(served) == 1 else comparison.members[comparison.chosen]).encoded
    claims_of_models: list[str] = []
    for index, member in enumerate(comparison.members):
        if index == comparison.chosen:
            continue
        claims = _contradicting(positions, member, chosen)
        if index not in comparison.supporters:
            claims += _news(comparison, member, chosen)
        claims_of_models += [f"{member.answer.model_id}: {claim}" for claim in dict.fromkeys(claims)]
    return tuple(claims_of_models)


def _contradicting(positions: Positions, member: Member, chosen: EncodedAnswer) -> list[str]:
    positions_on_chosen = (positions.of(member, sentence) for sentence in chosen.sentences)
    return [position.words for position in positions_on_chosen if position.is_contradiction]


def _news(comparison: Comparison, member: Member, chosen: EncodedAnswer) -> list[str]:
    return [
        sentence.text
        for sentence, check in zip(member.encoded.sentences, member.checks, strict=True)
        if check.verdict is not Verdict.UNSUPPORTED
        and coverage(sentence, chosen, comparison.question) < SAME_CLAIM
    ]


def _all_disputed(
    positions: Positions, served: Sequence[Member], contradictions: Sequence[str]
) -> tuple[str, ...]:
    """Returns the disputed claims, then what documents or the answer itself say against a served sentence."""
    disputed = list(_disputed(positions, served))
    new = (
        contradiction
        for contradiction in contradictions
        if not any(claim.endswith(f": {_statement(contradiction)}") for claim in disputed)
    )
    return (*disputed, *new)


def _statement(line: str) -> str:
    return line.partition(": ")[2]


def _text(
    served: Sequence[Member], groups: Sequence[Sequence[tuple[CheckedSentence, str]]], mode: Mode
) -> str:
    parts = [
        laid_out(member.encoded.text, [(sentence.text, shown) for sentence, shown in group])
        for member, group in zip(served, groups, strict=True)
    ]
    if mode != "compare":
        return parts[0]
    names = [member.answer.model_id for member in served]
    return "\n\n".join(f"{name}: {part}" for name, part in zip(names, parts, strict=True))
