"""Measure how much of a text an encoder reads, in tokens of its own tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EncoderWindow:
    """The window of one encoder.

    Attributes:
        pieces: Word pieces of a text that are read: what the prefix and the special tokens leave.
        ends: Returns where each word piece of a text ends, as characters of it, in order.
    """

    pieces: int
    ends: Callable[[str], list[int]]

    def holds(self, text: str) -> bool:
        """Returns whether the encoder reads all of a text."""
        return len(self.ends(text)) <= self.pieces


def utf8_ends(text: str) -> list[int]:
    """Returns where each byte's character ends: no tokenizer over bytes makes more pieces than these."""
    return [place for place, char in enumerate(text, 1) for _ in range(len(char.encode("utf-8", "replace")))]
