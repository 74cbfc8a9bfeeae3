"""Word lists of the generator, independent of the check's own: sharing them would prove nothing."""

from __future__ import annotations

from functools import cache
from importlib import resources

LANGUAGES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch")


@cache
def word_pairs(language: str, kind: str) -> tuple[tuple[str, str, bool], ...]:
    """Returns (word, other, both ways) of one kind, such as "antonym" or "synonym".

    In the file a line is `kind: one <> other` if each can be changed to the other, `kind: one > other` if
    only the first can.
    """
    place = resources.files("evaluation.mutations.words") / f"{language}.txt"
    found: list[tuple[str, str, bool]] = []
    for line in place.read_text("utf-8").splitlines():
        named, _, rest = line.partition(":")
        if named != kind:
            continue
        for entry in rest.split(","):
            one, sign, other = entry.partition("<>" if "<>" in entry else ">")
            found.append((one.strip(), other.strip(), sign == "<>"))
    return tuple(found)


@cache
def words_of(name: str) -> frozenset[str]:
    """Returns the words of `<name>.txt`."""
    text = (resources.files("evaluation.mutations.words") / f"{name}.txt").read_text("utf-8")
    return frozenset(text.split())
