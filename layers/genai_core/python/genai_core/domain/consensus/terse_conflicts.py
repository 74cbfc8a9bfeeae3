"""Find conflicts between sentences of two answers, where one may leave out the verb of its value.

"Until 3 May." and "The lift is closed until 3 May." answer "Until when is the lift closed?" alike, although
"closed until" gives the date another role than "until".
"""

from __future__ import annotations

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.text.terse_answers import spelt_out


def answer_conflicts(claim: str, *sentences: str, question: str) -> list[Conflict]:
    """Returns the conflicts of a claim with another answer; see `find_conflicts`.

    Without those between equal words that end once the question is put before terse answers.
    """
    conflicts = list(find_conflicts(claim, *sentences, asked=question))
    if not any(map(_is_of_role, conflicts)):
        return conflicts
    spelt = (spelt_out(sentence, question) for sentence in sentences)
    remaining = {each.kind for each in find_conflicts(spelt_out(claim, question), *spelt, asked=question)}
    return [each for each in conflicts if not _is_of_role(each) or each.kind in remaining]


def _is_of_role(conflict: Conflict) -> bool:
    return conflict.claim.casefold() == conflict.evidence.casefold()
