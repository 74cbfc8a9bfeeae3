"""Choose the claims that a writer model may combine, and check its text before it is served.

The writer gets only claims of the agreeing answers that another model also makes, that no model contradicts
and that the passages support; it gets neither passages nor whole answers. Its text is checked like any
answer, and against the claims too. If a check fails, the pick is served verbatim instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.consensus.agreement import EncodedAnswer, coverage
from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.members import Member
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
"""Other modes have no agreed claims: one model answers, or all answers are shown side by side."""
MIN_CLAIMS = 2
"""A single claim is served verbatim: there is nothing to combine."""
REPEATED = 0.8
"""Coverage by earlier claims from which a claim is left out as repeated."""
_CLAIM_FRAME_TOKENS = 15


@dataclass(frozen=True, eq=False)
class Claim:
    """One claim that may be written; `passages` are numbers from 1, as the models' prompts number them."""

    sentence: EncodedText
    passages: tuple[int, ...]


def agreed_claims(comparison: Comparison, mode: Mode) -> tuple[Claim, ...]:
    """Returns the claims for the writer, the pick's own first; empty if there is nothing to combine."""
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
    """Returns the request to the writer: the claims that fit its context, as data, and the question."""
    system = prompt_text("writing_v1")
    budget = prompt_budget(spec, system, question.text)
    shown: list[tuple[dict[str, object], str]] = []
    left = budget.history + budget.passages
    for number, claim in enumerate(claims, 1):
        left -= estimate_tokens(claim.sentence.text) + _CLAIM_FRAME_TOKENS
        if left < 0:
            break
        passages = " ".join(f"[{number}]" for number in claim.passages)
        shown.append(({"number": number, "passages": passages}, claim.sentence.text))
    prompt = f"{framed('statement', shown)}\n\nQuestion: {question.standalone or question.text}"
    return ModelRequest(
        question=question.standalone or question.text,
        passages=(),
        system=system,
        messages=(Message("user", prompt),),
        max_output_tokens=budget.answer,
        workspace_id=question.workspace_id,
        named=max((number for claim in claims for number in claim.passages), default=0),
    )


def unfaithful(written: Member, claims: Sequence[Claim], comparison: Comparison) -> str:
    """Returns why the written text may not be served; empty if it may.

    The passages and the claims must support every sentence without a conflict, and every claim must be in the
    text.
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
        conflicts = find_conflicts(sentence.text, facts, asked=comparison.question.text)
        if any(conflict.is_mandatory for conflict in conflicts):
            return "a sentence contradicts the claims"
    if any(coverage(claim.sentence, written.encoded, NO_QUESTION) < SAME_CLAIM for claim in claims):
        return "a claim is lost"
    return ""


def _supported_claims(positions: Positions, member: Member) -> list[Claim]:
    evidence = positions.comparison.evidence.sentences
    claims: list[Claim] = []
    for sentence, check in zip(member.encoded.sentences, member.checks, strict=True):
        if check.verdict is not Verdict.SUPPORTED:
            continue
        sides = positions.sides(sentence, own=member.answer.model_id)
        if sides.supporters and not sides.contradictors:
            sources = dict.fromkeys(evidence[i].source + 1 for i in check.sentences)
            claims.append(Claim(sentence, tuple(sources)))
    return claims
