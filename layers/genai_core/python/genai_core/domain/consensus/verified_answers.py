"""The verified answer: a comparison turned into what the user sees, with its honest level."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.answers import (
    CheckedSentence,
    Mode,
    Outcome,
    Question,
    Share,
    Verdict,
    VerifiedAnswer,
)
from genai_core.domain.consensus.agreement import coverage
from genai_core.domain.consensus.calibration import Probability
from genai_core.domain.consensus.claim_voices import SAME_CLAIM, claim_voices
from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.consensus.judgements import answer_score
from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.generation.usage import Usage
from genai_core.domain.grounding.citing import CitationList, with_markers
from genai_core.domain.grounding.support import Support
from genai_core.domain.identifiers import ModelId
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.encoded_texts import EncodedText


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
        answers: Of every model asked, in any order; reported with the answer whatever became of them.
        written: A writer's faithful text, served in the place of the pick.
        further: Calls of judge and writer.
    """
    served = [written] if written else _served(comparison, question.mode)
    citations = CitationList(
        passages, comparison.evidence, (check for member in served for check in member.checks)
    )
    groups = [_checked(comparison, member, citations) for member in served]
    sentences = tuple(sentence for group in groups for sentence, _ in group)
    return VerifiedAnswer(
        run_id=question.run_id,
        text=_text(served, groups, question.mode) if sentences else NOT_FOUND_TEXT,
        outcome=_outcome(comparison, question.mode) if sentences else Outcome.NOT_FOUND,
        sentences=sentences,
        citations=tuple(citations.citations),
        agreement=_agreement(comparison),
        groundedness=_groundedness(sentences),
        models=tuple(answers),
        chosen_model=_chosen_model(comparison, question.mode),
        made_by="writer" if written else "pick",
        disputed=_all_disputed(comparison, served, passages),
        relevance=round(comparison.relevance, 3),
        usage=sum((answer.usage for answer in (*answers, *further)), Usage()),
        degraded=tuple(degraded),
        probability=_probability(question, comparison, sentences),
        weights=dict(question.learnt.weights) if question.learnt else {},
        further=tuple(further),
    )


def _served(comparison: Comparison, mode: Mode) -> list[Member]:
    if mode == "compare":
        return list(comparison.members)
    return [] if comparison.chosen is None else [comparison.members[comparison.chosen]]


def _checked(
    comparison: Comparison, member: Member, citations: CitationList
) -> list[tuple[CheckedSentence, str]]:
    """Returns each sentence of an answer with the text shown for it."""
    checked: list[tuple[CheckedSentence, str]] = []
    for sentence, support in zip(member.encoded.sentences, member.checks, strict=True):
        markers = citations.cite(support)
        shown = with_markers(sentence.text, markers, support.verdict)
        checked.append((_checked_sentence(comparison, member, sentence, support, markers), shown))
    return checked


def _checked_sentence(
    comparison: Comparison, member: Member, sentence: EncodedText, support: Support, markers: tuple[int, ...]
) -> CheckedSentence:
    voices = claim_voices(comparison, sentence, own=member.answer.model_id)
    return CheckedSentence(
        text=sentence.text,
        verdict=support.verdict,
        groundedness=round(support.score, 3),
        markers=markers,
        supporters=voices.supporters,
        disputed_by=voices.deniers,
    )


def _outcome(comparison: Comparison, mode: Mode) -> Outcome:
    if comparison.chosen is None:
        return Outcome.NOT_FOUND if mode != "compare" else Outcome.DISPUTED
    if len(comparison.supporters) > 1:
        return Outcome.AGREED
    rivals = [
        member
        for index, member in enumerate(comparison.members)
        if index != comparison.chosen and member.is_servable
    ]
    return Outcome.DISPUTED if rivals else Outcome.SINGLE


def _agreement(comparison: Comparison) -> Share:
    """The agreement of the pick with the others; no value where nobody else gave an answer."""
    total = len(comparison.members)
    if comparison.chosen is None or total < 2:
        return Share(None, len(comparison.supporters), total)
    value = float(comparison.scores[comparison.chosen])
    return Share(round(value, 3), len(comparison.supporters), total)


def _probability(
    question: Question, comparison: Comparison, sentences: Sequence[CheckedSentence]
) -> Probability | None:
    """Returns what answers with these figures were worth so far; None where that is not known."""
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


def _disputed(comparison: Comparison) -> tuple[str, ...]:
    """Returns what grounded answers outside the agreeing set say otherwise, with who said it."""
    if comparison.chosen is None:
        return ()
    chosen = comparison.members[comparison.chosen].encoded
    claims: list[str] = []
    for index, member in enumerate(comparison.members):
        if index in comparison.supporters:
            continue
        for sentence, check in zip(member.encoded.sentences, member.checks, strict=True):
            is_news = coverage(sentence, chosen, comparison.question) < SAME_CLAIM
            if is_news and check.verdict is not Verdict.UNSUPPORTED:
                claims.append(f"{member.answer.model_id}: {sentence.text}")
    return tuple(claims)


def _all_disputed(
    comparison: Comparison, served: Sequence[Member], passages: Sequence[Passage]
) -> tuple[str, ...]:
    """Returns the disputed claims, then what passages say against a served sentence that others bear out."""
    told = list(_disputed(comparison))
    for check in (check for member in served for check in member.checks):
        for rival in (comparison.evidence.sentences[i] for i in check.against if i not in check.sentences):
            text = rival.encoded.text
            if not any(claim.endswith(f": {text}") for claim in told):
                told.append(f"{passages[rival.source].chunk.title}: {text}")
    return tuple(told)


def _text(
    served: Sequence[Member], groups: Sequence[Sequence[tuple[CheckedSentence, str]]], mode: Mode
) -> str:
    parts = [" ".join(shown for _, shown in group) for group in groups]
    if mode != "compare":
        return parts[0]
    names = [member.answer.model_id for member in served]
    return "\n\n".join(f"{name}: {part}" for name, part in zip(names, parts, strict=True))
