"""Read what a question asks of a table, in the words of its language: operation, columns and conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from genai_core.domain.text.languages import without_accents

_WORDS = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_MAX_ENDINGS, _FEW_ENDINGS = 2, 2
Operation = Literal["highest", "lowest", "total", "average", "difference", "count", "value"]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one language.

    Attributes:
        operations: Patterns of the words for each operation; the first match counts.
        columns: Patterns of words that mean a column without naming it, by the base form of its name.
        all_operations: Matches the words for any operation.
        all_named: Matches the words for any operation or column.
        conditions: Matches words that restrict the rows in a way that is not supported.
        joined: Matches the start of a compound that names an operation: "Durchschnittspreis".
        generic: Base forms of words that say nothing about a table.
        silent: Base forms of stop words.
        endings: Inflectional endings; the first that fits is cut off.
    """

    operations: Mapping[Operation, re.Pattern[str]]
    columns: Mapping[str, re.Pattern[str]]
    all_operations: re.Pattern[str]
    all_named: re.Pattern[str]
    conditions: re.Pattern[str]
    joined: re.Pattern[str] | None
    generic: frozenset[str]
    silent: frozenset[str]
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its language.

    Attributes:
        text: The question; compounds that begin with an operation are two words each.
    """

    text: str
    language: QuestionWords

    @property
    def operation(self) -> Operation:
        """The operation to compute; `value` if none is named."""
        for name, signs in self.language.operations.items():
            if signs.search(self.text):
                return name
        return "value"

    @property
    def is_conditional(self) -> bool:
        """Whether it restricts the rows in a way that is not supported."""
        return bool(self.language.conditions.search(self.text))

    @property
    def asked(self) -> set[str]:
        """The base forms of its words, and of the columns that it means without naming them."""
        columns = self.language.columns.items()
        return {*self.words(self.text), *(name for name, signs in columns if signs.search(self.text))}

    @property
    def rest(self) -> set[str]:
        """The base forms of the words that name neither the operation nor the column.

        Counted things must be in the table: "how many inhabitants" does not ask for the number of rows.
        """
        language = self.language
        named = language.all_operations if self.operation == "count" else language.all_named
        rest = named.sub(" ", self.text)
        return set(self.words(rest)) - self.language.generic - self.language.silent

    def words(self, text: str) -> list[str]:
        """Returns the base forms of the words of a text: the same for singular and plural."""
        return [base_form(word, self.language.endings) for word in _WORDS.findall(text.casefold())]


def question_words(
    *,
    operations: Mapping[Operation, str],
    columns: Mapping[str, str],
    conditions: str,
    generic: str,
    silent: frozenset[str],
    endings: tuple[str, ...],
    joined: str = "",
) -> QuestionWords:
    """Returns the words of a language from regular expressions that match whole words.

    Args:
        generic: Words separated by blanks.
    """
    return QuestionWords(
        operations={name: _whole(signs) for name, signs in operations.items()},
        columns={base_form(name, endings): _whole(signs) for name, signs in columns.items()},
        all_operations=_whole("|".join(operations.values())),
        all_named=_whole("|".join((*operations.values(), *columns.values()))),
        conditions=_whole(conditions),
        joined=re.compile(rf"\b({joined})(?=\w{{4}})", re.IGNORECASE) if joined else None,
        generic=frozenset(base_form(word, endings) for word in generic.casefold().split()),
        silent=frozenset(base_form(word, endings) for word in silent),
        endings=endings,
    )


def _whole(signs: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{signs})(?!\w)", re.IGNORECASE)


def base_form(word: str, endings: tuple[str, ...]) -> str:
    """Returns a word in lower case without accents, and without up to two of the endings."""
    if "ies" in endings and word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    base = without_accents(word)
    for _ in range(_MAX_ENDINGS if len(endings) > _FEW_ENDINGS else 1):
        fits = (end for end in endings if base.endswith(end) and not base.endswith("ss"))
        base = next((base.removesuffix(end) for end in fits if len(base) > len(end) + 2), base)
    return base
