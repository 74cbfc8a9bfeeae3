"""Find what a rule says of some only, by an age, weight, size or amount, and a claim of all.

"Children under 12 are not allowed" does not support "children are not allowed". The claim may leave the bound
out of what happened once, such as "pupils under 12 won".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of_any
from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.statements import Pair
from genai_core.domain.facts.logic.stems import is_past_form

_PARTIAL = frozenset(("some", "few", "notall", "half"))
_RULING = ("must", "should", "may", "neednot", "will")
_MAX_CHARS = 45
"""Maximum characters between a noun and the value that bounds it."""
_VERB_WORDS = 4
"""Words after a bound among which the verb is looked for."""
_PRESENT = frozenset(("is", "are", "be", "has", "have", "do", "does", "get", "gets"))
_WORD = re.compile(r"[a-z]+")
_UNIT = r"(?:[ \xa0]?[^\W\d_]+\.?|[ \xa0]?[€$£%])?"
_RULES = ("allow", "forbid", "valid", "open", "close", "free", "compulsory", "apply", "pay", "need", "accept")


def bounded_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the noun that the evidence's rule bounds by a value, if the claim has it without any value."""
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if not any(item.is_value for item in evidence.items):
        return
    if not _PARTIAL.isdisjoint(amount.kind for amount in claim.amounts):
        return
    for noun, value, bound in _bounded(evidence, pair.evidence.text, pair.evidence.language):
        position = _position(noun, claim)
        if position is None or _position(value, claim) is not None:
            continue
        if not _is_modified(position, pair) and not _has_value(position, pair):
            yield Conflict("exception", claim.items[position].form, bound)
            return


def _bounded(clause: Clause, text: str, language: str) -> Iterator[tuple[Item, Item, str]]:
    """Yields each noun of a rule that a value bounds, the value, and the words of the bound."""
    items = clause.items
    for position, value in enumerate(items):
        if not value.is_value or not position or items[position - 1].is_value:
            continue
        for start in range(max(position - 3, 0), position):
            end = _bound_end(text, items[start], value, language)
            if end and _is_rule(clause, start, end, text, language):
                bound = text[items[start].start + len(items[start].form) : end].strip()
                yield items[start], value, bound
                break


def _bound_end(text: str, noun: Item, value: Item, language: str) -> int:
    """Returns where the bound ends that follows a noun; 0 if the value does not bound it."""
    begin = noun.start + len(noun.form)
    if value.start - begin > _MAX_CHARS:
        return 0
    between = text[begin : value.start].strip(" \xa0,(")
    end = value.start + len(value.form)
    if _pattern(language, "before").fullmatch(between):
        return end
    if _pattern(language, "range").fullmatch(between) and _measures().match(text, end):
        return end
    if between and not _pattern(language, "lead").fullmatch(between):
        return 0
    match = _pattern(language, "after").match(text, value.start)
    return match.end() if match else 0


def _is_rule(clause: Clause, position: int, end: int, text: str, language: str) -> bool:
    """True if a clause says what holds for each such thing, rather than what happened to some."""
    is_subject = not position
    if clause.is_denied or clause.modal in _RULING or clause.permits:
        return is_subject or not clause.is_past
    if clause.is_past:
        return False
    if not is_subject:
        return clause.mentions(_rules())
    return not (language == "english" and _is_told(text[end:]))


def _is_told(rest: str) -> bool:
    """True for "won the prize" and "received a grant"; "are received" is not about the past."""
    for word in _WORD.findall(rest)[:_VERB_WORDS]:
        if word in _PRESENT:
            return False
        if is_past_form(word):
            return True
    return False


def _position(noun: Item, claim: Clause) -> int | None:
    return next((at for at, item in enumerate(claim.items) if not item.keys.isdisjoint(noun.keys)), None)


def _is_modified(position: int, pair: Pair) -> bool:
    """True for "young children": a word that the evidence lacks may say the bound in other words."""
    items = pair.claim_clause.items
    return position > 0 and not pair.has(items[position - 1])


def _has_value(position: int, pair: Pair) -> bool:
    """True for "a child of 10" and "two children": such values are compared as values."""
    items, language = pair.claim_clause.items, pair.claim.language
    before, after = items[max(position - 1, 0) : position], items[position + 1 : position + 4]
    return any(item.is_value for item in before) or any(
        item.is_value and _is_close(items[position], item, pair.claim.text, language) for item in after
    )


def _is_close(noun: Item, value: Item, text: str, language: str) -> bool:
    """True if nothing but the words of a bound, or of an age or weight, are between a noun and a value."""
    between = text[noun.start + len(noun.form) : value.start].strip(" \xa0,(")
    kinds = ("before", "range", "lead")
    return not between or any(_pattern(language, kind).fullmatch(between) for kind in kinds)


@cache
def _rules() -> frozenset[str]:
    return keys_of_any(_RULES)


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str]:
    """Returns a pattern of what is between a noun and its bound, or of a value with its bound after it."""
    phrases = _phrases(language)
    shape = {
        "lead": f"(?:{phrases['lead']})",
        "before": f"(?:(?:{phrases['lead']}) )?(?:{phrases['before']})",
        "range": f"(?:(?:{phrases['lead']}) )?(?:{phrases['range']})",
        "after": rf"[\d.,]+{_UNIT},? (?:{phrases['after']})(?!\w)",
    }
    return re.compile(shape[kind], re.IGNORECASE)


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(rf"[ \xa0]?(?:[€$£]|(?:{_phrases('measures')['unit']})(?!\w))", re.IGNORECASE)


def _phrases(language: str) -> dict[str, str]:
    """Returns the phrases of each kind as alternatives of a pattern."""
    lines = ([cell.strip() for cell in line.split(":")] for line in lines_of("bounds"))
    return {kind: _alternatives(listed.split(",")) for name, kind, listed in lines if name == language}


def _alternatives(phrases: Sequence[str]) -> str:
    ordered = sorted((phrase.strip() for phrase in phrases), key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in ordered)
