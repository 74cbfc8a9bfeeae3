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
    path = resources.files("evaluation.mutations.words") / f"{language}.txt"
    pairs: list[tuple[str, str, bool]] = []
    for line in path.read_text("utf-8").splitlines():
        named, _, rest = line.partition(":")
        if named != kind:
            continue
        for entry in rest.split(","):
            word, sign, other = entry.partition("<>" if "<>" in entry else ">")
            pairs.append((word.strip(), other.strip(), sign == "<>"))
    return tuple(pairs)


@cache
def words_of(name: str) -> frozenset[str]:
    """Returns the words of `<name>.txt`."""
    text = (resources.files("evaluation.mutations.words") / f"{name}.txt").read_text("utf-8")
    return frozenset(text.split())
