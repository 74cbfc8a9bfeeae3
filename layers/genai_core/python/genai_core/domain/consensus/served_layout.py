"""Keep the layout of an answer: the text between its sentences is served unchanged."""

from __future__ import annotations

from collections.abc import Sequence


def gaps(text: str, sentences: Sequence[str]) -> list[str]:
    """Returns the text before each sentence, and the text after the last one.

    Args:
        sentences: Spans of the text, in order.
    """
    parts: list[str] = []
    position = 0
    for sentence in sentences:
        start = text.index(sentence, position)
        parts.append(text[position:start])
        position = start + len(sentence)
    return [*parts, text[position:]]


def laid_out(text: str, sentences: Sequence[tuple[str, str]]) -> str:
    """Returns the text with each sentence replaced by its shown form.

    Args:
        sentences: Pairs of a sentence of the text and its shown form, in order.
    """
    *before, rest = gaps(text, [sentence for sentence, _ in sentences])
    shown = (gap + shown for gap, (_, shown) in zip(before, sentences, strict=True))
    return "".join([*shown, rest]).strip()
