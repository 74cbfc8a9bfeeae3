"""A judge's say on the pairs of answers that the comparison leaves undecided, and on no others.

Where the better of two supports lies near the threshold, whether two answers say the same hangs on a
few words' likeness. One call asks a model about all such pairs; what it says moves a pair to one side of
the threshold. A conflict of slots stands, whatever it says, and so do all scores if its reply cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import cast

from genai_core.domain.consensus.agreement import SUPPORT_THRESHOLD
from genai_core.domain.consensus.comparison import Comparison, with_table
from genai_core.domain.generation.framing import framed
from genai_core.domain.generation.model_replies import read_json_object
from genai_core.domain.generation.models import Message, ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import estimate_tokens, prompt_budget, prompt_text
from genai_core.domain.questions import Question
from genai_core.errors import InvalidInput

UNDECIDED = (0.33, 0.53)
"""Around the threshold, where a pair's support says little about whether both are right or both wrong."""
MAX_PAIRS = 10
_ANSWER_FRAME_TOKENS = 15
_PAIR_TOKENS = 12

Pair = tuple[int, int]


def undecided_pairs(comparison: Comparison) -> tuple[Pair, ...]:
    """Returns the members' indices of each undecided pair, the most doubtful first, at most ten."""
    table = comparison.table
    better = {
        (one, other): float(max(table.support[one, other], table.support[other, one]))
        for one, other in combinations(range(len(comparison.members)), 2)
        if not table.conflicts[one, other]
    }
    doubtful = [pair for pair, support in better.items() if UNDECIDED[0] <= support <= UNDECIDED[1]]
    return tuple(sorted(doubtful, key=lambda pair: abs(better[pair] - SUPPORT_THRESHOLD))[:MAX_PAIRS])


def judging_request(
    question: Question, comparison: Comparison, pairs: Sequence[Pair], spec: ModelSpec
) -> ModelRequest:
    """Returns what the judge is asked, as data.

    Raises:
        InvalidInput: The answers do not fit its context.
    """
    system, asked = prompt_text("judging_v1"), question.standalone or question.text
    budget = prompt_budget(spec, system, asked)
    members = dict.fromkeys(index for pair in pairs for index in pair)
    texts = {index: comparison.members[index].encoded.text for index in members}
    needed = sum(estimate_tokens(text) + _ANSWER_FRAME_TOKENS for text in texts.values())
    if needed + _PAIR_TOKENS * len(pairs) > budget.history + budget.passages:
        raise InvalidInput(
            f"the answers to judge take {needed!r} tokens", remedy="Name a judge with a larger context."
        )
    shown = framed("answer", [({"number": index + 1}, text) for index, text in texts.items()])
    listed = [
        f"Pair {number}: answers {one + 1} and {other + 1}" for number, (one, other) in enumerate(pairs, 1)
    ]
    body = "\n".join([shown, "", f"Question: {asked}", *listed])
    return ModelRequest(
        question=asked,
        passages=(),
        system=system,
        messages=(Message("user", body),),
        max_output_tokens=budget.answer,
        workspace_id=question.workspace_id,
    )


def read_judgement(reply: str, pairs: Sequence[Pair]) -> dict[Pair, bool] | None:
    """Returns whether each pair says the same; None where the reply leaves out or garbles one."""
    said = read_json_object(reply)
    if said is None:
        return None
    verdicts = {pair: said.get(str(number)) for number, pair in enumerate(pairs, 1)}
    if not all(isinstance(verdict, bool) for verdict in verdicts.values()):
        return None
    return cast("dict[Pair, bool]", verdicts)


def judged(comparison: Comparison, verdicts: Mapping[Pair, bool]) -> Comparison:
    """Returns the comparison with each judged pair just beyond the undecided band, on the judge's side."""
    support = comparison.table.support.copy()
    for (one, other), is_same in verdicts.items():
        for place in ((one, other), (other, one)):
            support[place] = (
                max(support[place], UNDECIDED[1]) if is_same else min(support[place], UNDECIDED[0])
            )
    return with_table(comparison, replace(comparison.table, support=support))
