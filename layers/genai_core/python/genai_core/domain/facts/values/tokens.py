"""Split a text into tokens: numbers, words, signs and line breaks, each with its position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from genai_core.domain.facts.values.vocabulary import Vocabulary, vocabulary
from genai_core.domain.text.words import fold

Span = tuple[int, int]

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d\u00a0\u202f])(?:[.,]\d+)?"  # 1 000 000,5
    r"|\d+(?:['’]\d{3})+(?:\.\d+)?|\d{1,3}(?:, \d{3}\b)+"  # 1'000 and "1, 000"
    r"|\d+(?:[.,]\d+)*|[½¼¾⅓⅔⅛]"
    r"|(?P<day>(?:segunda|terça|terca|quarta|quinta|sexta)s?)(?:-feiras?\b|(?=\s(?:a|à|e|ou)\s[a-zç]{5,7}-feira))"
    r"|[^\W\d_]+(?:['’](?=[^\W\d_]))?"
    r"|°\s?[CF]\b|℃|℉|us\$|r\$|[$€£¥₹₩%‰°″§≥≤<>~≈±+/×|\n]"
    r"|[-–—−](?=\s?[\d.$€£])|[,;:.!?()\[\]]",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """`form` is as it is compared: in lower case, without accents. A number begins with a digit."""

    form: str
    raw: str
    start: int
    end: int
    is_number: bool


_NOTHING = Token("", "", -1, -1, False)


@dataclass(frozen=True, eq=False)
class Tokens:
    """A text as tokens; those that another value already uses are empty."""

    text: str
    words: Vocabulary
    all: tuple[Token, ...]

    @cached_property
    def all_forms(self) -> tuple[str, ...]:
        return tuple(token.form for token in self.all)

    def at(self, index: int) -> Token:
        """Returns the token, or an empty one beyond the ends."""
        return self.all[index] if 0 <= index < len(self.all) else _NOTHING

    def form(self, index: int) -> str:
        return self.all_forms[index] if 0 <= index < len(self.all_forms) else ""

    def forms(self, start: int, count: int) -> tuple[str, ...]:
        """Returns `count` tokens, or none if there are fewer."""
        if start < 0 or start + count > len(self.all):
            return ()
        return self.all_forms[start : start + count]

    def follows(self, index: int, keys: Iterable[str]) -> tuple[str, int]:
        """Returns the first of the marker kinds that the phrase at `index` has, and the phrase's length."""
        longest = self.words.opening.get(self.form(index), 0)
        return (
            self._marker([(index, length) for length in range(longest, 0, -1)], keys) if longest else ("", 0)
        )

    def precedes(self, index: int, keys: Iterable[str]) -> tuple[str, int]:
        """Returns the first of the marker kinds that the phrase ending before `index` has, and its length."""
        longest = self.words.closing.get(self.form(index - 1), 0)
        spans = [(index - length, length) for length in range(longest, 0, -1)]
        return self._marker(spans, keys) if longest else ("", 0)

    def _marker(self, spans: Sequence[Span], keys: Iterable[str]) -> tuple[str, int]:
        for start, length in spans:
            kinds = self.words.markers.get(self.forms(start, length), frozenset())
            for key in keys if kinds else ():
                if key in kinds:
                    return key, length
        return "", 0

    def without(self, taken: Iterable[Span]) -> Tokens:
        """Returns the tokens with those inside the given spans emptied; the spans are in order."""
        spans = list(taken)
        starts = [start for start, _ in spans]
        kept = [
            token if not _is_inside(token, spans, starts) else token._replace(form="", is_number=False)
            for token in self.all
        ]
        return Tokens(self.text, self.words, tuple(kept))

    def touches(self, index: int) -> bool:
        """True if the token begins where the previous one ends."""
        return index > 0 and self.at(index).start == self.at(index - 1).end


def _is_inside(token: Token, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, token.end - 1) - 1
    return index >= 0 and spans[index][1] > token.start


def read_tokens(text: str, language: str) -> Tokens:
    """Returns the tokens of a text."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        is_number = raw[0].isdecimal() or raw[0] in "½¼¾⅓⅔⅛"
        form = raw if is_number else fold(raw)
        if match["day"]:
            form = f"{fold(match['day']).removesuffix('s')}-feira"
        tokens.append(Token(form, raw, *match.span(), is_number))
    return Tokens(text, vocabulary(language), tuple(tokens))
