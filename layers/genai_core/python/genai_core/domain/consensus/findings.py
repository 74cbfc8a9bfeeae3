"""Summarise what a reader should know about an answer, in sentences with counts, the worst first.

The page, the command line and `/v1` show the same sentences. The outcome has its own text (see
`protocol/outcome_words`); these sentences give the reasons for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.protocol.figures import Certificate
from genai_core.domain.protocol.outcomes import ModelStatus, Stance, Verdict

_NO_ANSWER = (ModelStatus.FAILED, ModelStatus.TIMED_OUT, ModelStatus.REFUSED)


def findings_of(answer: VerifiedAnswer) -> tuple[str, ...]:
    """Returns sentences: first what speaks against the answer, then what is unknown, then what supports
    it."""
    return (
        *_against(answer),
        *_unknown(answer),
        *_silent_models(answer.models),
        *_for(answer),
    )


def _against(answer: VerifiedAnswer) -> Iterable[str]:
    if count := _sentences(answer, Verdict.CONTRADICTED):
        yield f"Your documents contradict {_of_sentences(answer, count)}."
    if count := _sentences(answer, Verdict.UNSUPPORTED):
        yield f"Your documents do not support {_of_sentences(answer, count)}."
    if answer.left_out:
        quoted = " ".join(f'"{sentence}"' for sentence in answer.left_out)
        yield f"Left out, because your documents do not support it: {quoted}"
    if count := _models_that(answer, Stance.SAYS_OTHERWISE):
        yield f"{_of_models(answer, count)} {'gives' if count == 1 else 'give'} another value."
    if count := _models_that(answer, Stance.DENIES):
        yield f"{_of_models(answer, count)} {'says' if count == 1 else 'say'} that it is not so."
    if answer.chosen_model is not None and answer.agreement.count < 2:
        if len(answer.models) > 1:
            yield f"Only 1 of {len(answer.models)} models says so."
        else:
            yield "Only one model was asked, so nothing could be compared."


def _unknown(answer: VerifiedAnswer) -> Iterable[str]:
    if any(model.model_id == answer.chosen_model and model.is_cut for model in answer.models):
        yield "The answer was cut off at its model's limit."
    if count := _sentences(answer, Verdict.UNCHECKED):
        was = "was" if count == 1 else "were"
        yield f"{_of_sentences(answer, count).capitalize()} {was} not checked against your documents."
    if answer.certificate and (alone := answer.certificate.sentences - answer.certificate.held):
        rests = "rests" if alone == 1 else "rest"
        yield f"{_of_supported(answer.certificate, alone)} {rests} on a single document."
    if count := _sentences(answer, Verdict.PARTLY):
        yield f"Your documents support {_of_sentences(answer, count)} only in part."


def _silent_models(models: tuple[ModelAnswer, ...]) -> Iterable[str]:
    total = len(models)
    if count := sum(model.status in _NO_ANSWER for model in models):
        yield f"{_counted(count, total, 'model')} did not answer."
    if count := sum(model.status is ModelStatus.CANCELLED for model in models):
        was = "was" if count == 1 else "were"
        yield f"{_counted(count, total, 'model')} {was} not waited for."
    if count := sum(model.status is ModelStatus.ANSWERED and is_refusal(model.text) for model in models):
        find = "finds" if count == 1 else "find"
        yield f"{_counted(count, total, 'model')} {find} no answer in your documents."


def _for(answer: VerifiedAnswer) -> Iterable[str]:
    if answer.chosen_model is not None and answer.agreement.count > 1:
        yield f"{_of_models(answer, answer.agreement.count)} say so."
    if count := _sentences(answer, Verdict.SUPPORTED):
        yield f"Your documents support {_of_sentences(answer, count)}."


def _sentences(answer: VerifiedAnswer, verdict: Verdict) -> int:
    return sum(sentence.verdict is verdict for sentence in answer.sentences)


def _models_that(answer: VerifiedAnswer, stance: Stance) -> int:
    """Returns how many models take that stance on a served sentence."""
    served = {sentence.text for sentence in answer.sentences}
    stands = (stand for row in answer.claims if row.claim in served for stand in row.models)
    return len({stand.model_id for stand in stands if stand.stance is stance})


def _of_supported(certificate: Certificate, count: int) -> str:
    total = certificate.sentences
    if total == 1:
        return "Its only supported sentence"
    return f"All {total} supported sentences" if count == total else _counted(count, total, "sentence")


def _of_models(answer: VerifiedAnswer, count: int) -> str:
    return _counted(count, len(answer.models), "model")


def _of_sentences(answer: VerifiedAnswer, count: int) -> str:
    total = len(answer.sentences)
    if total == 1:
        return "its only sentence"
    if count < total:
        return _counted(count, total, "sentence")
    return "both sentences" if total == 2 else f"all {total} sentences"


def _counted(count: int, total: int, noun: str) -> str:
    return f"{count} of {total} {noun}{'' if total == 1 else 's'}"
