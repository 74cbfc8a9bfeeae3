"""Changes that keep a sentence true: other notations, other units, synonyms, contractions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evaluation.mutations.changes import Change, Draft
from evaluation.mutations.words import word_pairs

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")
_GROUPED = re.compile(r"(?<![\w.,$€£])(\d{1,3}),(\d{3})(?![\d,.]\d|\d)")
_PLAIN = re.compile(r"(?<![\w.,:/$€£#-])(\d{2})(\d{3})(?![\w:/-]|[.,]\d)")
_PERCENT = re.compile(r"(\d) percent\b|(\d)%(?![\w-])")
_BEFORE_WORD = r"(?<![-\w])(?<!hundred and )(?<!ty )(?<!- )"
_AFTER_WORD = r"(?![-'’\w]| hundred| thousand| and a half| \d)"
"""A number word that is not part of a longer number."""
_CONVERTED = (
    (
        re.compile(r"(?<![\w.,–-])(?<!to )(?<!and )(?<!or )(?<!through )(\d{1,3}) km\b(?!/| ?per| ?h)"),
        1000,
        "metres",
    ),
    (re.compile(r"(?<![\w.,–-])(?<!to )(?<!and )(?<!or )(\d{1,3}) kg\b(?!/)"), 1000, "g"),
    (re.compile(r"(?<![\w.,–-])(?<!to )(?<!and )(?<!or )(\d{1,2}) hours\b(?! per| and)"), 60, "minutes"),
    (re.compile(r"(?<![\w.,–-])(?<!to )(?<!and )(?<!or )(\d{1,2}) weeks\b"), 7, "days"),
    (re.compile(r"(?<![\w.,–-])(?<!to )(?<!and )(?<!or )(\d{1,2}) years\b(?! old| ago| and)"), 12, "months"),
)


def reword_notations(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Writes a number, percentage or date in another notation."""
    yield from _replaced(draft.sentence, _GROUPED, lambda match: match.group(1) + match.group(2))
    yield from _replaced(draft.sentence, _PLAIN, lambda match: f"{match.group(1)},{match.group(2)}")
    yield from _replaced(
        draft.sentence,
        _PERCENT,
        lambda match: f"{match.group(1)}%" if match.group(1) else f"{match.group(2)} percent",
    )
    if draft.language == "english":
        yield from _replaced(
            draft.sentence, _DAY_FIRST, lambda match: f"{match.group(2)} {match.group(1)}, {match.group(3)}"
        )
        yield from _replaced(
            draft.sentence, _MONTH_FIRST, lambda match: f"{match.group(2)} {match.group(1)} {match.group(3)}"
        )
        yield from _replaced(draft.sentence, _MONTH_FIRST, _iso)
    for word, digit, _ in word_pairs(draft.language, "number"):
        yield from _replaced(
            draft.sentence,
            re.compile(_BEFORE_WORD + word + _AFTER_WORD),
            lambda _, digit=digit: digit,
        )


def reword_units(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Converts an amount to a smaller unit."""
    for pattern, factor, unit in _CONVERTED if draft.language == "english" else ():
        yield from _replaced(
            draft.sentence, pattern, lambda match, f=factor, u=unit: f"{int(match.group(1)) * f} {u}"
        )


def reword_synonyms(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Replaces a word by a synonym, or a contraction by its full form."""
    for kind in ("synonym", "contraction"):
        for word, other, both in word_pairs(draft.language, kind):
            for old, new in ((word, other), (other, word)) if both else ((word, other),):
                yield from _replaced(
                    draft.sentence, re.compile(rf"\b{re.escape(old)}\b(?![-'’])"), lambda _, m=new: m
                )


def _iso(match: re.Match[str]) -> str:
    return f"{match.group(3)}-{_MONTHS.index(match.group(1)) + 1:02d}-{int(match.group(2)):02d}"


def _replaced(
    sentence: str, pattern: re.Pattern[str], other: Callable[[re.Match[str]], str]
) -> Iterator[tuple[str, bool]]:
    match = pattern.search(sentence)
    if match:
        yield sentence[: match.start()] + other(match) + sentence[match.end() :], False


REWORDINGS: dict[str, Change] = {
    "notation": reword_notations,
    "unit converted": reword_units,
    "synonym": reword_synonyms,
}
