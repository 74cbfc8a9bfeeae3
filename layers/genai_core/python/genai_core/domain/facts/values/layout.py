"""Split the lines of a text into sentences and table rows, and find each value's headings and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.facts.values.tokens import Span
from genai_core.domain.text.claims import split_sentences

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+=-]+")
_KEYED = re.compile(r"\s*(?:[-*•]\s+)?([^\W\d_][^:|\n.]{0,40}):\s+\S")
_NUMBER_AFTER = re.compile(r"[^:]*:\s+[\d$€£]")
_HEADING = re.compile(r"\s*(?:#{1,6}\s+)?([^\n|:.!?]{1,60})$")
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d")
_OPENING, _CLOSING = re.compile(r"\s*\|"), re.compile(r"\|\s*$")
"""The bars that begin and end a row; a blank first cell follows the first of them."""
_MAX_HEADING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a table cell.

    Attributes:
        above: Spans of further words that it belongs to: column header, row label, heading, key of a record.
        row: Number of the sentence or row in the text.
        column: In a table, else -1. header: Span of its header if it has one.
    """

    start: int
    end: int
    above: tuple[Span, ...] = ()
    row: int = 0
    column: int = -1
    header: Span | None = None


def read_pieces(text: str) -> tuple[Piece, ...]:
    """Returns sentences and table cells in order."""
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    pieces: list[Piece] = []
    index = 0
    heading: Span | None = None
    while index < len(lines):
        stop = index
        while stop < len(lines) and _is_row(text, lines[stop]):
            stop += 1
        if stop - index >= 2:
            pieces.extend(_table(text, lines[index:stop], heading, len(pieces)))
        else:
            stop = index
            while stop < len(lines) and not (_is_row(text, lines[stop]) and _starts_table(text, lines, stop)):
                stop += 1
            prose, heading = _prose(text, lines[index:stop], len(pieces))
            pieces.extend(prose)
        index = max(stop, index + 1)
    return tuple(pieces)


def _is_row(text: str, line: Span) -> bool:
    return "|" in text[slice(*line)] or text[slice(*line)].count("\t") > 1


def _starts_table(text: str, lines: Sequence[Span], index: int) -> bool:
    return index + 1 < len(lines) and _is_row(text, lines[index + 1])


def _table(text: str, rows: Sequence[Span], heading: Span | None, first: int) -> Iterator[Piece]:
    """Yields the cells of a table: the first row is the header if a rule follows it or it has no digits."""
    kept = [row for row in rows if not _RULE.fullmatch(text[slice(*row)])]
    if not kept:
        return
    has_rule = len(kept) < len(rows)
    header = _cells(text, kept[0])
    has_header = has_rule or _is_header(text, header, [_cells(text, row) for row in kept[1:]])
    above = (heading,) if heading else ()
    for number, row in enumerate(kept):
        cells = _cells(text, row)
        is_header = has_header and number == 0
        for column, cell in enumerate(cells):
            beside = tuple(other for other in cells if other != cell)
            over = (header[column],) if has_header and not is_header and column < len(header) else ()
            spans = (*over, *beside, *above)
            yield Piece(*cell, spans, row=first + number, column=column, header=over[0] if over else None)


def _is_header(text: str, header: Sequence[Span], rows: Sequence[Sequence[Span]]) -> bool:
    """True if the first row has no digits, apart from years above other values."""
    for column, cell in enumerate(header):
        shown = text[slice(*cell)].strip()
        below = (text[slice(*row[column])].strip() for row in rows if column < len(row))
        is_year = _YEAR.fullmatch(shown) is not None and not any(map(_YEAR.fullmatch, below))
        if not is_year and any(character.isdecimal() for character in shown):
            return False
    return True


def _cells(text: str, row: Span) -> list[Span]:
    """Returns the spans between the bars of a row; bars at its ends do not start or end a cell."""
    start, end = row
    opening, closing = _OPENING.match(text, start, end), _CLOSING.search(text, start, end)
    start = opening.end() if opening else start
    end = closing.start() if closing else end
    return list(_split(text, start, max(start, end)))


def _split(text: str, begin: int, stop: int) -> Iterator[Span]:
    position = begin
    for index in range(begin, stop + 1):
        if index == stop or text[index] in "|\t":
            yield position, index
            position = index + 1


def _prose(text: str, lines: Sequence[Span], first: int) -> tuple[list[Piece], Span | None]:
    """Returns the sentences of some lines with the headings above them, and the last heading."""
    if not lines:
        return [], None
    start, end = lines[0][0], lines[-1][1]
    pieces: list[Piece] = []
    heading: Span | None = None
    record: Span | None = None
    was_keyed = False
    for span in split_sentences(text[start:end]):
        absolute = (start + span.start, start + span.end)
        keyed = _KEYED.match(span.text)
        if _is_heading(text, span.text, absolute):
            heading, record, was_keyed = absolute, None, False
            pieces.append(Piece(*absolute, row=first + len(pieces)))
            continue
        is_keyed = keyed is not None
        was_keyed = was_keyed and "\n\n" not in text[pieces[-1].end : absolute[0]]
        if is_keyed and not was_keyed:
            record = None if _NUMBER_AFTER.match(span.text) else absolute  # "Adults: 14" is not a key
        above = tuple(part for part in (heading, record if is_keyed and was_keyed else None) if part)
        was_keyed = is_keyed
        pieces.append(Piece(*absolute, above=above, row=first + len(pieces)))
    return pieces, heading


def _is_heading(text: str, sentence: str, absolute: Span) -> bool:
    """True for a short line without a full stop that more text follows."""
    is_line = (absolute[0] == 0 or text[absolute[0] - 1] == "\n") and text[
        absolute[1] : absolute[1] + 1
    ] == "\n"
    is_short = _HEADING.match(sentence) is not None and len(sentence.split()) <= _MAX_HEADING_WORDS
    return is_line and is_short and not any(char.isdecimal() and len(sentence) > 30 for char in sentence)
