"""Prompts for the teacher: to write claims of several kinds, and to judge whether a claim is true."""

from __future__ import annotations

import re
from dataclasses import dataclass

SYSTEM = "<|im_start|>system\nYou are a careful editor.<|im_end|>\n<|im_start|>user\n"
TURN = "<|im_end|>\n<|im_start|>assistant\n"


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of claim to write: its prompt, and whether the passage is meant to support the claims."""

    kind: str
    is_true: bool
    request: str
    about_sentence: bool = False
    lines: bool = True


WISHES = (
    Wish("facts", True, "Write four short statements that follow from the passage, each in your own words."),
    Wish(
        "details",
        True,
        "Write four statements, each of which gives one detail of the passage (a name, a number, a reason, "
        "a condition) in words that the passage does not use.",
    ),
    Wish(
        "combined",
        True,
        "Write three statements that each combine two facts of the passage, in your own words.",
    ),
    Wish(
        "implied", True, "Write three statements that the passage implies without saying them word by word."
    ),
    Wish(
        "chat",
        True,
        "Write three casual chat messages, each of which mentions one fact of the passage correctly.",
    ),
    Wish("summary", True, "Summarise the passage in two sentences.", lines=False),
    Wish(
        "reworded",
        True,
        'Rewrite this sentence in three ways that mean exactly the same: "{}"',
        about_sentence=True,
    ),
    Wish(
        "shorter",
        True,
        'Write two shorter sentences with other words that say a part of what this sentence says: "{}"',
        about_sentence=True,
    ),
    Wish(
        "wrong fact",
        False,
        "Write four statements about the same subject that sound right but are wrong: in each, one "
        "fact differs "
        "from the passage (who, what, where, when, how many, or which relation). Use your own words.",
    ),
    Wish(
        "opposite",
        False,
        "Write four statements that say the opposite of facts of the passage, in your own words.",
    ),
    Wish(
        "not said",
        False,
        "Write four plausible statements about the same subject that the passage does not mention at all.",
    ),
    Wish(
        "too much",
        False,
        "Write three statements that repeat a fact of the passage but add a detail that is not in it.",
    ),
    Wish(
        "chat wrong",
        False,
        "Write three casual chat messages about the subject, each with one claim that is not in the passage.",
    ),
    Wish(
        "summary wrong", False, "Summarise the passage in two sentences, but get one fact wrong.", lines=False
    ),
    Wish(
        "reworded wrong",
        False,
        "Rewrite this sentence in three ways, each with other words and with one fact changed so that it "
        'becomes false: "{}"',
        about_sentence=True,
    ),
)


def wish_prompt(wish: Wish, passage: str, sentence: str) -> str:
    """Returns the whole prompt; for several lines, it ends with the first number of the list."""
    request = wish.request.format(sentence) if wish.about_sentence else wish.request
    form = " Write one a line, numbered, nothing else." if wish.lines else ""
    return f"{SYSTEM}Passage:\n{passage}\n\n{request}{form}{TURN}" + ("1." if wish.lines else "")


def judge_start(passage: str) -> str:
    return f"{SYSTEM}Passage:\n{passage}\n\nClaim:"


def judge_ending(claim: str) -> str:
    return f" {claim}\n\nDoes the passage say that the claim is true? Answer Yes or No.{TURN}"


_NUMBER = re.compile(r"^\s*(?:\d+[.)]|[-*])\s*")
_UNWANTED = re.compile(
    r"^(the passage|this passage|sure|here|note|statement|in the passage|the statement)|:$|does not mention|"
    r"not mentioned|is incorrect|is false|is wrong|passage",
    re.IGNORECASE,
)


def read_claims(wish: Wish, written: str) -> list[str]:
    """Returns the claims in the teacher's text, without lead-ins, notes and cut ends."""
    if not wish.lines:
        text = " ".join(written.split())
        return [text] if text.endswith((".", "!", "?")) and len(text.split()) >= 6 else []
    claims: list[str] = []
    for line in written.splitlines():
        claim = _NUMBER.sub("", line).strip().strip('"*').strip()
        if 4 <= len(claim.split()) <= 60 and not _UNWANTED.search(claim):
            claims.append(claim)
    return claims
