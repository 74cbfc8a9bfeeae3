"""Ask a judge model about the pairs of answers that the comparison leaves undecided.

If the support of a pair is near the threshold, the similarity of a few words decides whether two answers
agree. One call asks the judge about all such pairs, and its reply moves each pair to one side of the
threshold. A conflict of facts stays a conflict, and all scores stay if the reply cannot be read.
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
"""Band around the threshold in which support says little about whether two answers agree."""
MAX_PAIRS = 10
_ANSWER_FRAME_TOKENS = 15
_PAIR_TOKENS = 12

Pair = tuple[int, int]


def undecided_pairs(comparison: Comparison) -> tuple[Pair, ...]:
    """Returns the member indices of at most ten undecided pairs, those nearest to the threshold first."""
    table = comparison.table
    better = {
        (first, second): float(max(table.support[first, second], table.support[second, first]))
        for first, second in combinations(range(len(comparison.members)), 2)
        if not table.conflicts[first, second]
    }
    doubtful = [pair for pair, support in better.items() if UNDECIDED[0] <= support <= UNDECIDED[1]]
    return tuple(sorted(doubtful, key=lambda pair: abs(better[pair] - SUPPORT_THRESHOLD))[:MAX_PAIRS])


def judging_request(
    question: Question, comparison: Comparison, pairs: Sequence[Pair], spec: ModelSpec
) -> ModelRequest:
    """Returns the request to the judge, with the answers as data.

    Raises:
        InvalidInput: The answers do not fit its context.
    """
    system, question_text = prompt_text("judging_v1"), question.standalone or question.text
    budget = prompt_budget(spec, system, question_text)
    members = dict.fromkeys(index for pair in pairs for index in pair)
    texts = {index: comparison.members[index].encoded.text for index in members}
    needed = sum(estimate_tokens(text) + _ANSWER_FRAME_TOKENS for text in texts.values())
    if needed + _PAIR_TOKENS * len(pairs) > budget.history + budget.passages:
        raise InvalidInput(
            f"the answers to judge have {needed!r} tokens", remedy="Name a judge with a larger context."
        )
    shown = framed("answer", [({"number": index + 1}, text) for index, text in texts.items()])
    listed = [
        f"Pair {number}: answers {first + 1} and {second + 1}"
        for number, (first, second) in enumerate(pairs, 1)
    ]
    body = "\n".join([shown, "", f"Question: {question_text}", *listed])
    return ModelRequest(
        question=question_text,
        passages=(),
        system=system,
        messages=(Message("user", body),),
        max_output_tokens=budget.answer,
        workspace_id=question.workspace_id,
    )


def read_judgement(reply: str, pairs: Sequence[Pair]) -> dict[Pair, bool] | None:
    """Returns whether each pair agrees; None if the reply omits a pair or cannot be read."""
    fields = read_json_object(reply)
    if fields is None:
        return None
    verdicts = {pair: fields.get(str(number)) for number, pair in enumerate(pairs, 1)}
    if not all(isinstance(verdict, bool) for verdict in verdicts.values()):
        return None
    return cast("dict[Pair, bool]", verdicts)


def judged(comparison: Comparison, verdicts: Mapping[Pair, bool]) -> Comparison:
    """Returns the comparison with each judged pair moved just outside the undecided band."""
    support = comparison.table.support.copy()
    for (first, second), is_same in verdicts.items():
        for cell in ((first, second), (second, first)):
            support[cell] = max(support[cell], UNDECIDED[1]) if is_same else min(support[cell], UNDECIDED[0])
    return with_table(comparison, replace(comparison.table, support=support))
