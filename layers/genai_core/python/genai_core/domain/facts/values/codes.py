"""Read values that are compared by spelling: addresses, phone numbers, versions, part numbers, ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from genai_core.domain.facts.values.value import Value, ValueKind
from genai_core.domain.facts.values.vocabulary import month_numbers, unit_names, unit_symbols, vocabulary
from genai_core.domain.text.words import fold

_END = r"(?<![.,;:!?'\")\]])"
_ADDRESS = re.compile(
    rf"(?P<url>\b(?:https?|ftp|s3|wss?|arn):[^\s|<>\"`]+{_END})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<ip>(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:[/:]\d{1,5})?(?![\w]|\.\d))"
    r"|(?P<mac>\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){3,7}\b)"
    r"|(?P<site>\bwww\.[^\s|<>\"`]+)"
    rf"|(?P<path>(?<![\w/.])(?:~|\.{{1,2}}|[A-Za-z]:)?(?:[/\\][\w.-]+){{2,40}}{_END}|(?<![\w/.])/[A-Za-z][\w.-]*{_END})"
    r"|(?P<host>(?<![\w.@-])(?=[\w.-]*[A-Za-z]{2})\w[\w-]*(?:\.\w[\w-]*){2,}(?!\w))"
    r"|(?P<flag>(?<![\w-])--[a-z][\w-]+)"
)
_PHONE = re.compile(
    r"(?<![\w.])\+\d{1,3}[ ().\d/-]{5,18}\d(?![\w])|(?<![\w.])\(?0\d{1,5}\)?[ /-]\d[\d /-]{3,14}\d(?![\w])"
)
_SPOKEN_PHONE = re.compile(r"(?<![\w.,])\(?\d{2,5}\)?(?:[ /-]\d{2,8}){1,5}(?![\w])")
_VERSION = re.compile(
    r"(?<![\w.,])[vV]?\d+(?:\.\d+){2,}(?:[-+]?(?:alpha|beta|rc|dev|post)[.\d]*|-\w+)?(?![\w])"
)
_WORD_IN_CODE = re.compile(r"[a-z]{4,}|^[A-Z]{2,4}\d$")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_LABELLED = re.compile(
    r"(?<![^\W\d_])([^\W\d_]+)\.?\s+(?:#|[nN]o\.?\s*)?([vV]?\d+(?:[.\-]\d+)*[a-z]?|[A-Z])(?![\w%€$£]|[.,]\d|:\d)"
)
_V_NUMBER = re.compile(r"(?<![\w.])[vV]\.?\s?(\d+(?:\.\d+)*)(?![\w])")
_PARAGRAPH = re.compile(r"§{1,2}\s?(\d+[a-z]?(?:\.\d+)*)")
_NAMED = re.compile(r"(?<=[a-z+#] )(?<!\d )(\d+\.\d+)(?!\w|[.,]\d|\s?[%€$£°])")
_CODE = re.compile(
    r"(?<![\w.#/-])(?:[A-Za-z]+(?:[-_][A-Za-z]+)*[-_/.]?\d[\w]*(?:[-_/]\w+)*|\d+[-_/]?[A-Z][\w]*(?:[-_/]\w+)*|[A-Z]{2,}(?:-\w+)*-\d[\w-]*)(?![\w])"
)
_NO_CODE = re.compile(
    r"(?:v\d.*|(?:mid|pre|post|early|late)-\d+s?|q[1-4]|t[1-4]|h[12]|\d+(?:st|nd|rd|th|s|x|k|m|g|bn|h|er|e|de|ste|º|ª))",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\w.:,])(\d+(?:[.,]\d+)?)\s?:\s?(\d+(?:[.,]\d+)?)(?![\w:]|[.,]\d)")
_NUMBERED = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) (\d{1,3})(?![\w%:/°-]|[.,]\d)")
_ROW_LABEL = re.compile(r"^\|?[ \t]*([A-Z]\w+) (\d{1,3})(?=\s*\|)", re.MULTILINE)
_OFFSET = re.compile(r"(?<![\w)\d])(?<!\d )[+−-]\d{1,2}:\d{2}(?!\w)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_GAP_BEFORE = re.compile(
    r"\d[^\d,;.]{0,40}[,;] (?:(?:and|but|und|et|y|e|en) )?"
    r"(?:the|der|die|das|la|le|el|il|lo|a|o|de|het) (?:[^\W\d_]+ )?$"
)
_GAP_AFTER = re.compile(r"\s{0,3}(?:[.;,]|$)")
_COUNTED_BEFORE = re.compile(
    r"\b[a-z]+ \d[\d.,]* [a-z]+(?: [a-z]+)?"
    r"(?:,? (?:(?:and|but|und) )?[A-Z][^\W\d_]+ \d+)*,? (?:(?:and|but|und) )?$"
)
_LOOK_BACK = 40


def read_addresses(text: str) -> Iterator[Value]:
    """Yields URLs, e-mail and network addresses, and paths."""
    for match in _ADDRESS.finditer(text):
        if not _VERSION.fullmatch(match.group()):
            yield _spelled("address", match.start(), match.end(), text, _plain_address(match.group()))


def read_offsets(text: str) -> Iterator[Value]:
    """Yields the offsets of time zones: "-12:00" is not a time of day."""
    for match in _OFFSET.finditer(text):
        yield _spelled("version", *match.span(), text, match.group().replace("−", "-"))


def read_phones(text: str, language: str) -> Iterator[Value]:
    """Yields phone numbers: with a country or area code, or after a word for a phone."""
    for match in _PHONE.finditer(text):
        yield _spelled("address", match.start(), match.end(), text, _digits_of(match.group()))
    words = vocabulary(language).words("phone")
    for match in _SPOKEN_PHONE.finditer(text):
        before = fold(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        if any(word in words for word in re.findall(r"[^\W\d_]+", before)[-3:]):
            yield _spelled("address", match.start(), match.end(), text, _digits_of(match.group()))


def read_versions(text: str, language: str) -> Iterator[Value]:
    """Yields versions, and numbers that name a section, step or page: 2.10 is not 2.1."""
    words = vocabulary(language)
    labels, versions = words.words("label"), words.words("version")
    for match in _VERSION.finditer(text):
        if _THOUSANDS.fullmatch(match.group()):
            continue
        yield _spelled("version", match.start(), match.end(), text, _plain_version(match.group()))
    for pattern in (_V_NUMBER, _PARAGRAPH):
        for match in pattern.finditer(text):
            yield _spelled("version", match.start(1), match.end(1), text, match.group(1))
    for match in _LABELLED.finditer(text):
        label = fold(match.group(1))
        if _is_measured(text, match.end()) or _is_left_out(text, match):
            continue
        if label in versions or (label in labels and not match.group(2).isalpha()):
            yield _spelled("version", match.start(2), match.end(2), text, _plain_version(match.group(2)))
    yield from _named_versions(text)


def _is_left_out(text: str, match: re.Match[str]) -> bool:
    """True for "the small hall seats 80, the large hall 350": the second verb is left out."""
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    return bool(_GAP_BEFORE.search(before)) and bool(_GAP_AFTER.match(text, match.end()))


def _named_versions(text: str) -> Iterator[Value]:
    for match in _NAMED.finditer(text):
        # "Python 3.10" is a version, "costs 3.10" is not.
        name = re.search(
            r"(?<![^\W\d_])([A-Z][\w+#]*) $", text[max(0, match.start() - _LOOK_BACK) : match.start()]
        )
        if (
            name
            and not _is_measured(text, match.end())
            and not _begins_sentence(text, match.start() - len(name.group(0)))
        ):
            yield _spelled("version", match.start(), match.end(), text, match.group(1))


def read_numbered_names(text: str, language: str) -> Iterator[Value]:
    """Yields the numbers in names such as "Topic 1" and "Windows 10", which do not count anything."""
    patterns = (_ROW_LABEL,) if language == "german" else (_ROW_LABEL, _NUMBERED)
    for pattern in patterns:
        for match in pattern.finditer(text):
            is_month = fold(match.group(1)) in month_numbers()
            if (
                not is_month
                and not _is_measured(text, match.end())
                and not _is_in_count(text, match.start(1))
            ):
                yield _spelled("version", match.start(2), match.end(2), text, match.group(2))


def _is_in_count(text: str, start: int) -> bool:
    """True for the "Quito 18" of "Lima has 31 branches, Quito 18": it counts what was counted before."""
    return bool(_COUNTED_BEFORE.search(text[max(0, start - _LOOK_BACK * 2) : start]))


def _is_measured(text: str, end: int) -> bool:
    """True if a unit follows: "Florya 635.0 mm" is not a version."""
    following = re.match(r"\s?([^\W\d_]+|[%°€$£])", text[end : end + _LOOK_BACK])
    word = following.group(1) if following else ""
    return word in unit_symbols() or (fold(word),) in unit_names()


def read_part_numbers(text: str, units: frozenset[str]) -> Iterator[Value]:
    """Yields words of letters and digits: "HX-20", "A10", "IL-6"; not "16th" or "5kg"."""
    for match in _CODE.finditer(text):
        code = match.group()
        unit = code.lstrip("0123456789.,-")
        if _NO_CODE.fullmatch(code) or (code[0].isdecimal() and unit in units):
            continue
        if code[0].isdecimal() and "-" in code and unit.isalpha() and unit.islower():
            continue
        # "anti-interleukin-2" and "CO2" are words: they conflict with similar ones, but need no counterpart.
        is_word = _WORD_IN_CODE.search(code) is not None
        yield replace(
            _spelled("address", match.start(), match.end(), text, plain_code(code)), is_vague=is_word
        )


def read_ratios(text: str, language: str) -> Iterator[Value]:
    """Yields ratios in order; "9:30" is a time of day unless a word says that it is a ratio."""
    words = vocabulary(language).words("ratio")
    for match in _RATIO.finditer(text):
        if _CLOCK.fullmatch(match.group()):
            around = fold(text[max(0, match.start() - _LOOK_BACK) : match.end() + _LOOK_BACK])
            if not any(word in words for word in re.findall(r"[^\W\d_]+", around)):
                continue
        yield _spelled("ratio", match.start(), match.end(), text, f"{match.group(1)}:{match.group(2)}")


def plain_code(code: str) -> str:
    """Returns a part number as it is compared: in lower case without hyphens."""
    return re.sub(r"[-_/.\s]", "", code).casefold()


def _begins_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:\n|"


def _spelled(kind: ValueKind, start: int, end: int, text: str, digits: str) -> Value:
    return Value(kind=kind, text=text[start:end], start=start, end=end, digits=digits)


def _plain_address(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).rstrip("/.")


def _plain_version(version: str) -> str:
    return version.casefold().removeprefix("v")


def _digits_of(phone: str) -> str:
    """Returns the digits to dial: "+49 (0) 30 123" and "+49 30 123" are the same number."""
    return re.sub(r"\D", "", phone.replace("(0)", "")).lstrip("0")
