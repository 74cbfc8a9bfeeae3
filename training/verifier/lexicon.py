"""Word lists of the recipe as pairs: opposites (both ways), changed meanings (one way), same meanings."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicon"
Swaps = Mapping[str, tuple[str, ...]]


@cache
def opposites() -> Swaps:
    """Returns words with their opposites, both ways."""
    pairs: dict[str, list[str]] = {}
    for first, second in _rows("opposites"):
        pairs.setdefault(first, []).append(second)
        pairs.setdefault(second, []).append(first)
    return {word: tuple(others) for word, others in pairs.items()}


@cache
def changed() -> Swaps:
    """Returns words with others that change the meaning, one way."""
    pairs: dict[str, list[str]] = {}
    for first, second in _rows("changed"):
        pairs.setdefault(first.lower(), []).append(second)
    return {word: tuple(others) for word, others in pairs.items()}


@cache
def synonyms() -> Swaps:
    return {row[0]: tuple(row[1:]) for row in _rows("synonyms")}


def swap_one(text: str, swaps: Swaps, rng: random.Random) -> str | None:
    """Returns `text` with one word or phrase of `swaps` replaced; None if it has none."""
    matches = list(_pattern(id(swaps), swaps).finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    other = rng.choice(swaps[match.group().lower()])
    if match.group()[0].isupper() and not match.group().isupper():
        other = other[:1].upper() + other[1:]
    return text[: match.start()] + other + text[match.end() :]


_PATTERNS: dict[int, re.Pattern[str]] = {}


def _pattern(key: int, swaps: Swaps) -> re.Pattern[str]:
    if key not in _PATTERNS:
        words = sorted((word.strip() for word in swaps), key=len, reverse=True)
        _PATTERNS[key] = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b(?![-’'])", re.IGNORECASE)
    return _PATTERNS[key]


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("\t") if cell.strip()] for line in lines if line.strip()]
