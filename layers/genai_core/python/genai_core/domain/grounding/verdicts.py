"""Score and verdict: what likeness and facts say of one claim, and what a verifier adds.

The score is the logistic function of `4.5 (likeness + .1 v - .55)`, where *likeness* is that to the evidence
less its conflicts and *v* the log-odds of a verifier's probability. Facts come first: no likeness outvotes a
conflict, and a verifier overrules only kinds that a rewording can feign. What facts leave open is
`unchecked`, unless a verifier that reads claim and evidence together decides it. The coefficients are the
same for every workspace; docs/benchmarks.md tells how they were chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import exp, log
from typing import NamedTuple

from genai_core.domain.facts.conflict import VALUE_KINDS, Conflict, ConflictKind
from genai_core.domain.protocol.outcomes import Verdict

Verify = Callable[[Sequence[tuple[str, str]]], Sequence[float] | None]
"""Returns for each (claim, evidence) the probability that the evidence supports the claim; None: not now."""
BeginVerify = Callable[[Sequence[tuple[str, str]]], Callable[[], Sequence[float] | None]]
"""Begins to verify pairs, and returns a function that waits for what `Verify` returns."""


class Thresholds(NamedTuple):
    """From which score on a sentence is supported, and partly so."""

    supported: float
    partly: float


THRESHOLDS = Thresholds(supported=0.5, partly=0.4)
"""The same with and without an embedder and a verifier."""

TRANSLATED = Thresholds(supported=0.75, partly=0.4)
"""Shares of a claim's words that evidence in another language has."""

EVEN = 0.55
"""The likeness at which support is as probable as not."""
STEEPNESS = 4.5
VERIFIER_WEIGHT = 0.1
"""Of a verifier's log-odds, in likeness."""
MAX_LOG_ODDS = 6.0
UNDECIDED = 0.5
"""What a verifier says of what it cannot read: the verdict is then that of the facts."""

AFFIRMED = 0.4
"""The score from which a claim is supported if a verifier does not deny it."""
DENIAL = 0.3
"""A verifier that finds support less probable than this denies the claim."""
LIKELY = 0.6
"""From this probability on it confirms a claim of which the evidence lacks two words or more."""
MOSTLY = 0.8
"""Share of a claim's words that a sentence of the same language has, if no verifier reads the language."""
ASSENT = 0.75
"""From this probability on it decides what a fact leaves open, claims in another language, claims that share
few words with their evidence, and conflicts that a rewording can feign."""
IMPLAUSIBLE = 0.08
"""Below this probability it doubts a claim even if one sentence has all of its words without a conflict,
but not if a value is written otherwise there."""
ASKED = 0.15
"""Minimum score of likeness for a verifier to be asked."""
REWORDED = frozenset[ConflictKind](("modality", "condition"))
"""Kinds of conflict that a rewording can feign. Denials too, but a verifier takes "no permit is required" for
"requires a permit" now and then, and nothing does more harm; values and roles are seldom feigned."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of one claim before its verdict.

    Attributes:
        raw: 0 to 1, likeness to the evidence. likeness: the same less its conflicts, which may be below 0.
        missing: Words of the claim that the evidence has in no form.
        translated: Share of its words that evidence in another language has; None in the same language.
        is_readable: Both sides are in a language that is read.
        covered: Share of its words that evidence in the same language has.
        is_verbatim: A sentence says it word for word. is_restated: All of it and no more, without a conflict.
        is_turned: All of it, with an opposite or an exception for a denial: facts decide that alone.
        is_contained: One sentence has all of its words, and more, without a conflict.
        is_terse: It leaves out what it is about, so having its words is not enough.
        is_renoted: The evidence has one of its values in other words, which a verifier does not recognise.
    """

    raw: float
    likeness: float
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    translated: float | None = None
    is_readable: bool = True
    is_verbatim: bool = False
    is_restated: bool = False
    is_turned: bool = False
    is_contained: bool = False
    covered: float = 0.0
    is_terse: bool = False
    is_renoted: bool = False

    @property
    def is_certain(self) -> bool:
        """True if facts alone show that the evidence supports the claim."""
        return self.is_verbatim or ((self.is_restated or self.is_contained) and not self.is_terse)

    @property
    def excludes(self) -> bool:
        """True if the evidence says something else where the claim's fact stands."""
        return any(conflict.is_mandatory and conflict.evidence for conflict in self.conflicts)

    @property
    def is_open(self) -> bool:
        """True if something of the claim is neither there nor excluded."""
        return bool(self.conflicts or self.missing)

    @property
    def has_open_fact(self) -> bool:
        """True if a fact other than a name, such as who does what, is neither there nor excluded."""
        return any(conflict.kind != "name" for conflict in self.conflicts)

    @property
    def is_barred(self) -> bool:
        """True if a fact keeps the claim from being supported, unless a verifier overrules it."""
        return any(conflict.is_mandatory for conflict in self.conflicts)

    @property
    def is_refuted(self) -> bool:
        """True if a fact keeps the claim from being supported, whatever a verifier says."""
        return any(conflict.is_mandatory and conflict.kind not in REWORDED for conflict in self.conflicts)


def at_once(verify: Verify | None) -> BeginVerify | None:
    """Returns what verifies when its result is asked for; None for None."""
    return None if verify is None else partial(partial, verify)


def score_of(findings: Findings, probability: float | None = None) -> float:
    """Returns 0 to 1, comparable between claims checked alike; 1 if the evidence has the exact words.

    Args:
        probability: A verifier's; None if none was asked.
    """
    if findings.is_verbatim:
        return 1.0
    score = _score(findings.likeness, UNDECIDED if findings.is_turned else probability)
    return max(score, THRESHOLDS.supported) if findings.is_certain else score


def verdict_of(findings: Findings, probability: float | None = None) -> Verdict:
    """Returns the verdict by facts, and by a verifier's probability if there is one."""
    verdict = _by_facts(findings)
    if probability is None or not can_be_decided(findings):
        return verdict
    if probability == UNDECIDED:
        return Verdict.SUPPORTED if verdict is Verdict.UNCHECKED and _is_mostly_there(findings) else verdict
    if findings.is_readable and findings.translated is None:
        return _of_same_language(findings, probability, verdict)
    is_settled = findings.is_barred or findings.is_certain
    return verdict if is_settled else _of_other_languages(verdict, probability)


def _of_same_language(findings: Findings, probability: float, verdict: Verdict) -> Verdict:
    """Args: verdict: That of facts alone."""
    if findings.is_certain:
        return Verdict.PARTLY if probability < IMPLAUSIBLE and not findings.is_renoted else verdict
    if findings.is_barred or not is_alike(findings):
        return Verdict.SUPPORTED if probability >= ASSENT else verdict
    score = score_of(findings, probability)
    if score >= AFFIRMED and probability >= _required(findings):
        return Verdict.SUPPORTED
    if findings.is_renoted and verdict is Verdict.SUPPORTED:
        return verdict
    return Verdict.PARTLY if score >= THRESHOLDS.partly else Verdict.UNSUPPORTED


def _required(findings: Findings) -> float:
    """Returns the probability from which a verifier confirms a claim."""
    if findings.has_open_fact:
        return ASSENT
    return LIKELY if len(findings.missing) > 1 else DENIAL


def _is_mostly_there(findings: Findings) -> bool:
    """True if the evidence lacks one word in five at most; for claims that no verifier can read."""
    is_same_language = findings.is_readable and findings.translated is None
    return is_same_language and not findings.conflicts and findings.covered >= MOSTLY


def can_be_decided(findings: Findings) -> bool:
    """True if a verifier can change the verdict."""
    is_shown = findings.is_verbatim or findings.is_turned or (findings.is_restated and not findings.is_terse)
    return not is_shown and not findings.is_refuted and can_be_asked(findings)


def can_be_asked(findings: Findings) -> bool:
    """True if a claim is alike enough to its evidence for a verifier to be asked."""
    return findings.translated is not None or _score(findings.raw) >= ASKED


def is_alike(findings: Findings) -> bool:
    """True if a claim is alike enough to its evidence to be supported by words."""
    return findings.translated is not None or _score(findings.raw) >= THRESHOLDS.partly


def _score(likeness: float, probability: float | None = None) -> float:
    return 1 / (1 + exp(-STEEPNESS * (likeness + VERIFIER_WEIGHT * _log_odds(probability) - EVEN)))


def _log_odds(probability: float | None) -> float:
    if probability is None:
        return 0.0
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return min(max(log(bounded / (1 - bounded)), -MAX_LOG_ODDS), MAX_LOG_ODDS)


def _of_other_languages(verdict: Verdict, probability: float) -> Verdict:
    if verdict in (Verdict.UNCHECKED, Verdict.PARTLY):
        return Verdict.SUPPORTED if probability >= ASSENT else Verdict.PARTLY
    return Verdict.UNSUPPORTED if verdict is Verdict.SUPPORTED and probability < DENIAL else verdict


def _by_facts(findings: Findings) -> Verdict:
    if findings.is_certain:
        return Verdict.SUPPORTED
    if not is_alike(findings):
        return Verdict.UNSUPPORTED
    if not findings.is_readable:
        return Verdict.CONTRADICTED if findings.excludes else Verdict.UNCHECKED
    if findings.translated is not None:
        return _translated(findings, findings.translated)
    return _compared(findings)


def _compared(findings: Findings) -> Verdict:
    """Returns the verdict on a claim in the language of its evidence."""
    if _score(findings.raw) >= THRESHOLDS.supported and findings.excludes:
        return Verdict.CONTRADICTED
    score = score_of(findings)
    if score >= THRESHOLDS.supported:
        return Verdict.UNCHECKED if findings.is_open else Verdict.SUPPORTED
    return Verdict.PARTLY if score >= THRESHOLDS.partly else Verdict.UNSUPPORTED


def _translated(findings: Findings, share: float) -> Verdict:
    if share >= TRANSLATED.partly and findings.excludes:
        return Verdict.CONTRADICTED
    if any(conflict.kind in VALUE_KINDS for conflict in findings.conflicts):
        return Verdict.UNSUPPORTED  # a number is the same in every language: it is there or it is not
    if share >= TRANSLATED.supported and not findings.conflicts:
        return Verdict.SUPPORTED
    return Verdict.UNCHECKED if share >= TRANSLATED.partly else Verdict.UNSUPPORTED
