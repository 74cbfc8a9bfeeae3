"""Changes that make a true sentence false: replaced words, changed digits, swapped names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evaluation.mutations.words import word_pairs, words_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence to be changed, with the random choices among its changes."""

    sentence: str
    language: str
    chance: random.Random


Change = Callable[[Draft], Iterator[tuple[str, bool]]]
"""Yields changed sentences, and whether each change can also be made in reverse."""

_NUMBER = re.compile(
    r"(?<![\w.,:/$€£#-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w:/-]|[.,]\d|(?:st|nd|rd|th)\b)"
)
_YEAR = re.compile(r"(?<![\w.,:/-])(1[5-9]\d\d|20[0-2]\d)(?![\w:/-]|[.,]\d)")
_VERSION = re.compile(r"(?<![\w.])(\d+(?:\.\d+){2,3})(?![\w.]*\d)|(?<=[vV]ersion )(\d+\.\d+)(?![\w]|\.\d)")
_DEGREES = re.compile(
    r"(?<![\w.,/–·−?-])([1-9]\d*(?:\.\d+)?)(?=\s?(?:°|degrees|percent|%|km|m\b|kg|mg|V\b|dB|euros|points))"
)
_NEGATIVE = re.compile(r"(?<![\w)–—-])[-−](\d+(?:\.\d+)?)(?![\w-])")
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{3,}(?: [A-Z][a-z]{2,})*)(?![\w’'-])")
_RELATION = re.compile(
    r"(?<![\w-])(?:defeated|beat|founded|directed|wrote|succeeded|replaced|produced|killed|influenced|sold|conquered|"
    r"acquired|appointed|led|invaded|taught|designed|was \w+ed by|is \w+ed by|were \w+ed by|was written by|"
    r"reports to|belongs to|sends|calls|inhibits|activates|binds to|regulates|induces|causes)(?![\w-])"
)


_PARTY_NAME = r"(?:[A-Z]\. ?)*[A-Z]\w+(?:-\w+)*"
_PARTY = re.compile(rf"\b{_PARTY_NAME}(?: {_PARTY_NAME})*")


def change_numbers(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Changes one number in digits by more than rounding, or one in words."""
    for match in _NUMBER.finditer(draft.sentence):
        if not _YEAR.fullmatch(match.group()):
            yield _put(draft.sentence, match, _other_number(match.group(), draft.chance)), True
    yield from _exchanged(draft.sentence, draft.language, "digit")


def change_signs(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Adds a minus before an amount, or removes it."""
    for match in _NEGATIVE.finditer(draft.sentence):
        yield draft.sentence[: match.start()] + match.group(1) + draft.sentence[match.end() :], True
    for match in _DEGREES.finditer(draft.sentence):
        sign = draft.chance.choice("-−")
        yield draft.sentence[: match.start()] + sign + draft.sentence[match.start() :], True


def change_versions(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Changes one part of a version or address, or removes a digit from it."""
    for match in _VERSION.finditer(draft.sentence):
        parts = match.group().split(".")
        index = draft.chance.randrange(len(parts))
        parts[index] = (
            str(int(parts[index]) + draft.chance.choice((1, 2, 9)))
            if draft.chance.random() < 0.5
            else f"{parts[index]}0"
        )
        yield _put(draft.sentence, match, ".".join(parts)), True


def change_dates(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Changes a month, a weekday or a year."""
    yield from _exchanged(draft.sentence, draft.language, "month", keep_case=False)
    for match in _YEAR.finditer(draft.sentence):
        yield (
            _put(
                draft.sentence, match, str(int(match.group()) + draft.chance.choice((-11, -3, -1, 1, 2, 10)))
            ),
            True,
        )


def change_units(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Exchanges a unit that follows a number."""
    for unit, other, both in _both_ways(draft.language, "unit"):
        for match in re.finditer(rf"(?<=\d |[a-z] ){re.escape(unit)}(?![\w/°])", draft.sentence):
            before = draft.sentence[: match.start()].rsplit(maxsplit=1)[-1]
            if before[0].isdigit() or any(
                before == word for word, _, _ in word_pairs(draft.language, "digit")
            ):
                yield _put(draft.sentence, match, other), both


def add_denials(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Denies the first verb that can be denied."""
    if re.search(
        r"\b(?:not|no|never|neither|nor|nicht|kein\w*|ne|pas|aucune?|non|nessun\w*|não|nenhuma?|ning[úu]n\w*|niet|geen)\b|n't",
        draft.sentence,
    ):
        return
    for verb, other, _ in word_pairs(draft.language, "negatable"):
        match = re.search(rf"\b{re.escape(verb)}\b(?= [^\W\d]+)", draft.sentence)
        if match and match.start() < 60:
            yield _put(draft.sentence, match, other), False


def remove_denials(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Removes a denial if the sentence has only one."""
    denials = re.findall(r"\b(?:not|no|never|cannot|without|neither|nor|longer)\b|n't\b", draft.sentence)
    if len(denials) > 1:
        return
    for denial, other, _ in word_pairs(draft.language, "denial"):
        match = re.search(
            rf"(?<!or )(?<!but )\b{re.escape(denial)}\b(?! (?:only|just|merely|necessarily))", draft.sentence
        )
        if match:
            yield _put(draft.sentence, match, other).replace("  ", " "), False


def change_antonyms(draft: Draft) -> Iterator[tuple[str, bool]]:
    yield from _exchanged(draft.sentence, draft.language, "antonym")


def change_quantifiers(draft: Draft) -> Iterator[tuple[str, bool]]:
    yield from _exchanged(draft.sentence, draft.language, "quantifier")
    yield from _exchanged(draft.sentence, draft.language, "exception")


def change_names(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Replaces one name by a name from another sentence."""
    names = (
        "Brenholt",
        "Castamir",
        "Ostrava",
        "Velletri",
        "Harrowgate",
        "Lindqvist",
        "Tarragona",
        "Pemberley",
    )
    for match in _NAME.finditer(draft.sentence):
        yield (
            _put(
                draft.sentence,
                match,
                draft.chance.choice([name for name in names if name not in draft.sentence]),
            ),
            True,
        )


def exchange_roles(draft: Draft) -> Iterator[tuple[str, bool]]:
    """Exchanges two names on either side of a verb with a direction."""
    for match in _RELATION.finditer(draft.sentence):
        before = list(_PARTY.finditer(draft.sentence[: match.start()]))
        after = _PARTY.search(draft.sentence[match.end() :])
        if not before or after is None or match.start() - before[-1].end() > 12 or after.start() > 12:
            continue
        left, right = before[-1], after
        start = match.end() + right.start()
        if not (
            _is_whole(left, draft.sentence[: match.start()])
            and _is_whole(right, draft.sentence[match.end() :])
        ):
            continue
        yield (
            draft.sentence[: left.start()] + right.group() + draft.sentence[left.end() : start] + left.group()
            + draft.sentence[start + len(right.group()) :],
            False,
        )  # fmt: skip


def _is_whole(party: re.Match[str], text: str) -> bool:
    """False for parts of compounds, for a sentence's first word, and for nations as adjectives."""
    is_joined = text[: party.start()].endswith(("-", "/", "(")) or text[party.end() :].startswith(("-", "/"))
    return not is_joined and party.group().split(maxsplit=1)[0] not in words_of("no_parties")


CHANGES: dict[str, Change] = {
    "number": change_numbers,
    "sign": change_signs,
    "version": change_versions,
    "date": change_dates,
    "unit": change_units,
    "denial added": add_denials,
    "denial removed": remove_denials,
    "antonym": change_antonyms,
    "quantifier": change_quantifiers,
    "name": change_names,
    "role": exchange_roles,
}


def _other_number(digits: str, chance: random.Random) -> str:
    """Returns another number in the same notation, further away than a rounding."""
    value = float(digits.replace(",", ""))
    factor = chance.choice((0.5, 0.7, 1.3, 1.6, 2.0, 10.0))
    decimals = len(digits.partition(".")[2])
    changed = value * factor if value else 3.0
    if not decimals:
        changed = max(round(changed), 0)
        changed += changed == value
    written = f"{changed:,.{decimals}f}" if "," in digits else f"{changed:.{decimals}f}"
    return written if written != digits else f"{digits}7"


def _exchanged(
    sentence: str, language: str, kind: str, *, keep_case: bool = True
) -> Iterator[tuple[str, bool]]:
    for word, other, both in _both_ways(language, kind):
        flags = re.IGNORECASE if keep_case else 0
        matches = list(re.finditer(rf"\b{re.escape(word)}\b(?!['’-])(?<![-'’])", sentence, flags))
        if len(matches) != 1 or re.search(rf"\b{re.escape(other)}\b", sentence, re.IGNORECASE):
            continue
        matched = matches[0].group()
        yield (
            _put(sentence, matches[0], other.capitalize() if matched[0].isupper() and keep_case else other),
            both,
        )


def _both_ways(language: str, kind: str) -> Iterator[tuple[str, str, bool]]:
    for word, other, both in word_pairs(language, kind):
        yield word, other, both
        if both:
            yield other, word, both


def _put(sentence: str, match: re.Match[str], other: str) -> str:
    return sentence[: match.start()] + other + sentence[match.end() :]
