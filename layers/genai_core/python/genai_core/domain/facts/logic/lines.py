"""A sentence as a line of words without articles, for comparing word order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.stems import stem_of
from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.logic.tokens import read_tokens
from genai_core.domain.facts.values.reading import is_value_form


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a line.

    Attributes:
        symbol: The key for comparing it. article: The article before it, which is not in the line.
        is_first: It begins the sentence. is_parted: A comma precedes it.
    """

    token: Token
    symbol: str
    article: str
    is_first: bool
    is_parted: bool

    @property
    def joins(self) -> bool:
        return self.token.has("and", "or")

    @property
    def is_name(self) -> bool:
        return self.token.is_capital and self.token.is_content

    @property
    def is_value(self) -> bool:
        return self.token.is_content and is_value_form(
            self.token.form, is_capital=self.token.is_capital and not self.is_first
        )

    @property
    def counts(self) -> bool:
        """True for content words that are not part of a value."""
        return self.token.is_content and not self.is_value


@lru_cache(maxsize=2048)
def read_line(text: str, language: str) -> tuple[Word, ...]:
    """Returns the words of a sentence without its articles."""
    contracted, line = _contractions().get(language, {}), list[Word]()
    article, is_parted = "", False
    for position, token in enumerate(read_tokens(text, language)):
        form = contracted.get(token.form, token.form)
        if form == token.form and _is_article(token, language):
            article = form
            continue
        if token.is_mark:
            is_parted = is_parted or form in ",;"
            continue
        symbol = stem_of(form, language) if token.is_content else form
        line.append(Word(token, symbol, article, not position, is_parted))
        article, is_parted = "", False
    return tuple(line)


def _is_article(token: Token, language: str) -> bool:
    """True for articles; Portuguese "a" is counted, although it can be a preposition."""
    is_only = not token.has("preposition", "none") or (language == "portuguese" and token.form in ("a", "as"))
    return token.has("article") and is_only


@cache
def _contractions() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for line in lines_of("contractions"):
        language, _, listed = line.partition(":")
        pairs = (entry.partition("=") for entry in listed.split())
        table.setdefault(language, {}).update({form: alone for form, _, alone in pairs})
    return table
