"""Reword a sentence with the same meaning, or take a part of it: claims that stay true."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from training.verifier.denials import rewrite_denial
from training.verifier.lexicon import swap_one, synonyms
from training.verifier.numbers import rewrite_number

_FRONTED = re.compile(
    r"^((?:In|On|At|During|After|Before|Since|By|From|Under|For|Between|Within) [^,.;]{2,45}), (.+?)([.!?])$"
)
_RELATIVE = re.compile(
    r", (?:which|who|whose|where|when|including|such as|also known as|formerly) [^,.;()]{4,80}(,|(?=[.;]))"
)
_BRACKETS = re.compile(r"\s*\([^()]{1,80}\)")
_CLAUSES = re.compile(r"^(.{25,}?), (?:and|but|while|whereas|so|although) (.{20,})$")
_LIST_END = re.compile(r" and (?:the |a |an |its |their )?[\w-]+(?: [\w-]+){0,2}(?=[.,;])")
_OPENING = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Therefore|Thus|For example|Also|As a result|"
    r"In contrast|Here|Finally|Interestingly|Importantly|Then|Similarly|Consequently|Meanwhile|Instead),? ",
)
_PASSIVE = re.compile(
    r"^(.{3,60}?) (was|were|is|are) (\w+ed|written|built|founded|won|made|led|known|given|taken|held) by "
    r"((?:the |a |an )?[^,.;]{3,60})([.,;].*)$"
)
_BEFORE_AFTER = re.compile(r"^(.{12,90}?) (before|after) ((?:the|a|he|she|it|they|[A-Z])[^,;]{8,90})\.$")
_THAN = re.compile(
    r"^(.{3,60}?) (is|are|was|were) (larger|smaller|higher|lower|older|younger|longer|shorter|better|worse|"
    r"faster|slower|heavier|lighter|more \w+|less \w+) than (.{3,60})\.$"
)
_INVERSE = {
    "larger": "smaller",
    "higher": "lower",
    "older": "younger",
    "longer": "shorter",
    "better": "worse",
    "faster": "slower",
    "heavier": "lighter",
}
_PRONOUN = re.compile(
    r"^(He|She|It|They|This|The (?:film|song|album|book|novel|village|town|city|company|series))\b"
    r"(?! is (?:possible|recommended|important|necessary|likely|also|not))"
)
_LEADS = (
    "According to the {}, ",
    "The {} says that ",
    "It is stated that ",
    "Yes, ",
    "As the {} says, ",
    "In fact, ",
    "In short, ",
    "Based on the {}, ",
    "It is true that ",
    "We learn that ",
    "Note that ",
    "Basically, ",
    "I read that ",
    "Did you know that ",
    "Well, ",
    "I know that ",
    "I think ",
    "Yeah, ",
    "Oh, ",
    "So ",
    "Indeed, ",
)
_SOURCES = ("text", "passage", "document", "documentation", "article", "source", "report", "handbook", "page")
_TAILS = (
    " according to the {}.",
    ", as the {} states.",
    ", the {} says.",
    " (see the {}).",
    ", i think.",
    ", right?",
)
_NOT_LOWERED = re.compile(r"^(?:[A-Z]{2,}|[A-Z][a-z]+ [A-Z]|I\b|[A-Z]\w*[A-Z0-9])")

Rewording = Callable[[str, str, random.Random], str | None]


def reword(text: str, title: str, rng: random.Random, steps: int) -> str:
    """Returns `text` after up to `steps` rewordings; unchanged if none fits.

    Args:
        title: The subject of the text, for a pronoun at its start; "" if unknown.
    """
    for _ in range(steps):
        way = rng.choices(_WAYS, _SHARES)[0]
        text = way(text, title, rng) or text
    return text


def trim(text: str, rng: random.Random) -> str | None:
    """Returns a part of the statement in `text`: a clause, or all but an aside."""
    ways = [_drop_relative, _drop_brackets, _one_clause, _drop_opening, _drop_list_end]
    rng.shuffle(ways)
    return next((new for way in ways if (new := way(text, "", rng))), None)


def lowered(text: str) -> str:
    """Returns `text` with its first letter in lower case, unless it begins with a name or an abbreviation."""
    return text if _NOT_LOWERED.match(text) else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _synonym(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return swap_one(text, synonyms(), rng)


def _number(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return rewrite_number(text, rng)


def _denial(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return rewrite_denial(text, rng)


def _move_front(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _FRONTED.match(text)
    return _capital(f"{match.group(2)} {lowered(match.group(1))}{match.group(3)}") if match else None


def _drop_relative(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return _RELATIVE.sub("", text, count=1) if _RELATIVE.search(text) else None


def _drop_brackets(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return _BRACKETS.sub("", text) if _BRACKETS.search(text) else None


def _one_clause(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _CLAUSES.match(text)
    if match is None or match.group(1).count(",") > 1:
        return None
    return match.group(1) + "."


def _drop_opening(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return _capital(_OPENING.sub("", text)) if _OPENING.match(text) else None


def _drop_list_end(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _LIST_END.search(text)
    if match is None or " between " in text or " both " in text.lower() or "," not in text[: match.start()]:
        return None
    return text[: match.start()] + text[match.end() :]


def _passive(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _PASSIVE.match(text)
    if match is None or re.search(r"\b(?:that|which|who|and|but)\b", match.group(1)):
        return None
    verb = {"written": "wrote", "taken": "took", "given": "gave", "known": "knew"}.get(
        match.group(3), match.group(3)
    )
    return _capital(f"{match.group(4)} {verb} {lowered(match.group(1))}{match.group(5)}")


def _turn_time(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _BEFORE_AFTER.match(text)
    if match is None:
        return None
    other = "after" if match.group(2) == "before" else "before"
    return _capital(f"{match.group(3)} {other} {lowered(match.group(1))}.")


def _turn_comparison(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    match = _THAN.match(text)
    if match is None:
        return None
    both = _INVERSE | {value: key for key, value in _INVERSE.items()}
    word = match.group(3)
    turned = both.get(word) or (
        word.replace("more", "less") if word.startswith("more") else word.replace("less", "more")
    )
    return _capital(f"{match.group(4)} {match.group(2)} {turned} than {lowered(match.group(1))}.")


def _resolve(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    return _PRONOUN.sub(title, text, count=1) if title and _PRONOUN.match(text) else None


def _lead(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    if text.startswith(("According", "Yes", "It is", "As the", "In fact", "We learn")):
        return None
    if rng.random() < 0.25 and text.endswith("."):
        return text[:-1] + rng.choice(_TAILS).format(rng.choice(_SOURCES))
    return rng.choice(_LEADS).format(rng.choice(_SOURCES)) + lowered(text)


def _plain_case(text: str, title: str, rng: random.Random) -> str | None:  # noqa: ARG001
    if rng.random() < 0.5:
        return text.rstrip(".")
    return re.sub(r"([.,;'])", r" \1 ", text).rstrip()


_WAYS: tuple[Rewording, ...] = (
    _synonym,
    _number,
    _denial,
    _move_front,
    _drop_relative,
    _drop_brackets,
    _one_clause,
    _drop_opening,
    _drop_list_end,
    _passive,
    _turn_time,
    _turn_comparison,
    _resolve,
    _lead,
    _plain_case,
)
_SHARES = (8, 4, 2, 3, 2, 2, 3, 2, 1, 4, 4, 4, 5, 1.5, 0.7)
