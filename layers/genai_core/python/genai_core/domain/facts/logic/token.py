"""A token: one word, phrase or mark of a sentence, with its functions in a statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One word, phrase or mark.

    Attributes:
        form: In lower case, with accents.
        keys: Compare content words, and find the opposite of a particle such as "off".
        kinds: Its functions in a statement; empty for content words.
        is_capital: It begins with a capital letter.
        is_hyphened: A hyphen joins it to the word before.
        start: Its position in the text.
    """

    form: str
    keys: frozenset[str]
    kinds: frozenset[str]
    is_capital: bool = False
    is_hyphened: bool = False
    start: int = 0

    @property
    def is_content(self) -> bool:
        return not self.kinds

    @property
    def is_mark(self) -> bool:
        return "mark" in self.kinds

    def has(self, *kinds: str) -> bool:
        """True if it has one of the kinds."""
        return not self.kinds.isdisjoint(kinds)
