"""Rejoin German verbs with a prefix at the clause's end: "Der Kurs fällt am Freitag aus" is "ausfällt"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from genai_core.domain.facts.logic.concepts import keys_of
from genai_core.domain.facts.logic.token import Token

_PREFIXES = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "ein",
        "fest",
        "her",
        "hin",
        "los",
        "mit",
        "nach",
        "statt",
        "teil",
        "um",
        "vor",
        "weg",
        "weiter",
        "zu",
        "zurück",
        "zusammen",
    ]
)
_JOINTS = ("and", "but", "because")


def joined_verbs(tokens: Sequence[Token]) -> list[Token]:
    """Returns the tokens with each clause-final prefix moved to before its verb."""
    joined = list(tokens)
    for position in range(len(tokens) - 1, 0, -1):
        token = tokens[position]
        is_end = (
            position + 1 == len(tokens) or tokens[position + 1].is_mark or tokens[position + 1].has(*_JOINTS)
        )
        if token.form not in _PREFIXES or token.is_capital or not is_end:
            continue
        verb = _verb(tokens, position)
        if verb is not None:
            form = token.form + tokens[verb].form
            joined[verb] = replace(tokens[verb], form=form, keys=keys_of(form, "german"))
            del joined[position]
    return joined


def _verb(tokens: Sequence[Token], end: int) -> int | None:
    """Returns the position of the clause's verb: its first word in lower case that no noun follows.

    After a noun or pronoun it is the verb in any case: "Er holt Pakete ab".
    """
    before = list(takewhile(lambda at: not tokens[at].is_mark, range(end - 1, -1, -1)))[::-1]
    verbs = [at for at in before if tokens[at].is_content and not tokens[at].is_capital]
    behind = [at for at in verbs if at and (_is_noun(tokens[at - 1]) or tokens[at - 1].has("pronoun"))]
    others = [at for at in verbs if not _is_noun(tokens[at + 1])]
    return next(iter(behind), next(iter(others), None))


def _is_noun(token: Token) -> bool:
    return token.is_content and token.is_capital
