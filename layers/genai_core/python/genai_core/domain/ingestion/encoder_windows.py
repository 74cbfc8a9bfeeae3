"""Measure how much of a text an encoder reads, in tokens of its own tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EncoderWindow:
    """The window of one encoder.

    Attributes:
        pieces: Number of word pieces of a text that are read, apart from the prefix and special tokens.
        ends: Returns the end offset of each word piece of a text, in order.
    """

    pieces: int
    ends: Callable[[str], list[int]]

    def holds(self, text: str) -> bool:
        """Returns whether the encoder reads all of a text."""
        return len(self.ends(text)) <= self.pieces


def utf8_ends(text: str) -> list[int]:
    """Returns the end offset of each byte's character: no byte-level tokenizer makes more pieces."""
    return [
        position for position, char in enumerate(text, 1) for _ in range(len(char.encode("utf-8", "replace")))
    ]
