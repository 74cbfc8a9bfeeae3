"""Texts for calibration: general technical English, never used to measure anything.

They are Python's own language reference and the descriptions of the installed packages.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distributions
from pydoc_data import topics

import numpy as np

_MIN_WORDS, _MAX_CHARS = 25, 900


def calibration_texts(count: int) -> list[str]:
    """Returns that many paragraphs, spread over all of them."""
    texts = list(_paragraphs())
    return [texts[index] for index in np.random.default_rng(0).permutation(len(texts))[:count]]


def _paragraphs() -> Iterator[str]:
    sources = [*topics.topics.values(), *(package.read_text("METADATA") or "" for package in distributions())]
    for source in sorted(set(sources)):
        for paragraph in source.split("\n\n"):
            if len(paragraph.split()) >= _MIN_WORDS:
                yield " ".join(paragraph.split())[:_MAX_CHARS]
