"""Groundedness: how far the passages bear a sentence out, and with which words.

The score of a claim is `.65 anywhere + .2 best + .15 weakest - .16 conflicts`: *anywhere* is the weighted
mean over the claim's words of the best match in any evidence sentence, *best* the same within the one
best sentence, *weakest* the mean of the two worst-matched content words (half vector, half stem), and
*conflicts* the slots in which the claim differs: negations and opposites by the supporting sentences and
their neighbours, numbers, dates and names by all the evidence. Coefficients were tuned once over eleven
labelled sets of all kinds of text, where moving any by a quarter changes the mean by less than .003; they
are the same for every workspace, and no bar is lowered until something matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.answers import Verdict
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import (
    EncodedText,
    JoinedText,
    Vectors,
    content_mask,
    encode_text,
    join_texts,
    stem_matches,
)
from genai_core.domain.text.slots import (
    Conflict,
    Facts,
    absent_facts,
    contradicts,
    find_conflicts,
    read_facts,
)

ANYWHERE_WEIGHT = 0.65
BEST_WEIGHT = 0.20
WEAKEST_WEIGHT = 0.15
CONFLICT_WEIGHT = 0.16
WEAKEST_WORDS = 2
MAX_CONFLICTS = 2.0
WEIGHT_POWER = 0.5
"""Flattens the words' weights: whether a claim is borne out hangs on its common words too."""
RIVAL_MATCH = 0.60
MAX_RIVALS = 4
"""Which sentences are read for a contradiction: the nearest few, where they say nearly the same words."""
SECOND_SENTENCE_GAIN = 0.12
"""A second sentence is cited only where it adds this much: a citation that adds nothing is noise."""


_FACTS = frozenset(("number", "unit", "date", "name"))
"""Conflicts that other evidence can resolve: a fact may stand elsewhere, a denial may not."""


class Thresholds(NamedTuple):
    """From which score on a sentence is supported, and partly so."""

    supported: float
    partly: float


THRESHOLDS = Thresholds(supported=0.55, partly=0.45)
"""Chosen once over eleven labelled sets (docs/benchmarks.md): 0.05 lower gains no balanced accuracy and lets
an eighth more of the false claims pass; 0.05 higher loses as much as it bars. Without an embedder too."""


@dataclass(frozen=True, eq=False)
class EvidenceSentence:
    """One sentence of the evidence; `source` is the index of its text, `start` and `end` its place there."""

    encoded: EncodedText
    source: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """All evidence as sentences in order, with what is the same for every claim computed once.

    Attributes:
        known: Text that counts as given besides, such as titles and headings.
    """

    sentences: tuple[EvidenceSentence, ...]
    joined: JoinedText
    known: str = ""

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """The numbers, dates and names of all sentences, and what is known besides."""
        return read_facts(*(sentence.encoded.text for sentence in self.sentences)), read_facts(self.known)


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence says about one claim.

    Attributes:
        score: 0 to 1. anywhere, best, weakest: its parts.
        sentences: Indices of the supporting evidence sentences, the best first; one, or two that
            together say more than one.
        conflicts: Slots that differ there. elsewhere: those of them that other evidence has.
        against: Indices of evidence sentences that say the same with another number, date or polarity:
            where the claim is supported as well, the evidence contradicts itself.
    """

    score: float
    verdict: Verdict
    anywhere: float = 0.0
    best: float = 0.0
    weakest: float = 0.0
    sentences: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    elsewhere: tuple[Conflict, ...] = ()
    against: tuple[int, ...] = ()


NO_SUPPORT = Support(0.0, Verdict.UNSUPPORTED)


def evidence_texts(texts: Sequence[str]) -> list[str]:
    """Returns the sentences whose token vectors `build_evidence` wants."""
    return [span.text for text in texts for span in split_sentences(text)]


def build_evidence(texts: Sequence[str], vectors: Vectors, *, known: str = "") -> Evidence:
    """Splits texts into sentences and lays their words side by side."""
    sentences = tuple(
        EvidenceSentence(encoded, source, span.start, span.end)
        for source, text in enumerate(texts)
        for span in split_sentences(text)
        if not (encoded := encode_text(span.text, vectors)).is_empty
    )
    return Evidence(sentences, join_texts([sentence.encoded for sentence in sentences]), known)


def check_claims(claims: Sequence[EncodedText], evidence: Evidence) -> tuple[Support, ...]:
    """Returns how far the evidence supports each claim; no evidence supports nothing."""
    said = join_texts([claim for claim in claims if not claim.is_empty])
    if not said.sentences or not evidence.sentences:
        return (NO_SUPPORT,) * len(claims)
    matches = iter(np.split(evidence.joined.best_matches(said.text), said.starts[1:]))
    return tuple(NO_SUPPORT if claim.is_empty else _check(claim, next(matches), evidence) for claim in claims)


def check_claim(claim: EncodedText, evidence: Evidence) -> Support:
    """Returns how far the evidence supports one claim."""
    return check_claims([claim], evidence)[0]


def _check(claim: EncodedText, per_sentence: NDArray[np.float32], evidence: Evidence) -> Support:
    """Args: per_sentence: [claim words, evidence sentences], the best match of each word in each."""
    flattened = claim.weights**WEIGHT_POWER
    weights = flattened / max(float(flattened.sum()), 1e-9)
    anywhere = float(weights @ per_sentence.max(axis=1))
    means = weights @ per_sentence
    best = int(means.argmax())
    cited = _supporting(per_sentence, weights, best)
    weakest = _weakest(claim, per_sentence.max(axis=1), evidence)
    raw = ANYWHERE_WEIGHT * anywhere + BEST_WEIGHT * float(means[best]) + WEAKEST_WEIGHT * weakest
    conflicts, elsewhere = _conflicts(claim.text, evidence, cited)
    counted = sum(conflict.weight for conflict in conflicts if conflict not in elsewhere)
    score = float(np.clip(raw - CONFLICT_WEIGHT * min(MAX_CONFLICTS, counted), 0.0, 1.0))
    verdict = _verdict(score, raw, conflicts, elsewhere)
    return Support(
        score=score,
        verdict=verdict,
        anywhere=anywhere,
        best=float(means[best]),
        weakest=weakest,
        sentences=cited,
        conflicts=conflicts,
        elsewhere=elsewhere,
        against=_against(claim, evidence, means),
    )


def _conflicts(
    claim: str, evidence: Evidence, cited: Sequence[int]
) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """Returns the conflicts with the cited sentences' surroundings, and those other evidence resolves."""
    near = find_conflicts(claim, *_window(evidence, cited), known=evidence.known)
    best = evidence.sentences[cited[0]].encoded.text
    if not any(conflict.is_mandatory for conflict in near) and contradicts(claim, best):
        # Words beside it ("opened in 1936") must not make up for what it says itself ("closed at night").
        near += tuple(c for c in find_conflicts(claim, best) if c.is_mandatory and c.kind not in _FACTS)
    absent = {(conflict.kind, conflict.claim) for conflict in absent_facts(claim, *evidence.facts)}
    return near, tuple(c for c in near if c.kind in _FACTS and (c.kind, c.claim) not in absent)


def _against(claim: EncodedText, evidence: Evidence, means: NDArray[np.floating[Any]]) -> tuple[int, ...]:
    """Returns the sentences near the claim that contradict it: the same words but for a slot."""
    nearest = np.argsort(-means, kind="stable")[:MAX_RIVALS]
    return tuple(
        int(index)
        for index in nearest
        if means[index] >= RIVAL_MATCH and contradicts(claim.text, evidence.sentences[index].encoded.text)
    )


def _weakest(claim: EncodedText, matches: NDArray[np.float32], evidence: Evidence) -> float:
    halves = 0.5 * matches + 0.5 * stem_matches(claim, evidence.joined.text.stems)
    content = np.sort(halves[content_mask(claim)])
    return float(content[:WEAKEST_WORDS].mean())


def _supporting(
    per_sentence: NDArray[np.float32], weights: NDArray[np.float32], best: int
) -> tuple[int, ...]:
    """Returns the best sentence, and a second one where it bears out much that the first does not."""
    together = weights @ np.maximum(per_sentence, per_sentence[:, [best]])
    second = int(together.argmax())
    gain = float(together[second]) - float(together[best])
    return (best, second) if gain >= SECOND_SENTENCE_GAIN else (best,)


def _window(evidence: Evidence, cited: Sequence[int]) -> list[str]:
    """Returns the cited sentences with their neighbours in the same texts."""
    sentences = evidence.sentences
    around = {
        index
        for centre in cited
        for index in range(max(0, centre - 1), min(len(sentences), centre + 2))
        if sentences[index].source == sentences[centre].source
    }
    return [sentences[index].encoded.text for index in sorted(around)]


def _verdict(
    score: float,
    raw: float,
    conflicts: Sequence[Conflict],
    elsewhere: Sequence[Conflict],
) -> Verdict:
    """No conflict passes for supported, unless other evidence has the fact and none stands against it."""
    real = [conflict for conflict in conflicts if conflict not in elsewhere]
    rivals = [conflict for conflict in conflicts if conflict.is_mandatory and conflict.evidence]
    if raw >= THRESHOLDS.supported and any(conflict in real for conflict in rivals):
        return Verdict.CONTRADICTED
    is_barred = bool(rivals) or any(conflict.is_mandatory or conflict.kind == "name" for conflict in real)
    if score >= THRESHOLDS.supported and not is_barred:
        return Verdict.SUPPORTED
    return Verdict.PARTLY if score >= THRESHOLDS.partly else Verdict.UNSUPPORTED
