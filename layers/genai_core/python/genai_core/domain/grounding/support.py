"""Measure groundedness: how far the passages support a claim, and with which words.

A claim's similarity is `.65 anywhere + .2 best + .15 weakest - .16 conflicts`: *anywhere* is the weighted
mean over the claim's words of the best match in any evidence sentence, *best* the same within the one best
sentence, *weakest* the mean of the two worst-matched content words (half vector, half stem), and *conflicts*
the facts in which the claim differs. `verdicts` turns it into a score and a verdict, with a verifier's
probability. Coefficients were tuned once over eleven labelled sets of all kinds of text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.agreeing_words import in_agreeing_values
from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import contradicts
from genai_core.domain.facts.languages import is_answer_word
from genai_core.domain.grounding.evidence import Evidence, plain_words
from genai_core.domain.grounding.fact_check import Compared, compare_facts
from genai_core.domain.grounding.named_sources import parts_by_source
from genai_core.domain.grounding.verdicts import (
    AFFIRMED,
    BeginVerify,
    Findings,
    Verify,
    at_once,
    can_be_asked,
    can_be_decided,
    is_alike,
    score_of,
    verdict_of,
)
from genai_core.domain.grounding.verifier_evidence import verifier_evidence
from genai_core.domain.grounding.word_matches import has_digits, supporting_sentences, weakest_match
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.encoded_texts import (
    EncodedText,
    join_texts,
    stem_matches,
)
from genai_core.domain.text.terse_answers import spelt_out

ANYWHERE_WEIGHT = 0.65
BEST_WEIGHT = 0.20
WEAKEST_WEIGHT = 0.15
CONFLICT_WEIGHT = 0.16
MAX_CONFLICTS = 2.0
WEIGHT_POWER = 0.5
"""Flattens the words' weights: whether a claim is supported depends on common words too."""
RIVAL_MATCH = 0.60
MAX_RIVALS = 4
"""Number of nearest sentences that are checked for a contradiction, if they have nearly the same words."""
RESTATED = 0.8
"""Minimum similarity of a statement in synonyms or in another word order."""
CONTAINED = 0.6
"""Similarity from which facts alone decide a claim whose words are all in one sentence."""
NAMED_SOURCE = 0.8
"""Match of a word of a passage's title: "The data sheet of 2021 says" names the source."""
MAX_ASKED = 12
"""Maximum claims of one answer for the verifier, at about 10 ms each; facts decide the rest."""
MIN_ASKED = 2
"""With fewer doubtful claims, the verifier also gets decided ones, for which it changes only the score."""
UNASKED = 0.2
"""Probability in place of a verifier's for a claim that is barred, or too dissimilar to be verified."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence says about one claim.

    Attributes:
        score: 0 to 1. anywhere, best, weakest: its parts.
        sentences: Indices of the supporting evidence sentences, the best first; one, or two that together say
            more than one.
        conflicts: Facts that differ there.
        missing: Words of the claim that the evidence does not have in any form.
        against: Indices of evidence sentences that differ in a value or in polarity: if the claim is
            supported too, the evidence contradicts itself.
        probability: A verifier's probability, 0 to 1; None if none was asked.
        awaits_verifier: A verifier could have changed the verdict, and there was none.
    """

    score: float
    verdict: Verdict
    anywhere: float = 0.0
    best: float = 0.0
    weakest: float = 0.0
    sentences: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    against: tuple[int, ...] = ()
    probability: float | None = None
    awaits_verifier: bool = False


NO_SUPPORT = Support(0.0, Verdict.UNSUPPORTED)
UNCHECKED = Support(0.0, Verdict.UNCHECKED)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim with its findings, before score and verdict; a verifier reads `text` with `shown`."""

    text: str
    support: Support
    findings: Findings
    shown: str = ""


def check_claims(
    claims: Sequence[EncodedText], evidence: Evidence, verify: Verify | None = None
) -> tuple[Support, ...]:
    """Returns how far the evidence supports each claim; no evidence supports nothing.

    Args:
        verify: Asked once for at most `MAX_ASKED` claims, and once for those that name their document.
    """
    return begin_check(claims, evidence, at_once(verify))()


def begin_check(
    claims: Sequence[EncodedText], evidence: Evidence, verify: BeginVerify | None = None
) -> Callable[[], tuple[Support, ...]]:
    """Compares claims and begins to verify them; returns a function that waits for `check_claims`' result."""
    parts = parts_by_source(claims, evidence)
    waits = [_begin([claims[index] for index in part.claims], part.evidence, verify) for part in parts]

    def supports() -> tuple[Support, ...]:
        collected = [NO_SUPPORT] * len(claims)
        for part, wait in zip(parts, waits, strict=True):
            for position, support in zip(part.claims, wait(), strict=True):
                cited, against = part.in_whole(support.sentences), part.in_whole(support.against)
                collected[position] = replace(support, sentences=cited, against=against)
        return _with_answers(claims, collected)

    return supports


def _begin(
    claims: Sequence[EncodedText], evidence: Evidence, verify: BeginVerify | None
) -> Callable[[], list[Support]]:
    joined_claims = join_texts(claims)
    if not evidence.sentences:
        return lambda: [NO_SUPPORT] * len(claims)
    matches = np.split(evidence.joined.best_matches(joined_claims.text), joined_claims.starts[1:])
    drafts = [_draft(claim, match, evidence) for claim, match in zip(claims, matches, strict=True)]
    asked = _to_ask(drafts)
    wait = verify([(draft.text, draft.shown) for draft in asked]) if verify and asked else None
    return lambda: _settle(drafts, asked, wait() if wait else None, has_verifier=verify is not None)


def check_claim(claim: EncodedText, evidence: Evidence, verify: Verify | None = None) -> Support:
    """Returns how far the evidence supports one claim."""
    return check_claims([claim], evidence, verify)[0]


def _with_answers(claims: Sequence[EncodedText], supports: list[Support]) -> tuple[Support, ...]:
    """Gives a lone "Yes." the support of the sentence that explains it; it cannot be checked alone."""
    for position in range(len(claims) - 1, -1, -1):
        if is_answer_word(claims[position].text):
            following = supports[position + 1 : position + 2]
            supports[position] = following[0] if following else UNCHECKED
    return tuple(supports)


def _settle(
    drafts: Sequence[_Draft],
    asked: Sequence[_Draft],
    probabilities: Sequence[float] | None,
    *,
    has_verifier: bool,
) -> list[Support]:
    """Returns the supports with their scores and verdicts.

    Args:
        probabilities: A verifier's, one for each draft of `asked`; None if it was not asked or failed.
    """
    if probabilities is None:
        return [_settled(draft, None, has_verifier=has_verifier and not asked) for draft in drafts]
    known = {id(draft): float(probability) for draft, probability in zip(asked, probabilities, strict=True)}
    return [_settled(draft, known.get(id(draft)), has_verifier=True) for draft in drafts]


def _to_ask(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Returns the claims to verify: those it can decide, the most doubtful first, then a few others."""
    askable = [draft for draft in drafts if can_be_asked(draft.findings) and not draft.findings.is_verbatim]
    open_first = sorted(askable, key=_order)
    deciding = [draft for draft in open_first if can_be_decided(draft.findings)][:MAX_ASKED]
    others = [draft for draft in open_first if not can_be_decided(draft.findings)]
    return deciding + others[: max(0, MIN_ASKED - len(deciding))]


def _order(draft: _Draft) -> tuple[bool, bool, float]:
    findings = draft.findings
    is_nearly_decided = findings.is_barred or findings.is_certain or not is_alike(findings)
    return is_nearly_decided, not findings.is_open, findings.likeness


def _settled(draft: _Draft, probability: float | None, *, has_verifier: bool) -> Support:
    findings = draft.findings
    is_settled = not can_be_decided(findings) and not findings.is_certain
    is_left_out = has_verifier and ((probability is None and is_settled) or not is_alike(findings))
    verdict = verdict_of(findings, probability)
    score = score_of(findings, UNASKED if is_left_out else probability)
    return replace(
        draft.support,
        score=max(score, AFFIRMED) if verdict is Verdict.SUPPORTED else score,
        verdict=verdict,
        probability=probability,
        awaits_verifier=not has_verifier and can_be_decided(findings),
    )


def _draft(claim: EncodedText, per_sentence: NDArray[np.float32], evidence: Evidence) -> _Draft:
    """Args: per_sentence: [claim words, evidence sentences], the best match of each word in each."""
    flattened = claim.weights**WEIGHT_POWER
    weights = flattened / max(float(flattened.sum()), 1e-9)
    means = weights @ per_sentence
    verbatim = evidence.index_by_words.get(plain_words(claim.text))
    if verbatim is not None:
        support = Support(1.0, Verdict.SUPPORTED, 1.0, 1.0, 1.0, (verbatim,))
        support = replace(support, against=_against(claim, evidence, means))
        return _Draft(claim.text, support, Findings(1.0, 1.0, is_verbatim=True))
    best = int(means.argmax())
    renoted = _in_other_notation(claim, evidence)
    per_sentence = np.maximum(per_sentence, renoted[:, None])
    means = weights @ per_sentence
    matches = np.maximum(per_sentence.max(axis=1), NAMED_SOURCE * stem_matches(claim, evidence.title_stems))
    cited = supporting_sentences(per_sentence, weights, best)
    compared = compare_facts(claim, cited, means, matches, evidence)
    if compared.confirms_values:
        # "1500 metres" is "1.5 km", and a sum is in no sentence: such words need no match
        matches = np.where(has_digits(claim), np.float32(1.0), matches)
    anywhere, weakest = float(weights @ matches), weakest_match(claim, matches, evidence)
    raw = ANYWHERE_WEIGHT * anywhere + BEST_WEIGHT * float(means[best]) + WEAKEST_WEIGHT * weakest
    spelt = spelt_out(claim.text, evidence.question)
    findings = replace(_findings(raw, compared), is_terse=spelt != claim.text, is_renoted=bool(renoted.any()))
    support = Support(
        score=0.0,
        verdict=Verdict.UNSUPPORTED,
        anywhere=anywhere,
        best=float(means[best]),
        weakest=weakest,
        sentences=compared.sentences,
        conflicts=compared.conflicts,
        missing=compared.missing,
        against=_against(claim, evidence, means),
    )
    return _Draft(spelt, support, findings, verifier_evidence(means, compared.sentences, evidence))


def _in_other_notation(claim: EncodedText, evidence: Evidence) -> NDArray[np.float32]:
    """Returns 1 for each word of a value that the evidence has in other words or units, else 0."""
    is_elsewhere = stem_matches(claim, evidence.joined.text.stems) < 1.0
    inside = in_agreeing_values(claim, evidence.texts, evidence.titles, evidence.asked)
    return (inside & is_elsewhere).astype(np.float32)


def _findings(raw: float, compared: Compared) -> Findings:
    raw = raw if compared.translated is None else max(raw, compared.translated)
    raw = max(raw, RESTATED) if compared.is_restated else raw
    if compared.is_turned and compared.is_contained and not compared.missing:
        raw = max(raw, CONTAINED)
    counted = min(MAX_CONFLICTS, sum(map(_weight, compared.conflicts)))
    return Findings(
        raw=raw,
        likeness=raw - CONFLICT_WEIGHT * counted,
        conflicts=compared.conflicts,
        missing=compared.missing,
        translated=compared.translated,
        is_readable=compared.is_readable,
        covered=compared.covered,
        is_restated=compared.is_restated,
        is_contained=compared.is_contained and not compared.missing and raw >= CONTAINED,
        is_turned=compared.is_turned and not compared.conflicts and not compared.missing,
    )


def _weight(conflict: Conflict) -> float:
    """Missing evidence bars a claim but does not lower its score: the similarity already counts it."""
    is_left_open = conflict.kind != "name" and not conflict.evidence
    return 0.0 if is_left_open else conflict.weight


def _against(claim: EncodedText, evidence: Evidence, means: NDArray[np.floating[Any]]) -> tuple[int, ...]:
    """Returns the sentences near the claim that contradict it: the same words except for a fact."""
    nearest = np.argsort(-means, kind="stable")[:MAX_RIVALS]
    return tuple(
        int(index)
        for index in nearest
        if means[index] >= RIVAL_MATCH and contradicts(claim.text, evidence.sentences[index].encoded.text)
    )
