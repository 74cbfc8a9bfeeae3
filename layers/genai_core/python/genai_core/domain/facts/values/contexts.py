"""Find the context of a value: the words of its clause, or of its row and column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from genai_core.domain.facts.values.data import table
from genai_core.domain.facts.values.headers import header_role, header_units
from genai_core.domain.facts.values.layout import Piece
from genai_core.domain.facts.values.text_language import plain_words
from genai_core.domain.facts.values.tokens import Span
from genai_core.domain.facts.values.value import Value
from genai_core.domain.facts.values.vocabulary import vocabulary, weekday_numbers
from genai_core.domain.text.words import fold, stem

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+")
_STRONG = re.compile(r"[;:.!?\n|]|\s[–—]\s")
_PART = re.compile(
    r"\s(?:of (?:whom|which|them|these)|davon|von (?:denen|ihnen)|d['’]entre|de (?:los|las) (?:cuales|que)|"
    r"d[oa]s quais|di (?:cui|loro))\b"
)
_PART_BEFORE = re.compile(r"\b(?:of (?:whom|which|these)|davon|darunter|dont|di cui|waarvan)\s$")
_RANGE = re.compile(r"\s*(?:[-–]|to|until|till|bis|à|au|al?|às|até|hasta|tot)\s*", re.IGNORECASE)
"""What joins the ends of a range, which have one context."""
_PART_CHARS = 12
"""Words beside a number of some of those that the number before counts."""
_KEPT_LETTERS = 7
_MAX_LEFT_OUT = 12
_ENDINGS = ("en", "et", "es", "er", "em", "te", "e", "n", "s", "t", "a", "o", "i")
_SAME = {word: words[0] for words in map(str.split, table("measures")) for word in words}


def with_contexts(text: str, language: str, values: Sequence[Value], pieces: Sequence[Piece]) -> list[Value]:
    """Returns the values with their contexts; a value belongs to the last piece that begins before it."""
    words = [(match.start(), _form(match, text)) for match in _WORD.finditer(text)]
    by_piece: dict[int, dict[str, list[Value]]] = {}
    position = 0
    for value in values:
        while position + 1 < len(pieces) and pieces[position + 1].start <= value.start:
            position += 1
        by_piece.setdefault(position, {}).setdefault(value.group, []).append(value)
    bound: list[Value] = []
    for index, groups in by_piece.items():
        piece = pieces[index] if pieces else Piece(0, len(text))
        for rivals in groups.values():
            bound.extend(_bound(text, words, language, rivals, piece))
    return sorted(bound, key=lambda value: value.start)


def _bound(
    text: str, words: Sequence[tuple[int, str]], language: str, rivals: Sequence[Value], piece: Piece
) -> Iterator[Value]:
    """Yields the values of one kind in one sentence or cell with their contexts."""
    taken = {
        start
        for rival in rivals
        for start, _ in words[bisect_left(words, (rival.start,)) : bisect_left(words, (rival.end,))]
    }
    for index, value in enumerate(rivals):
        spans = [*_segments(text, language, index, rivals, piece), *piece.above]
        context = _context(words, language, spans, taken)
        if index and value.unit is None and not value.noun and rivals[0].noun:
            context |= {context_stem(rivals[0].noun, language)}  # "up to 12 persons, ... up to 8"
        unit, per = header_units(text[slice(*piece.header)], language) if piece.header else (None, None)
        is_number = value.kind == "number"
        role = value.role
        if piece.header and value.kind == "time" and not role:
            role = header_role(text[slice(*piece.header)], language)
        yield replace(
            value,
            role=role,
            context=context,
            sentence=piece.row,
            column=piece.column,
            unit=value.unit or unit if is_number else None,
            per=value.per or per if is_number else value.per,
        )


def _form(match: re.Match[str], text: str) -> str:
    """Returns a word as it is compared; the lone capital of "relay A" is a name, not an article."""
    raw, start = match.group(), match.start()
    is_letter = len(raw) == 1 and raw.isupper() and raw != "I"
    follows_word = start > 0 and text[start - 1] == " " and text[start - 2].isalpha()
    is_name = is_letter and (follows_word or _is_cell(text, start))
    return raw if is_name else fold(raw)


def _is_cell(text: str, start: int) -> bool:
    """True for a lone character that is the first cell of a table row: "A | 12 km"."""
    return text[:start].rstrip(" |")[-1:] in ("", "\n") and text[start + 1 : start + 3].lstrip(" ")[:1] in (
        "|",
        "\t",
    )


def _context(
    words: Sequence[tuple[int, str]], language: str, spans: Sequence[Span], taken: AbstractSet[int]
) -> frozenset[str]:
    plain = plain_words(language)
    return frozenset(
        context_stem(form, language)
        for begin, end in spans
        for start, form in words[bisect_left(words, (begin,)) : bisect_left(words, (end,))]
        if start not in taken and form not in plain
    )


@lru_cache(maxsize=1 << 14)
def context_stem(form: str, language: str) -> str:
    """Returns the key of a word: one for its inflections, or for words of a measure ("price", "costs")."""
    same = _SAME.get(form)
    if same:
        return f"measure {same}"
    if form in weekday_numbers():
        return f"weekday {weekday_numbers()[form]}"  # "Monday" and "Mondays"
    if language == "english":
        return stem(form)
    if not form.isalpha():
        return form
    kept = form[:_KEPT_LETTERS]
    ending = next((e for e in _ENDINGS if kept.endswith(e) and len(kept) - len(e) >= 4), "")
    return kept.removesuffix(ending)


def measure_of(form: str) -> str:
    """Returns the measure that a word names ("price", "weighs"), the same for synonyms; else ""."""
    return _SAME.get(fold(form), "")


def _segments(text: str, language: str, index: int, rivals: Sequence[Value], piece: Piece) -> list[Span]:
    """Returns the spans of a value's clause, which end at its neighbours of the same kind."""
    value = rivals[index]
    start, end = piece.start, piece.end
    if index:
        start = _border(text, language, rivals[index - 1].end, value.start)[1]
    if index + 1 < len(rivals):
        end = _border(text, language, value.end, rivals[index + 1].start)[0]
    links = vocabulary(language).words("clause")
    is_part = _PART.match(text, value.end) or _PART_BEFORE.search(
        text, max(0, value.start - _PART_CHARS), value.start
    )
    is_left_out = index and not is_part
    if index and _RANGE.fullmatch(text, rivals[index - 1].end, value.start):
        return [(start, end), *_segments(text, language, index - 1, rivals, piece)]
    inherited = _left_out(text, rivals, (start, value.start), piece.start, links) if is_left_out else []
    return [(start, end), *inherited]


def _border(text: str, language: str, start: int, end: int) -> Span:
    """Returns where the earlier clause ends and the later begins; both include undivided words."""
    between = text[start:end]
    strong = [match.end() for match in _STRONG.finditer(between)]
    if strong:
        return start + strong[-1], start + strong[-1]
    words = vocabulary(language).words("clause")
    links = [match.start() for match in re.finditer(r"[^\W\d_]+", between) if fold(match.group()) in words]
    if links:
        return start + links[-1], start + links[-1]
    comma = between.rfind(",")
    if comma >= 0:
        return start + comma, start + comma
    return end, start


def _left_out(
    text: str, rivals: Sequence[Value], clause: Span, piece_start: int, links: frozenset[str]
) -> list[Span]:
    """Returns the words that a shortened clause takes from the first one: "A costs 10 and B 25 euros"."""
    first = [match.span() for match in _WORD.finditer(text, piece_start, rivals[0].start)]
    own = [word for word in _WORD.findall(text, *clause) if fold(word) not in links]
    missing = len(first) - len(own)
    if missing <= 0 or len(first) > _MAX_LEFT_OUT:
        return []
    lead = [_symbol(text[begin:end]) for begin, end in first]
    words = [_symbol(word) for word in own]
    left_out: list[Span] = []
    for tag, begin, end, other, stop in SequenceMatcher(None, lead, words, autojunk=False).get_opcodes():
        surplus = (end - begin) - (stop - other)
        if tag == "equal" or surplus <= 0:
            continue
        if tag == "delete" or end == len(lead):
            left_out += first[end - surplus : end]  # "Lift 3 carries 12, lift 4 8"
        elif not begin:
            left_out += first[:surplus]  # "The mine opened in 1900 and closed in 1950"
    return left_out


def _symbol(word: str) -> str:
    return "#" if word.isdecimal() else fold(word)
