"""Small invented passages with true and false claims, from `lexicon/scenes.txt`.

A block is a passage (`P`), its true claims (`T`) and its false ones (`F`); `{person2}` is another value of
the slot `person`. Numbers (`n1` ... ), hours (`h`, `h2`) and years (`y1` < `y2`) are drawn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicon"
_SLOT = re.compile(r"\{([a-z_]+)(\d?)\}")


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage template with its claims: (template, whether true)."""

    passage: str
    claims: tuple[tuple[str, bool], ...]


def play(rng: random.Random) -> tuple[str, list[tuple[str, bool]]]:
    """Returns one invented passage and its claims, with slots filled in."""
    scene = rng.choice(_scenes())
    values = _values(rng)
    filled = [(_fill(text, values), is_true) for text, is_true in scene.claims]
    return _fill(scene.passage, values), filled


@cache
def _scenes() -> tuple[Scene, ...]:
    return tuple(_read())


def _read() -> Iterator[Scene]:
    for block in (_FOLDER / "scenes.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip()]
        claims = tuple((line[2:], line[0] == "T") for line in lines[1:])
        yield Scene(lines[0][2:].replace("\\n", "\n"), claims)


@cache
def _slots() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in (_FOLDER / "slots.tsv").read_text(encoding="utf-8").splitlines())
    return {row[0]: tuple(cell for cell in row[1:] if cell) for row in rows}


def _values(rng: random.Random) -> dict[str, str]:
    numbers = rng.sample(range(2, 100), 4)
    if rng.random() < 0.3:
        numbers = [number * rng.choice((10, 100)) for number in numbers]
    hours = rng.sample(range(1, 12), 2)
    first = rng.randrange(1900, 2020)
    values = {f"n{index + 1}": str(number) for index, number in enumerate(numbers)}
    values |= {
        "h": str(hours[0]),
        "h2": str(hours[1]),
        "y1": str(first),
        "y2": str(first + rng.randrange(1, 9)),
    }
    for name, words in _slots().items():
        for index, word in enumerate(rng.sample(words, min(3, len(words)))):
            values[name if index == 0 else f"{name}{index + 1}"] = word
    return values


def _fill(template: str, values: dict[str, str]) -> str:
    text = _SLOT.sub(lambda match: values[match.group(1) + match.group(2)], template)
    return text[:1].upper() + text[1:]
