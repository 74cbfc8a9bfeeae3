"""Questions with their answers as statements: true ones, and false ones with another answer."""

from __future__ import annotations

import random
import re

_WHO = re.compile(
    r"^(?:Who|What|Which [\w ]{2,30}?) ((?:is|was|were|are|has|had|did|can|will|\w+ed|\w+s) .+?)\??$"
)
_WHEN = re.compile(r"^(?:When|In (?:what|which) year|On what date) (did|was|were|is|are) (.+?)\??$")
_WHERE = re.compile(
    r"^(?:Where|In (?:what|which) (?:city|country|state|town|place)) (did|was|were|is|are) (.+?)\??$"
)
_BE_SPLIT = re.compile(
    r"^((?:the |a |an )?[\w'’.-]+(?: [\w'’.-]+){0,5}?) "
    r"(\w+ed|born|built|held|made|written|founded|located|known|used)\b(.*)$"
)


def statement(question: str, answer: str, rng: random.Random) -> str:
    """Returns a claim that states the answer: a full sentence if the question's form is known."""
    question, answer = question.strip(), answer.strip().rstrip(".")
    for pattern, preposition in ((_WHEN, "in"), (_WHERE, "in")):
        if match := pattern.match(question):
            return _placed(match.group(1).lower(), match.group(2), answer, preposition)
    if (match := _WHO.match(question)) and not match.group(1).startswith(
        ("is the", "was the", "are the", "did", "does")
    ):
        return f"{answer[:1].upper()}{answer[1:]} {match.group(1)}."
    if match := re.match(r"^(?:What|Who) (is|was|are|were) (.+?)\??$", question):
        return f"{match.group(2)[:1].upper()}{match.group(2)[1:]} {match.group(1)} {answer}."
    joint = rng.choice((" ", " - ", " The answer is ", " It is "))
    return f"{question if question.endswith('?') else question + '?'}{joint}{answer}."


def is_like(answer: str, other: str) -> bool:
    """Returns whether two answers have the same kind, by their form, and differ."""
    if answer.lower() in other.lower() or other.lower() in answer.lower():
        return False
    return _form(answer) == _form(other)


def _form(answer: str) -> tuple[bool, bool]:
    return bool(re.search(r"\d", answer)), answer[:1].isupper()


def _placed(helper: str, rest: str, answer: str, preposition: str) -> str:
    bare = (
        answer
        if re.match(r"^(in|on|at|by|since|during|after|before|from|around)\b", answer, re.IGNORECASE)
        else f"{preposition} {answer}"
    )
    if helper == "did":
        return f"It was {bare} that {rest.rstrip('?')}."
    if match := _BE_SPLIT.match(rest):
        subject, verb, tail = match.groups()
        return f"{subject[:1].upper()}{subject[1:]} {helper} {verb}{tail} {bare}."
    return f"{rest[:1].upper()}{rest[1:]} {helper} {bare}."
