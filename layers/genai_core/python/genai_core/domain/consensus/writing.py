"""Synthesis: what a writer is given to put into words, and whether its words may be served.

It is given only claims of the agreeing answers that another model says too, that nobody contradicts and
that the passages bear out; never passages nor whole answers. Its text is then checked like any answer,
and against the claims besides. What does not hold is not served: the pick, verbatim, is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.consensus.stances import NO_QUESTION, SAME_CLAIM, Positions
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.generation.framing import framed
from genai_core.domain.generation.models import Message, ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import estimate_tokens, prompt_budget, prompt_text
from genai_core.domain.protocol.outcomes import Mode, Verdict
from genai_core.domain.questions import Question
from genai_core.domain.text.encoded_texts import EncodedText

WRITING_MODES: tuple[Mode, ...] = ("quorum", "cascade")
"""Elsewhere nothing is agreed: one model speaks, or all are shown side by side."""
MIN_CLAIMS = 2
"""A single claim is served as it was said: nothing is to be joined."""
REPEATED = 0.8
"""A claim of which so much was given already is not given again."""
_CLAIM_FRAME_TOKENS = 15


@dataclass(frozen=True, eq=False)
class Claim:
    """One claim that may be written; `passages` are numbers from 1, as the models' prompts number them."""

    sentence: EncodedText
    passages: tuple[int, ...]


def agreed_claims(comparison: Comparison, mode: Mode) -> tuple[Claim, ...]:
    """Returns what a writer may say, the pick's own claims first; none where nothing is to be joined."""
    if mode not in WRITING_MODES or len(comparison.supporters) < 2 or comparison.chosen is None:
        return ()
    others = (index for index in comparison.supporters if index != comparison.chosen)
    positions, claims = Positions(comparison), list[Claim]()
    for index in (comparison.chosen, *others):
        for claim in _supported_claims(positions, comparison.members[index]):
            given = EncodedAnswer("", tuple(earlier.sentence for earlier in claims))
            if not claims or coverage(claim.sentence, given, NO_QUESTION) < REPEATED:
                claims.append(claim)
    return tuple(claims) if len(claims) >= MIN_CLAIMS else ()


def writing_request(question: Question, claims: Sequence[Claim], spec: ModelSpec) -> ModelRequest:
    """Returns what the writer is asked: the claims that fit its context, as data, and the question."""
    system = prompt_text("writing_v1")
    budget = prompt_budget(spec, system, question.text)
    shown: list[tuple[dict[str, object], str]] = []
    left = budget.history + budget.passages
    for number, claim in enumerate(claims, 1):
        left -= estimate_tokens(claim.sentence.text) + _CLAIM_FRAME_TOKENS
        if left < 0:
            break
        passages = " ".join(f"[{place}]" for place in claim.passages)
        shown.append(({"number": number, "passages": passages}, claim.sentence.text))
    asked = f"{framed('statement', shown)}\n\nQuestion: {question.standalone or question.text}"
    return ModelRequest(
        question=question.standalone or question.text,
        passages=(),
        system=system,
        messages=(Message("user", asked),),
        max_output_tokens=budget.answer,
        workspace_id=question.workspace_id,
        named=max((place for claim in claims for place in claim.passages), default=0),
    )


def unfaithful(written: Member, claims: Sequence[Claim], comparison: Comparison) -> str:
    """Returns why the written text may not be served; empty where it may.

    Every sentence must be borne out by the passages, without a conflict, and by the claims; and no claim
    may be lost on the way.
    """
    if not written.checks or is_refusal(written.answer.text):
        return "it says nothing"
    given = EncodedAnswer("", tuple(claim.sentence for claim in claims))
    facts = " ".join(claim.sentence.text for claim in claims)
    for sentence, check in zip(written.encoded.sentences, written.checks, strict=True):
        if check.verdict is not Verdict.SUPPORTED:
            return f"a sentence is {check.verdict.value} by the passages"
        if coverage(sentence, given, NO_QUESTION) < SAME_CLAIM:
            return "a sentence goes beyond the claims"
        conflicts = find_conflicts(sentence.text, facts, known=comparison.question.text)
        if any(conflict.is_mandatory for conflict in conflicts):
            return "a sentence contradicts the claims"
    if any(coverage(claim.sentence, written.encoded, NO_QUESTION) < SAME_CLAIM for claim in claims):
        return "a claim is lost"
    return ""


def _supported_claims(positions: Positions, member: Member) -> list[Claim]:
    evidence = positions.comparison.evidence.sentences
    found: list[Claim] = []
    for sentence, check in zip(member.encoded.sentences, member.checks, strict=True):
        if check.verdict is not Verdict.SUPPORTED:
            continue
        sides = positions.sides(sentence, own=member.answer.model_id)
        if sides.supporters and not sides.contradictors:
            sources = dict.fromkeys(evidence[i].source + 1 for i in check.sentences)
            found.append(Claim(sentence, tuple(sources)))
    return found
