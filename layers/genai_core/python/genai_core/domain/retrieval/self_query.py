"""Read conditions on author, date, type and source from the words of a question (self-query).

Only words about documents count: "the report by Ada Lovelace", "in the PDF", "documents since March 2021",
"in handbook.md". A topic that merely sounds like one ("export to PDF", "who was Ada?") makes no condition.
Authors, types and sources must be values that the workspace has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.filters import And, Filter
from genai_core.errors import InvalidInput

FieldValues = Mapping[str, tuple[str, ...]]
"""The values of the documents of a scope, by field."""

CERTAINTIES = {"source": 0.9, "author": 0.8, "type": 0.7, "date": 0.6, "guessed": 0.3}
"""By field; the least certain condition is dropped first: a year is often a topic, a file name hardly
ever."""

_DOCUMENT = (
    r"(?:documents?|docs?|reports?|notes?|memos?|minutes|papers?|articles?|files?|e-?mails?|messages?|"
    r"letters?|slides?|presentations?|spreadsheets?|posts?|publications?|handbooks?|manuals?|guides?|"
    r"polic(?:y|ies)|pdfs?)"
)
_WRITTEN = r"(?:written|authored|published|created|sent|issued|dated|updated|made)"
_BY = (
    rf"(?:(?:{_DOCUMENT}|{_WRITTEN})\s+(?:\w+\s+){{0,2}}?(?:by|from)|according\s+to|"
    r"author(?:ed)?(?:\s+(?:is|by|:))?)"
)
_SAYS = (
    r"(?:writes?|wrote|written|says?|said|states?|stated|claims?|claimed|argues?|argued|reports?|reported)"
)
_KINDS = {
    "pdf": r"pdfs?",
    "docx": r"word\s+(?:documents?|files?)|docx",
    "xlsx": r"spreadsheets?|excel\s+(?:files?|sheets?)|workbooks?|xlsx",
    "csv": r"csv|spreadsheets?",
    "pptx": r"slides?|slide\s+decks?|presentations?|powerpoints?|pptx",
    "eml": r"e-?mails?|eml",
    "html": r"web\s*pages?|html",
    "md": r"markdown",
    "txt": r"text\s+files?|txt",
    "epub": r"e-?books?|epub",
}
_IN = (
    r"(?:in|within|from|according\s+to|only|search|what\s+(?:do|does|did))\s+"
    r"(?:(?:the|our|my|this|that|these|any|all|your)\s+)?(?:\w+\s+)?"
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WHEN = rf"(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)(?:-(?P<number>0[1-9]|1[0-2]))?\b"
_DATED = re.compile(
    rf"\b(?:{_DOCUMENT}|{_WRITTEN})\s+(?:(?:that|which|were|was|are|is|{_WRITTEN})\s+){{0,4}}"
    rf"(?P<side>since|after|before|until|in|from|of|during|dated)\s+{_WHEN}"
    rf"|\b(?P<first>(?:19|20)\d\d)\s+(?:{_DOCUMENT})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition from a question.

    Attributes:
        shown: Text for the user: `author: Ada`.
        certainty: 0 to 1; the lowest is dropped first.
    """

    field: str
    wanted: Filter
    shown: str
    certainty: float


def mentions_documents(question: str) -> bool:
    """Returns whether the question may state a condition, so that the workspace's values are needed."""
    return bool(_MAY_STATE.search(question))


def stated_conditions(question: str, values: FieldValues) -> tuple[Condition, ...]:
    """Returns at most one condition for each field, the most certain first."""
    conditions = (
        _source(question, values.get("source", ())),
        _author(question, values.get("author", ())),
        _type(question, values.get("type", ())),
        _date(question),
    )
    return _ordered(condition for condition in conditions if condition)


def guessed_conditions(guess: Mapping[str, Any], values: FieldValues) -> tuple[Condition, ...]:
    """Returns the conditions of a model's guess that match the workspace's values; the rest is ignored.

    Args:
        guess: In the language of filters, one key for each field; values in upper or lower case.
    """
    conditions: list[Condition] = []
    for field, value in guess.items():
        known = _as_known(value, values.get(field, ())) if field != "date" else value
        if field not in ("author", "date", "source", "type", "language", "tags") or not known:
            continue
        try:
            wanted = parse_filter({field: known})
        except InvalidInput:
            continue
        if wanted:
            conditions.append(Condition(field, wanted, f"{field}: {_shown(known)}", CERTAINTIES["guessed"]))
    return _ordered(conditions)


def narrowed(wanted: Filter | None, conditions: tuple[Condition, ...]) -> Filter | None:
    """Returns the conjunction of the user's own filter and the conditions."""
    parts = (*((wanted,) if wanted else ()), *(condition.wanted for condition in conditions))
    return And(parts) if len(parts) > 1 else next(iter(parts), None)


def _ordered(conditions: Iterator[Condition] | list[Condition]) -> tuple[Condition, ...]:
    by_field: dict[str, Condition] = {}
    for condition in sorted(conditions, key=lambda condition: -condition.certainty):
        by_field.setdefault(condition.field, condition)
    return tuple(by_field.values())


def _source(question: str, sources: tuple[str, ...]) -> Condition | None:
    """Finds a file name with its extension, or a whole path, in the question."""
    folded = question.casefold()
    named = [
        source
        for source in sources
        if (name := source.rsplit("/", 1)[-1].casefold()) and "." in name and _stands_in(name, folded)
    ]
    # A path means this one file; a bare name means every file of that name.
    placed = [source for source in named if "/" in source and _stands_in(source.casefold(), folded)]
    return _condition("source", placed or named) if named else None


def _author(question: str, authors: tuple[str, ...]) -> Condition | None:
    """Finds a full name, or a last name that only one author has, next to a word that marks an author."""
    named = [author for author in authors if _is_author(author, question)]
    if not named:
        last = {author: author.split()[-1] for author in authors if len(author.split()) > 1}
        named = [author for author, name in last.items() if _is_author(name, question)]
        if len({name.casefold() for name in map(last.__getitem__, named)}) != len(named):
            return None
    return _condition("author", named) if named else None


def _is_author(name: str, question: str) -> bool:
    if len(name) < 2 or name.casefold() not in question.casefold():
        return False
    who = rf"(?<!\w){re.escape(name)}(?:'s|’s)?(?!\w)"
    by = rf"\b{_BY}\s+(?:dr\.?\s+|prof\.?\s+|mr\.?\s+|ms\.?\s+|mrs\.?\s+|\w+\s+)?{who}"
    says = rf"{who}\s+(?:(?:has|have|had|did)\s+)?{_SAYS}\b|\b(?:did|does|has)\s+{who}\s+(?:\w+\s+)?{_SAYS}\b"
    owns = rf"(?<!\w){re.escape(name)}(?:'s|’s|s')\s+(?:\w+\s+)?{_DOCUMENT}\b"
    return bool(re.search(f"{by}|{says}|{owns}", question, re.IGNORECASE))


def _type(question: str, types: tuple[str, ...]) -> Condition | None:
    named = [kind for kind in types if (words := _KINDS.get(kind)) and _names_kind(words, question)]
    return _condition("type", named) if named else None


def _names_kind(words: str, question: str) -> bool:
    return bool(
        re.search(
            rf"\b{_IN}(?:{words})\b(?!\s+(?:format|export|import|version\s+of))", question, re.IGNORECASE
        )
    )


def _date(question: str) -> Condition | None:
    match = _DATED.search(question)
    if not match:
        return None
    year, month = match["year"] or match["first"], match["month"]
    number = f"{_MONTHS.index(month.casefold()) + 1:02}" if month else match["number"]
    when = f"{year}-{number}" if number else year
    sides: dict[str, dict[str, str]] = {
        "since": {"gte": when},
        "after": {"gt": when},
        "before": {"lt": when},
        "until": {"lte": when},
    }
    bounds = sides.get((match["side"] or "in").casefold())
    wanted = parse_filter({"date": bounds or when})
    shown = f"date: {' '.join((*(bounds or ()), when))}"
    return Condition("date", wanted, shown, CERTAINTIES["date"]) if wanted else None


def _condition(field: str, values: list[str]) -> Condition | None:
    wanted = parse_filter({field: {"in": values[:100]} if len(values) > 1 else values[0]})
    return Condition(field, wanted, f"{field}: {' or '.join(values)}", CERTAINTIES[field]) if wanted else None


def _stands_in(name: str, folded: str) -> bool:
    return bool(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", folded))


def _as_known(value: Any, known: tuple[str, ...]) -> Any:
    """Returns a guessed value, or list of values, in the workspace's spelling; None if it has no such
    value."""
    asked = cast("dict[str, Any]", value).get("in") if isinstance(value, Mapping) else value
    wanted = cast("list[Any]", asked) if isinstance(asked, list) else [asked]
    spelt = {known_value.casefold(): known_value for known_value in known}
    matches = [
        spelt[known_value.casefold()]
        for known_value in wanted
        if isinstance(known_value, str) and known_value.casefold() in spelt
    ]
    return ({"in": matches[:100]} if len(matches) > 1 else matches[0]) if matches else None


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return " ".join(
            f"{key} {' or '.join(cast('list[str]', operand)) if isinstance(operand, list) else operand}"
            for key, operand in entries.items()
        )
    return str(value)


_MAY_STATE = re.compile(
    rf"\.[a-z][a-z0-9]{{1,4}}\b|\b(?:{_BY})\b|\b{_SAYS}\b|['’]s?\s+(?:\w+\s+)?{_DOCUMENT}\b"
    rf"|\b{_IN}(?:{'|'.join(_KINDS.values())})\b|{_DATED.pattern.replace('?P<', '?P<_')}",
    re.IGNORECASE,
)
