"""Cut a passage that is longer than the encoder's window into units that fit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from genai_core.domain.ingestion.encoder_windows import EncoderWindow
from genai_core.domain.ingestion.text_layout import BLOCK, INSIDE, PART, SENTENCE, Words

_EARLIEST_BREAK = 0.75
_SLACK = 1.15


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a document's text, and the table header that is written before it."""

    start: int
    end: int
    header: str = ""


@dataclass(frozen=True, slots=True)
class UnitCutter:
    """Cuts passages of one document.

    Attributes:
        title: Text before each unit; at most half a window.
        window: None for an encoder that reads any length.
    """

    text: str
    words: Words
    title: str
    window: EncoderWindow | None

    def __call__(self, start: int, stop: int) -> Iterator[Unit]:
        """Yields the units of the passage between two offsets: one if it fits, else several equal ones."""
        while start < stop:
            header = self._header_at(start)
            end = self._fitting_end(start, stop, header)
            yield Unit(start, end, header)
            start = end + len(self.text[end:stop]) - len(self.text[end:stop].lstrip())

    def _header_at(self, start: int) -> str:
        header = self.words.header_at(start)
        is_long = self.window and len(self.window.ends(header)) > self.window.pieces // 4
        return "" if is_long else header

    def _fitting_end(self, start: int, stop: int, header: str) -> int:
        """Returns the end of a unit that begins at `start`; it is after `start`."""
        if self.window is None:
            return stop
        front = f"{self.title}{header}"
        taken, end = len(self.window.ends(front)), stop
        while True:
            ends = self.window.ends(f"{front}{self.text[start:end]}")
            if len(ends) <= self.window.pieces:
                return end
            # Units of similar length rather than a full one and a remainder, without more units than needed.
            units = ceil((len(ends) - taken) / (self.window.pieces - taken))
            aim = ceil((len(ends) - taken) / units * _SLACK)
            last = taken + min(aim, self.window.pieces - taken, len(ends) - taken - 1)
            end = self._cut(start, max(start + 1, min(start + ends[last - 1] - len(front), end - 1)))

    def _cut(self, start: int, latest: int) -> int:
        """Returns the best place to cut up to `latest`: between parts, else in the last quarter.

        A word that fills a unit by itself is cut.
        """
        words, first = self.words, self.words.at(start)
        past = bisect_right(words.end, latest)
        earliest = max(first, bisect_left(words.end, start + int((latest - start) * _EARLIEST_BREAK)))
        for wanted, begin in ((PART, first), (BLOCK, earliest), (SENTENCE, earliest), (INSIDE, first)):
            for word in range(past - 1, begin - 1, -1):
                if words.strength[word] == wanted:
                    return words.end[word]
        return words.end[past - 1] if past > first else latest


def fitting_title(title: str, window: EncoderWindow | None) -> str:
    """Returns the title, cut if it would take more than half of what the encoder reads."""
    if window is None:
        return title
    shown = title
    while len(ends := window.ends(shown)) > window.pieces // 2:
        shorter = ends[window.pieces // 2 - 4] if shown is title else len(shown) - 2
        shown = f"{shown[: min(shorter, len(shown) - 2)].rstrip()}…"
    return shown
