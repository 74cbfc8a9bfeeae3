"""Wordings of refusals, one file for each language.

A file has sections: `[NAME]` in capitals lists words that patterns name as `{NAME}`; `preamble`, `turn`,
`concession`, `subject`, `pronoun` and `offer` list beginnings of sentences; `search` lists words; `statement`
lists what is said about a document that is itself the subject. Every other section is a kind of refusal and
lists regular expressions for one sentence in lower case, without its last punctuation. `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from genai_core.domain.text.pattern_files import read_pattern_files

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja")
_WORDINGS = (
    "preamble",
    "apology",
    "turn",
    "concession",
    "offer",
    "statement",
    "subject",
    "pronoun",
    "search",
)
_WORD_END = r"(?![a-zà-ÿ])"
"""A pattern that ends in a letter ends a word: "hi" is not the beginning of "high"."""
_ANCHORS = ("^", r"\b")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class RefusalPatterns:
    """The wordings of all languages together.

    Attributes:
        kinds: Wordings of each kind of refusal.
        preamble: An apology at the beginning. apology: Refuses only after a preamble.
        turn: Begins a clause that answers after all.
        concession: A concession at the beginning, before an answer. offer: Offers help and states nothing.
        statement: States that a document lacks something ("The document contains no personal data"); not a
            refusal.
        search: Words of a clause about the question or the search for its answer.
        subject: Names the documents at the beginning. pronoun: Stands for them in a later clause.
    """

    kinds: Mapping[str, re.Pattern[str]]
    preamble: re.Pattern[str]
    apology: re.Pattern[str]
    turn: re.Pattern[str]
    concession: re.Pattern[str]
    offer: re.Pattern[str]
    statement: re.Pattern[str]
    subject: re.Pattern[str]
    search: re.Pattern[str]
    pronoun: re.Pattern[str]


@cache
def refusal_patterns() -> RefusalPatterns:
    """Returns the patterns of all languages, compiled once."""
    gathered = read_pattern_files(__name__, LANGUAGES)
    kinds = {name: _anywhere(lines) for name, lines in gathered.items() if name not in _WORDINGS}
    return RefusalPatterns(kinds, **{name: _either(gathered.get(name, ())) for name in _WORDINGS})


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(patterns)) if patterns else _NEVER


def _anywhere(patterns: Sequence[str]) -> re.Pattern[str]:
    """Returns a pattern for searching, in which the alternatives with the same anchor stand together:
    where the anchor does not match, they all fail at once.
    """
    by_anchor: dict[str, list[str]] = {}
    for pattern in patterns:
        anchor = next((anchor for anchor in _ANCHORS if pattern.startswith(anchor)), "")
        by_anchor.setdefault(anchor, []).append(pattern)
    return re.compile(
        "|".join(f"{anchor}(?:{_alternatives(anchored)})" for anchor, anchored in by_anchor.items())
    )


def _alternatives(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern}){_WORD_END if pattern[-1].isalpha() else ''}" for pattern in patterns)
