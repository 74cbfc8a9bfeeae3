"""Read from a column's header what its cells are: "Price (EUR)", "Price per month", "Closes"."""

from __future__ import annotations

from functools import lru_cache

from genai_core.domain.facts.values.tokens import read_tokens
from genai_core.domain.facts.values.units import per_at, unit_at
from genai_core.domain.facts.values.value import Role, Unit
from genai_core.domain.facts.values.vocabulary import vocabulary

_MAX_CHARS = 80
_LEADS = frozenset(("(", "[", "in", "/", ","))


@lru_cache(maxsize=2048)
def header_role(header: str, language: str) -> Role:
    """Returns what a column of times says: that something "opens" or "closes" then; "" for others."""
    forms = {token.form for token in read_tokens(header[:_MAX_CHARS], language).all}
    words = vocabulary(language)
    is_start, is_end = (not forms.isdisjoint(words.words(key)) for key in ("opening", "closing"))
    return "start" if is_start and not is_end else "end" if is_end and not is_start else ""


@lru_cache(maxsize=2048)
def header_units(header: str, language: str) -> tuple[Unit | None, Unit | None]:
    """Returns the unit of a column's cells, and what it is per; None if the header does not say."""
    tokens = read_tokens(header[:_MAX_CHARS], language)
    unit: Unit | None = None
    per: Unit | None = None
    for index in range(1, len(tokens.all)):
        if unit is None and tokens.form(index - 1) in _LEADS:
            unit, _ = unit_at(tokens, index)
        if per is None:
            per, _ = per_at(tokens, index)
    return unit, per
