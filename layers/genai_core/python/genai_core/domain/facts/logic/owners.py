"""Find which word of a clause owns which: "the surgeon's assistant", "the owner of the boat"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from genai_core.domain.facts.logic.token import Token

_OWNED_WORDS = 3
_OF = frozenset(
    [
        "of",
        "de",
        "du",
        "des",
        "d'",
        "del",
        "di",
        "dello",
        "della",
        "dei",
        "degli",
        "delle",
        "dell'",
        "do",
        "da",
        "dos",
        "das",
        "van",
    ]
)


class Owner(NamedTuple):
    """What a clause says of possession, as keys of its words.

    Attributes:
        owned: Those of the words that may be owned. first: Those of the first such word.
        is_genitive: "The surgeon's assistant" rather than "the assistant of the surgeon".
    """

    owner: frozenset[str]
    owned: frozenset[str]
    first: frozenset[str]
    is_genitive: bool


def read_owners(tokens: Sequence[Token]) -> Iterator[Owner]:
    """Yields each pair of an owner and its possession, in order."""
    for position, token in enumerate(tokens[1:-1], 1):
        before = tokens[position - 1]
        if not before.is_content:
            continue
        if token.form == "'s":
            yield Owner(
                before.keys, _run(tokens[position + 1 :]), tokens[position + 1].keys, is_genitive=True
            )
        elif token.form in _OF:
            rest = tokens[position + 1 :]
            first = next((at for at, other in enumerate(rest) if not other.has("article")), len(rest))
            yield Owner(_run(rest[first:]), before.keys, before.keys, is_genitive=False)


def _run(tokens: Sequence[Token]) -> frozenset[str]:
    """Returns the keys of the content words that follow each other, starting at the first token."""
    run = list(takewhile(lambda token: token.is_content, tokens))[:_OWNED_WORDS]
    return frozenset(key for token in run for key in token.keys)
