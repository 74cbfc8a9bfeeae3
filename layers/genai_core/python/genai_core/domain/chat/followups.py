"""Makes a standalone question of a follow-up and its conversation, without asking a model.

Retrieval sees one text. A follow-up ("and in winter?", "how much does it cost?") is not clear by itself, so
the question that it refers to is put in front. A question that names its own subject is not changed: extra
words would make the search worse. "And in 2020?" replaces the year of the earlier question, "And in Japan?"
the name behind "in", "What about Japan?" its only name unless words show that the two are of different kinds;
"when was she born?" gets the names of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from genai_core.domain.generation.models import Message
from genai_core.domain.text.stop_words import STOP_WORDS

_MAX_FOLDED_CHARS = 1000
_MAX_NAMES = 3
_FRAGMENT_WORDS = 3
"""A text of at most this many words without a question ("opening hours?") refers to the question before."""
_FEW_WORDS = 2
"""A question with fewer content words ("costs?") refers to the subject of the one before."""
_OWN_SUBJECT_WORDS = 3
"""A pronoun after this many content words most likely refers to these."""
_OWN_QUESTION_WORDS = 4
"""A text that begins with "and" or "what about" stands alone with this many content words."""

_PERSON = re.compile(r"\b(he|him|his|she|her|hers)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(it|its|they|them|their|theirs|these|those|such|(?:the\s+)?(?:former|latter)|the\s+same|"
    r"the\s+(?:other|others|rest|first|second|third|last)(?:\s+ones?)?|another|ones|above|"
    r"(?:this|that)(?=\s*[?.!,]|\s+(?!was\b|is\b)\w+\s*[?.!]*$)|"
    r"(?:is|was|does|do|did|can|could|about|of|to|for|in|with|on|by|like|than|why|how)\s+(?:this|that))\b",
    re.IGNORECASE,
)
# "It is raining", "is it possible", "those who": pronouns that refer to nothing before.
_NOT_POINTING = re.compile(
    r"\b(?:is|was)\s+it\s+(?:possible|necessary|true|allowed|better|safe|legal|ok|okay)\b(?=.*\b(?:to|that)\b)|"
    r"\b(?:those|these)\s+(?:who|that|which|with)\b|\bso\s+that\b|\bsuch\s+as\b|\bthe\s+same\s+as\b|"
    r"\b(?:this|that|these|those)\s+(?:year|month|week|morning|evening)s?\b|\bin\s+that\s+case\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|thanks?(?:\s+you)?|great|by\s+the\s+wa?ay|btw|well)\b\W*)*"
    r"(?:and|or|but|what\s+about|how\s+about|same\s+for|except|i\s+mean(?:t)?|what\s+else|"
    r"any(?:thing)?\s+(?:else|other|more)|tell\s+me\s+more|go\s+on)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\W*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|will|would|"
    r"should|may|must|has|have|had)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]+(?:\s+(?:(?:de|da|di|of|van|von|the)\s+)?[^\W\d_a-z][\w'’-]+)*")
# A name behind a preposition, such as "in Norway"; "And in Japan?" replaces it.
_PLACED = re.compile(
    r"\b(?P<preposition>(?i:in|at|for|from|to|of))\s+(?P<name>[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+){0,3})"
)
# A follow-up that ends with a name and has nothing else: "What about Japan?".
_LONE_NAME = re.compile(
    r"\b(?i:and|or|but|(?:what|how)\s+about|same\s+for|except|meant?)\s+(?:(?i:the)\s+)?"
    r"(?P<name>[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,3})\W*$"
)
_ORGANISATION = re.compile(
    r"\b(?:Inc|Ltd|LLC|LLP|PLC|GmbH|AG|SE|Corp(?:oration)?|Compan(?:y|ies)|University|Institute|Ministry|"
    r"Department|Bank|Agency|Committee|Council|Foundation|Office|Court|Act|Directive|Regulation)\b"
)
_PERSON_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lady|Judge|President|Minister)\b")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|to|near|within|across)\s+(?:the\s+)?$", re.IGNORECASE)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# Values that a short follow-up may replace.
_SLOTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bv?\d+(?:\.\d+)+\b",
        r"\b(?:19|20)\d\d\b",
        r"\bq[1-4]\b",
        rf"\b(?:{_MONTH})\b",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
        r"\b(?:spring|summer|autumn|winter)\b",
    )
)


def standalone_question(text: str, history: Sequence[Message]) -> str:
    """Returns `text`, preceded by the question that it refers to if it does not stand alone.

    Args:
        history: The conversation before it, oldest first.
    """
    asked = text.strip()
    if not _leans_on_history(asked):
        return asked
    turns = list(history)
    names = _names_of_answer(turns) if _PERSON.search(asked) else ()
    earlier = _question_before(turns)
    folded = " ".join(part for part in (_without_renewed(earlier, asked), " ".join(names), asked) if part)
    return folded[-_MAX_FOLDED_CHARS:]


def _question_before(turns: Sequence[Message]) -> str:
    """Returns the last standalone question with the values that follow-ups renewed, and the last of these."""
    chain: list[str] = []
    for turn in reversed(turns):
        if turn.role != "user":
            continue
        chain.append(turn.text.strip())
        if not _leans_on_history(chain[-1]):
            break
    if not chain:
        return ""
    question, *follow_ups = reversed(chain)
    for follow_up in follow_ups:
        question = _without_renewed(question, follow_up)
    return " ".join((question, *follow_ups[-1:]))


def _leans_on_history(text: str) -> bool:
    own = _own_words(text)
    if own < _FEW_WORDS or (own < _OWN_QUESTION_WORDS and _CONTINUING.match(text)):
        return True
    if own < _FRAGMENT_WORDS and len(_WORD.findall(text)) <= _FRAGMENT_WORDS and not _ASKING.match(text):
        return True
    pointing = _POINTING.search(_NOT_POINTING.sub(" ", text)) or _PERSON.search(text)
    return bool(pointing) and _own_words(text[: pointing.start()]) < _OWN_SUBJECT_WORDS


def _own_words(text: str) -> int:
    """Returns the number of content words."""
    return sum(word.casefold() not in STOP_WORDS for word in _WORD.findall(text))


def _without_renewed(earlier: str, asked: str) -> str:
    """Returns the earlier question with the values that a short follow-up replaces."""
    for slot in _SLOTS:
        renewed = slot.findall(asked)
        if len(renewed) == 1 and len(set(slot.findall(earlier))) == 1:
            earlier = slot.sub(renewed[0], earlier)
    renewed_name = _renewed_name(earlier, asked)
    return earlier.replace(*renewed_name) if renewed_name else earlier


def _renewed_name(earlier: str, asked: str) -> tuple[str, str] | None:
    """Returns the earlier question's name and the one that replaces it; None if it is not clear which."""
    lone = _LONE_NAME.search(asked) if _CONTINUING.match(asked) else None
    if lone:
        names = {name for name in _NAME.findall(earlier) if name.casefold() not in STOP_WORDS}
        are_alike = all(_may_be_alike(name, lone["name"], earlier) for name in names)
        return _only_pair(names if are_alike else set(), lone["name"])
    placed = list(_PLACED.finditer(asked))
    if len(placed) != 1:
        return None
    preposition = placed[0]["preposition"].casefold()
    behind = (each for each in _PLACED.finditer(earlier) if each["preposition"].casefold() == preposition)
    return _only_pair({each["name"] for each in behind}, placed[0]["name"])


def _may_be_alike(name: str, renewed: str, earlier: str) -> bool:
    """Returns false if the names are of different kinds, as far as words in or before them tell."""
    # An abbreviation and a name seldom mean things of one kind: "VAT" is not a country.
    if name.isupper() != renewed.isupper():
        return False
    kinds = [_kind(name, earlier[: earlier.find(name)]), _kind(renewed, "")]
    return kinds[1] in ("", kinds[0])


def _kind(name: str, before: str) -> str:
    """Returns what a name is of, by its own words, else by those before it; empty if neither tells."""
    if _ORGANISATION.search(name):
        return "organisation"
    if _PERSON_TITLE.search(name):
        return "person"
    return "place" if _PLACE_BEFORE.search(before) else ""


def _only_pair(earlier: set[str], renewed: str) -> tuple[str, str] | None:
    """Returns the one earlier name with the new one; None if there are several, or one is a date."""
    if len(earlier) != 1:
        return None
    name = earlier.pop()
    return None if any(slot.search(each) for slot in _SLOTS for each in (name, renewed)) else (name, renewed)


def _names_of_answer(turns: Sequence[Message]) -> tuple[str, ...]:
    """Returns the names in the last answer, in order: those that `he` and `she` may refer to."""
    answer = next((turn.text for turn in reversed(turns) if turn.role == "assistant"), "")
    names = [name for name in _NAME.findall(answer) if name.casefold() not in STOP_WORDS]
    whole = [name for name in names if " " in name] or names
    return tuple(dict.fromkeys(whole))[:_MAX_NAMES]
