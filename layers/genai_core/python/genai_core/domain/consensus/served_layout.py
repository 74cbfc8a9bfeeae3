"""The layout of an answer: what stands around its sentences comes out as it went in."""

from __future__ import annotations

from collections.abc import Sequence


def gaps(text: str, sentences: Sequence[str]) -> list[str]:
    """Returns what stands before each sentence, and behind the last one.

    Args:
        sentences: Spans of the text, in order.
    """
    found: list[str] = []
    position = 0
    for sentence in sentences:
        place = text.index(sentence, position)
        found.append(text[position:place])
        position = place + len(sentence)
    return [*found, text[position:]]


def laid_out(text: str, sentences: Sequence[tuple[str, str]]) -> str:
    """Returns the text with each sentence replaced by what is shown for it.

    Args:
        sentences: Each as it stands in the text, and as shown; in order.
    """
    *before, rest = gaps(text, [sentence for sentence, _ in sentences])
    shown = (gap + shown for gap, (_, shown) in zip(before, sentences, strict=True))
    return "".join([*shown, rest]).strip()
