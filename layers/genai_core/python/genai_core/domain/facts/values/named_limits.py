"""Mark amounts that a word before them calls a maximum or a minimum: "The maximum weight is 12 kg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from genai_core.domain.facts.values.ranges import allowed_amounts
from genai_core.domain.facts.values.value import Qualifier, Value
from genai_core.domain.text.words import fold

_LIMIT = re.compile(
    r"\b(?:(?P<most>maxim|massim|hochst(?!ens)|upper limit)|minim|mindest(?!ens)|lower limit)\w*"
)
_END = re.compile(r"[.;:!?|\n]")


def with_named_limits(text: str, values: Sequence[Value]) -> Iterator[Value]:
    """Yields the values in order, those with a maximum or minimum named before them marked with it."""
    start = 0
    for value in values:
        if value.kind == "number" and not value.qualifier and value.amounts:
            limit = _limit_in(text[start : value.start])
            yield replace(value, limit=limit) if limit else value
        else:
            yield value
        start = value.end


def limits_exclude(claim: Value, evidence: Value) -> bool:
    """True if one side names a maximum and the other a minimum, or a bound from the other side."""
    limits = {claim.limit or claim.qualifier, evidence.limit or evidence.qualifier}
    return bool(claim.limit or evidence.limit) and limits == {"at_most", "at_least"}


def bounded(value: Value) -> Value:
    """Returns "the maximum is 12 kg" as "at most 12 kg"."""
    amounts = tuple(allowed_amounts(amount.low, value.limit, value.step) for amount in value.amounts)
    return replace(value, qualifier=value.limit, amounts=amounts)


def _limit_in(before: str) -> Qualifier:
    """Returns the bound that the last sentence of a text names; empty if it names none."""
    matches = list(_LIMIT.finditer(fold(_END.split(before)[-1])))
    if not matches:
        return ""
    return "at_most" if matches[-1]["most"] else "at_least"
