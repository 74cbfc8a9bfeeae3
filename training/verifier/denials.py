"""Add denials to a sentence or remove them, in all forms of English."""

from __future__ import annotations

import random
import re

_AUXILIARY = r"is|are|was|were|can|could|will|would|should|must|may|might|has|have|had|does|do|did"
_ADD = re.compile(rf"\b({_AUXILIARY})\b(?! (?:not|never|no|n't|only|also)\b)(?=\s+[a-z])")
_NEVER = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will)\b(?! (?:not|never|no)\b)(?=\s+[a-z])")
_VERBS = {
    "allows": "allow",
    "provides": "provide",
    "supports": "support",
    "includes": "include",
    "contains": "contain",
    "requires": "require",
    "uses": "use",
    "returns": "return",
    "creates": "create",
    "shows": "show",
    "means": "mean",
    "works": "work",
    "needs": "need",
    "has": "have",
    "increases": "increase",
    "reduces": "reduce",
    "leads": "lead",
    "plays": "play",
    "causes": "cause",
    "suggests": "suggest",
    "remains": "remain",
    "lives": "live",
    "makes": "make",
    "takes": "take",
    "gives": "give",
    "becomes": "become",
    "belongs": "belong",
    "represents": "represent",
    "specifies": "specify",
    "starts": "start",
    "stops": "stop",
    "applies": "apply",
    "affects": "affect",
    "describes": "describe",
    "determines": "determine",
    "indicates": "indicate",
    "induces": "induce",
    "inhibits": "inhibit",
    "promotes": "promote",
    "improves": "improve",
    "depends": "depend",
    "holds": "hold",
}
_PAST = {
    "became": "become",
    "began": "begin",
    "won": "win",
    "played": "play",
    "married": "marry",
    "moved": "move",
    "joined": "join",
    "received": "receive",
    "wrote": "write",
    "died": "die",
    "served": "serve",
    "led": "lead",
    "released": "release",
    "increased": "increase",
    "decreased": "decrease",
    "reduced": "reduce",
    "showed": "show",
    "caused": "cause",
    "included": "include",
    "used": "use",
    "made": "make",
    "took": "take",
    "gave": "give",
    "directed": "direct",
    "produced": "produce",
    "returned": "return",
    "attended": "attend",
    "worked": "work",
    "studied": "study",
    "lived": "live",
    "appeared": "appear",
    "found": "find",
    "founded": "found",
    "left": "leave",
    "went": "go",
    "came": "come",
    "held": "hold",
    "ran": "run",
    "lost": "lose",
    "improved": "improve",
    "induced": "induce",
    "inhibited": "inhibit",
    "resulted": "result",
    "remained": "remain",
    "built": "build",
}
_SIMPLE = re.compile(rf"\b({'|'.join([*_VERBS, *_PAST])})\b(?=\s+[a-zA-Z])")
_REMOVE = (
    (re.compile(r"\b(is|are|was|were|can|could|will|would|should|must|may|might|has|have|had) not\b"), r"\1"),
    (re.compile(r"\b(is|are|was|were|could|would|should|has|have|had)n['’]t\b"), r"\1"),
    (re.compile(r"\bcan(?:not|['’]t)\b"), "can"),
    (re.compile(r"\bwon['’]t\b"), "will"),
    (re.compile(r"\b(?:do|does|did)(?: not|n['’]t) "), ""),
    (re.compile(r"\bnever "), ""),
    (re.compile(r"\bno longer "), "still "),
    (re.compile(r"\bno "), "some "),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\bnot "), ""),
    (re.compile(r"\bneither\b"), "both"),
    (
        re.compile(
            r"\bun(able|likely|known|available|related|changed|successful|common|necessary|affected)\b"
        ),
        r"\1",
    ),
    (re.compile(r"\bnobody\b"), "everybody"),
    (re.compile(r"\bnothing\b"), "everything"),
)
_SHORT = (("n't", " not"), ("n’t", " not"))


def add_denial(text: str, rng: random.Random) -> str | None:
    """Returns `text` with one more denial; None if no form fits."""
    way = rng.random()
    if way < 0.5 and (new := _after_auxiliary(text, rng)):
        return new
    if way < 0.8 and (new := _with_do(text, rng)):
        return new
    return _never(text, rng) or _after_auxiliary(text, rng) or _with_do(text, rng)


def remove_denial(text: str, rng: random.Random) -> str | None:
    """Returns `text` with one denial fewer; None if it has none."""
    ways = [(pattern, new) for pattern, new in _REMOVE if pattern.search(text)]
    if not ways:
        return None
    pattern, new = rng.choice(ways)
    return pattern.sub(new, text, count=1)


def rewrite_denial(text: str, rng: random.Random) -> str | None:
    """Returns `text` with the same denial in the other form: isn't, is not."""
    for short, long in _SHORT:
        if short in text and "can" + short not in text and "won" + short not in text:
            return text.replace(short, long, 1)
    match = re.search(r"\b(is|are|was|were|could|would|should|has|have|had|do|does|did) not\b", text)
    if match is None:
        return text.replace("cannot", rng.choice(("can't", "can not")), 1) if "cannot" in text else None
    return text[: match.start()] + match.group(1) + "n't" + text[match.end() :]


def _after_auxiliary(text: str, rng: random.Random) -> str | None:
    matches = list(_ADD.finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    word = match.group(1)
    negated = "cannot" if word == "can" else f"{word} not"
    if rng.random() < 0.3 and word in {
        "is",
        "are",
        "was",
        "were",
        "could",
        "would",
        "should",
        "has",
        "have",
        "had",
    }:
        negated = f"{word}n't"
    return text[: match.start()] + negated + text[match.end() :]


def _with_do(text: str, rng: random.Random) -> str | None:
    matches = list(_SIMPLE.finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    word = match.group(1)
    helper, base = ("does", _VERBS[word]) if word in _VERBS else ("did", _PAST[word])
    denial = "n't" if rng.random() < 0.4 else " not"
    return f"{text[: match.start()]}{helper}{denial} {base}{text[match.end() :]}"


def _never(text: str, rng: random.Random) -> str | None:
    matches = list(_NEVER.finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    return (
        f"{text[: match.end()]} {rng.choice(('never', 'never', 'no longer', 'hardly'))}{text[match.end() :]}"
    )
