"""Find the sentence that another one refers back to: "It has no display." is about the subject before it.

Without a parser: a sentence that begins with a pronoun, or in some languages with a verb, is about the
subject of the nearest earlier sentence with a subject of its own.
"""

from __future__ import annotations

from functools import lru_cache

from genai_core.domain.facts.logic.segments import VERBS
from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.logic.tokens import read_tokens

_PRO_DROP = ("spanish", "italian", "portuguese")
"""Languages whose verbs do not need a pronoun."""

_SKIPPED = ("but", "then", "also", "because", "and", "deny", "none")
_ARTICLES = ("article", "preposition")


@lru_cache(maxsize=2048)
def refers_back(sentence: str, language: str) -> bool:
    """True if a sentence takes its subject from an earlier one; `language` is a Snowball name in `READ`."""
    tokens = [token for token in read_tokens(sentence, language) if not token.is_mark]
    position = next((at for at, token in enumerate(tokens) if not token.has(*_SKIPPED)), len(tokens))
    if position >= len(tokens) - 1:
        return False
    first, following = tokens[position], tokens[position + 1]
    if first.has("back"):
        return not first.has(*_ARTICLES) or _is_verb(following)  # Dutch "het huis", German "zu ihr"
    return language in _PRO_DROP and _is_verb(first) and not following.is_capital


def _is_verb(token: Token) -> bool:
    return token.has(*VERBS)
