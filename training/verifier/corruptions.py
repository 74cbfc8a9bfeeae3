"""Ways to change what a sentence says, so that the original sentence no longer supports it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from training.verifier.denials import add_denial, remove_denial
from training.verifier.lexicon import changed, opposites, swap_one
from training.verifier.numbers import change_calendar, change_number, exchange_numbers, exchanged, numbers_in

_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b(?:[A-Z][\w'’-]+|[A-Z]{2,})(?: (?:of |de |von |the )?(?:[A-Z][\w'’-]+|[A-Z]{2,}))*"
)
_FIRST_NAME = re.compile(r"^(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)+")
_JOINED = re.compile(r"^\W*(?:and|or|,|&|und|with)\W*$|^\W+$")
_CONDITION = re.compile(
    r"(?:,? (?:if|unless|except(?: for)?|only (?:if|when)|provided that|as long as|until|when) "
    r"[^,.;]{6,70})(?=[.,;])"
)
_ONLY = re.compile(r"\b(only|solely|exclusively) ", re.IGNORECASE)
_SUBJECT_OBJECT = re.compile(
    r"^((?:The |A |An )?[\w'’-]+(?: [\w'’-]+){0,3}) (\w+(?:ed|es|s)) "
    r"((?:the |a |an )?[\w'’-]+(?: [\w'’-]+){0,3})(\.| (?:in|on|at|by|to|for|with) .+)$"
)


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """Sources for a changed fact: other sentences of the document, and of other documents."""

    title: str
    near: tuple[str, ...]
    far: tuple[str, ...]


Corruption = Callable[[str, DocumentContext, random.Random], str | None]


def corrupt(text: str, context: DocumentContext, rng: random.Random) -> tuple[str, str] | None:
    """Returns the kind of change and the changed sentence; None if five attempts found nothing to change."""
    for _ in range(5):
        kind = rng.choices(_KINDS, _SHARES)[0]
        new = CORRUPTIONS[kind](text, context, rng)
        if new and new.lower() != text.lower():
            return kind, new
    return None


def names_in(text: str) -> list[str]:
    names = [match.group() for match in _NAME.finditer(text)]
    first = _FIRST_NAME.match(text)
    return names + ([first.group()] if first else [])


def _number(text: str, context: DocumentContext, rng: random.Random) -> str | None:
    others = [number for sentence in context.near for number in numbers_in(sentence)]
    return change_number(text, [number for number in others if number not in text], rng)


def _calendar(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return change_calendar(text, rng)


def _numbers_exchanged(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return exchange_numbers(text, rng)


def _name(text: str, context: DocumentContext, rng: random.Random) -> str | None:
    names = names_in(text)
    pool = context.near if rng.random() < 0.6 else context.far
    others = [
        name for sentence in pool for name in names_in(sentence) if name not in text and text.find(name) < 0
    ]
    if not names or not others:
        return None
    old = rng.choice(names)
    alike = [name for name in others if name.count(" ") == old.count(" ")] or others
    return text.replace(old, rng.choice(alike))


def _names_exchanged(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    matches = list(_NAME.finditer(text))
    first = _FIRST_NAME.match(text)
    if first:
        matches = [first, *matches]
    pairs = [
        (left, right)
        for left, right in pairwise(matches)
        if left.group() != right.group() and not _JOINED.match(text[left.end() : right.start()])
    ]
    if not pairs:
        return None
    left, right = rng.choice(pairs)
    return exchanged(text, left, right)


def _roles(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _SUBJECT_OBJECT.match(text)
    if match is None:
        return None
    subject, verb, target, rest = match.groups()
    if subject.startswith(("The", "A ")):
        subject = subject[:1].lower() + subject[1:]
    swapped = f"{target} {verb} {subject}{rest}"
    return swapped[:1].upper() + swapped[1:]


def _denied(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return add_denial(text, rng)


def _undenied(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return remove_denial(text, rng)


def _opposite(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return swap_one(text, opposites(), rng)


def _meaning(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    return swap_one(text, changed(), rng)


def _condition(text: str, context: DocumentContext, rng: random.Random) -> str | None:  # noqa: ARG001
    if _ONLY.search(text) and rng.random() < 0.5:
        return _ONLY.sub("", text, count=1)
    return _CONDITION.sub("", text, count=1) if _CONDITION.search(text) else None


def _subject(text: str, context: DocumentContext, rng: random.Random) -> str | None:
    """Replaces the subject named in the title by another name."""
    others = [name for sentence in context.far for name in names_in(sentence) if name.count(" ") >= 1]
    if not context.title or context.title not in text or not others:
        return None
    return text.replace(context.title, rng.choice(others))


CORRUPTIONS: dict[str, Corruption] = {
    "number": _number,
    "calendar": _calendar,
    "numbers exchanged": _numbers_exchanged,
    "name": _name,
    "names exchanged": _names_exchanged,
    "roles": _roles,
    "denied": _denied,
    "undenied": _undenied,
    "opposite": _opposite,
    "meaning": _meaning,
    "condition": _condition,
    "subject": _subject,
}
_KINDS = tuple(CORRUPTIONS)
_SHARES = (5, 2, 2, 5, 3, 3, 5, 6, 5, 4, 3, 2)
