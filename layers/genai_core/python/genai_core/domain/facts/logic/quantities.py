"""Read the quantifiers and frequencies of a clause: all, most, some, none; always, often, rarely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.values.reading import is_value_form

_AMOUNTS = ("notall", "all", "everyone", "most", "many", "some", "few", "half", "both")
_FREQUENCIES = ("always", "usually", "often", "sometimes", "rarely")
_KINDS = (*_AMOUNTS, *_FREQUENCIES)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantifier or frequency with the word that it counts."""

    kind: str
    counted: frozenset[str]
    form: str


def read_quantities(tokens: Sequence[Token]) -> Iterator[Amount]:
    for position, token in enumerate(tokens):
        kind = next((kind for kind in _KINDS if kind in token.kinds), None)
        if kind is None or (token.form == "most" and _is_superlative(tokens, position)):
            continue
        if kind == "half" and (_is_of_unit(tokens, position) or _is_in_compound(tokens, position)):
            continue
        counted = next((other.keys for other in tokens[position + 1 :] if other.is_content), frozenset[str]())
        yield Amount(kind, counted, token.form)


def _is_of_unit(tokens: Sequence[Token], position: int) -> bool:
    """True for "half an hour", an amount of time."""
    following = next((token for token in tokens[position + 1 :] if not token.has("article")), None)
    return following is not None and is_value_form(following.form)


def _is_in_compound(tokens: Sequence[Token], position: int) -> bool:
    """True for "half-life"."""
    return any(token.is_hyphened for token in tokens[position + 1 : position + 2])


def _is_superlative(tokens: Sequence[Token], position: int) -> bool:
    """True for "the most populous city", which does not count cities."""
    return position > 0 and tokens[position - 1].has("article", "possessive", "and")
