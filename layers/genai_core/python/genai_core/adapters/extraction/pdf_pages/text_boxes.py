"""Read the text of a page from PDFium as runs of letters with their boxes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import raw

from genai_core.adapters.extraction.pdf_pages.mixed_lines import Letter, in_writing_order

WIDE_GAP, CELL_GAP = 1.0, 0.5
"""Gaps in line heights that end a run (the next column may begin) and a part of a run (the next cell may)."""
_OVERLAP, _SAME_LINE, _LETTER_GAP = 0.3, 0.5, 0.05
_LEAST = 0.1
_ALEFS, _LAM = "اأإآ", "ل"
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u00ad": "",
        "\x00": "",
        "\x02": "\ufffe",
    }
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(slots=True)
class TextBox:
    """Letters on one line without a wide blank between them.

    Attributes:
        left, bottom, right, top: In points; y grows upwards. Pages of rotated text are rotated back. Bottom
            and top are those of most letters, without raised ones or ones in another font.
        parts: Parts of the run between blanks wider than those between words, in writing order; empty for a
            part itself.
        is_upright: Whether the run is written in the direction of most of the page.
        table: The number, from 1, of the table that the run is a whole row of; 0 if it is none.
        after_line: Whether a line is drawn between it and the run before.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    parts: list[TextBox] = field(default_factory=list["TextBox"])
    is_upright: bool = True
    table: int = 0
    after_line: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Parted = Callable[[TextBox | Letter, TextBox | Letter], bool]
"""Says whether a line is drawn between two neighbouring letters or runs."""


def text_boxes(textpage: Any, parted: Parted = lambda _first, _second: False) -> list[TextBox]:
    """Returns the runs of a page in the order of the file; none crosses a line that `parted` knows."""
    return turned_text_boxes(textpage, parted)[0]


def turned_text_boxes(
    textpage: Any, parted: Parted = lambda _first, _second: False
) -> tuple[list[TextBox], int]:
    """Returns the runs of a page, see `text_boxes`, and the quarter turns by which they were rotated back."""
    runs = _joined(_Runs(textpage.raw, parted).read(), parted)
    turns = Counter(angle for box, angle in runs for _ in range(len(box.text)))
    turn = turns.most_common(1)[0][0] if turns else 0
    for run, angle in runs:
        run.is_upright = angle == turn
        for box in (run, *run.parts):
            box.text = _CONTROL.sub("", box.text.translate(_LIGATURES)).strip()
            _turn_back(box, turn)
    return [run for run, _ in runs if run.text], turn


def _joined(runs: Iterator[tuple[TextBox, int]], parted: Parted) -> list[tuple[TextBox, int]]:
    """Joins runs that touch: a Latin word within Arabic has its letters in the opposite order."""
    joined: list[tuple[TextBox, int]] = []
    for run, angle in runs:
        last, last_angle = joined[-1] if joined else (run, -1)
        height = min(last.height, run.height)
        shared = min(last.top, run.top) - max(last.bottom, run.bottom)
        gap = max(run.left - last.right, last.left - run.right)
        is_near = shared >= _SAME_LINE * height and gap < CELL_GAP * height
        if angle == last_angle == 0 and is_near and not parted(last, run):
            _extend(last, run, " ")
            last.parts += run.parts
        else:
            joined.append((run, angle))
    return joined


class _Runs:
    """Reads the letters of a page in sequence; each run comes with its quarter turns (0 to 3)."""

    def __init__(self, page: Any, parted: Parted) -> None:
        self._page, self._parted = page, parted
        self._run: TextBox | None = None
        self._angle = 0
        self._last = Letter("", 0, 0, 0, 0, 0, is_apart=False)
        self._blank = ""
        self._is_parted = False
        self._levels: Counter[tuple[float, float]] = Counter()

    def read(self) -> Iterator[tuple[TextBox, int]]:
        for line in self._lines():
            for letter in in_writing_order(line):
                self._blank = " " if letter.is_apart else ""
                self._is_parted = False
                gap = self._gap(letter)
                if self._run is None or gap >= WIDE_GAP:
                    yield from self._ended()
                    self._begin(letter)
                else:
                    self._add(letter, is_apart=gap >= CELL_GAP)
                self._last = letter
            yield from self._ended()

    def _lines(self) -> Iterator[list[Letter]]:
        """Yields the letters between line ends, as PDFium orders them."""
        # This loop runs for each letter of a document, so it looks up no names of modules and attributes.
        page, unicode_of, box_of = self._page, raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        area, line, is_apart = raw.FS_RECTF(), list[Letter](), False
        for index in range(raw.FPDFText_CountChars(page)):
            char = chr(unicode_of(page, index))
            if char in "\r\n":
                yield line
                line, is_apart = [], False
            elif char in " \u00a0\u3000\t":
                is_apart = True
            elif box_of(page, index, area):
                line.append(Letter(char, area.left, area.bottom, area.right, area.top, index, is_apart))
                is_apart = False
        yield line

    def _begin(self, letter: Letter) -> None:
        self._angle = round(raw.FPDFText_GetCharAngle(self._page, letter.index) / (math.pi / 2)) % 4
        self._run = _box(letter)
        self._run.parts, self._run.after_line = [_box(letter)], self._is_parted
        self._levels = Counter({(letter.bottom, letter.top): 1})

    def _add(self, letter: Letter, *, is_apart: bool) -> None:
        if self._run is None:
            return
        _extend(self._run, letter, " " if is_apart else self._blank)
        self._levels[letter.bottom, letter.top] += 1
        if is_apart:
            self._run.parts.append(_box(letter))
        else:
            _extend(self._run.parts[-1], letter, self._blank)

    def _ended(self) -> Iterator[tuple[TextBox, int]]:
        if self._run is not None:
            if not self._angle % 2:
                self._run.bottom, self._run.top = self._levels.most_common(1)[0][0]
            yield self._run, self._angle
        self._run, self._blank = None, ""

    def _gap(self, letter: Letter) -> float:
        """Returns the blank before a letter in line heights; a wide one if it is on another line."""
        last, following = self._last, letter
        if self._angle % 2:
            last, letter = _on_its_side(last), _on_its_side(letter)
        low, high = last.top - last.bottom, letter.top - letter.bottom
        if low > high:
            low, high = high, low
        shared = (last.top if last.top < letter.top else letter.top) - (
            last.bottom if last.bottom > letter.bottom else letter.bottom
        )
        if shared < _OVERLAP * (low if low > _LEAST else _LEAST):
            return WIDE_GAP
        ahead, behind = letter.left - last.right, last.left - letter.right
        gap = (ahead if ahead > behind else behind) / (high if high > _LEAST else _LEAST)
        self._is_parted = _LETTER_GAP < gap < WIDE_GAP and self._parted(self._last, following)
        return WIDE_GAP if self._is_parted else gap


def _box(letter: Letter) -> TextBox:
    return TextBox(letter.text, letter.left, letter.bottom, letter.right, letter.top)


def _on_its_side(letter: Letter) -> Letter:
    return replace(letter, left=letter.bottom, bottom=letter.left, right=letter.top, top=letter.right)


def _extend(run: TextBox, letter: TextBox | Letter, blank: str) -> None:
    if letter.text == _LAM and run.text[-1:] in _ALEFS and not blank and letter.left == run.left:
        # One glyph for two letters: it was reversed together with its line.
        run.text = f"{run.text[:-1]}{_LAM}{run.text[-1]}"
    else:
        run.text += blank + letter.text
    # `min` and `max` would take a fifth of the time of a long document.
    run.left = letter.left if letter.left < run.left else run.left
    run.right = letter.right if letter.right > run.right else run.right
    run.bottom = letter.bottom if letter.bottom < run.bottom else run.bottom
    run.top = letter.top if letter.top > run.top else run.top


def _turn_back(box: TextBox, turn: int) -> None:
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if turn == 1:
        box.left, box.bottom, box.right, box.top = -top, left, -bottom, right
    elif turn == 2:
        box.left, box.bottom, box.right, box.top = -right, -top, -left, -bottom
    elif turn == 3:
        box.left, box.bottom, box.right, box.top = bottom, -right, top, -left
