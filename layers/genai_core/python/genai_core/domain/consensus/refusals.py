"""Recognise refusals: answers in which the model does not know or will not answer. They abstain.

A refusal is about the documents, the speaker or the question; a negative answer is about the world. "The
passages do not mention a fee" is a refusal, "No fee is charged" is not. A text that first says it found
nothing and then answers is not a refusal: its answer is checked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from genai_core.domain.consensus.refusal_patterns import refusal_patterns
from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE

NOT_FOUND_TEXT = "Not found in the documents."
"""The sentence that Quorum, its prompts and its extractive model use if support is missing."""

_SENTENCE = re.compile(rf"[^.!?{ENDS_WITHOUT_SPACE}\n]+[.!?{ENDS_WITHOUT_SPACE}]*")
_CLAUSE = re.compile(r";\s*|,\s+|，|、|(?<!\s)\s++–\s+|\s(?=but\s)")
_AND_NOT = re.compile(r"\sand\s(?=(?:do|does|say|says|make|makes|give|gives)\s(?:not|nothing|no)\b)")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{1,80}[\"”“»](?=\s+\w)")
"""A quotation that the sentence is about: it does not speak for the model."""
_SOURCED = re.compile(r"\b(?:based on|according to|the answer is|as of)\b")
_EDGES = " \t\n\r\"'“”„«»‘’`*_#>-–—:,.!?。！？…()[]"
_MIN_WORDS = 3
_REMEMBERED = 2048
_MAX_REST = 2
"""Maximum sentences that explain a refusal; a longer text is an answer."""
_TURNS_BY = 4
"""Words within which a clause turns; German puts "aber" after the verb."""
_LONGEST = 400
"""Characters of a sentence that are read; no refusal is longer."""


def is_refusal(text: str) -> bool:
    """True if the text is empty, or says that it has no answer and does not answer after all."""
    patterns = refusal_patterns()
    start = patterns.preamble.match(plain := _plain(text))
    sentences = _sentences(plain[start.end() :] if start else plain)
    if not sentences:
        return not any(map(str.isalnum, text)) or bool(start)
    refuses = refusal_kind(sentences[0]) or (start and patterns.apology.search(sentences[0]))
    is_answer = not refuses or _answers_after_all(sentences[0])
    if is_answer and not _lacks_in_a_later_clause(sentences[0]):
        return False
    rest = [
        sentence
        for sentence in sentences[1:]
        if not patterns.offer.search(sentence) and refusal_kind(sentence) is None
    ]
    return len(rest) <= _MAX_REST and not any(_turns(sentence) for sentence in rest)


@lru_cache(maxsize=_REMEMBERED)
def refusal_kind(sentence: str) -> str | None:
    """Returns the kind of refusal of one sentence; None if it is not a refusal."""
    plain = _QUOTED.sub("", _plain(sentence)[:_LONGEST].strip(_EDGES))
    patterns = refusal_patterns()
    kind = next((kind for kind, pattern in patterns.kinds.items() if pattern.search(plain)), None)
    return None if kind is None or patterns.statement.search(plain) else kind


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).lstrip(_EDGES)


def _sentences(plain: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE.findall(plain) if any(map(str.isalnum, piece))]


def _turns(sentence: str) -> bool:
    """True for a sentence that turns to an answer: "However, ...", "According to ..."."""
    return bool(refusal_patterns().turn.match(sentence)) or bool(_SOURCED.search(sentence))


def _answers_after_all(sentence: str) -> bool:
    """True for "I do not know the latest, but as of 2018 it is the Burj Khalifa".

    Also for an answer in part: "It weighs 40 kg, but its price is not in the documents".
    """
    patterns = refusal_patterns()
    first, *rest = _CLAUSE.split(sentence)
    if _states(first) and not _is_about_the_search(first) and any(map(_turns_within, rest)):
        return True
    statements = [clause for clause in rest if _states(clause)]
    if patterns.concession.match(first) or ";" in sentence:
        return bool(statements)
    return any(patterns.turn.match(clause) for clause in statements)


def _lacks_in_a_later_clause(sentence: str) -> bool:
    """True for "The passages describe the pump, but they do not state its weight"."""
    patterns = refusal_patterns()
    first, *later = _CLAUSE.split(_AND_NOT.sub(", ", sentence[:_LONGEST]))
    subject = patterns.subject.match(_without(patterns.concession, first))
    if not subject and not _is_about_the_search(first):
        return False
    for position, clause in enumerate(later, start=1):
        statement = _without(patterns.turn, clause)
        if subject:
            statement = f"{subject.group()} {_without(patterns.pronoun, statement)}"
        if refusal_kind(statement):
            rest = [more for more in later[position:] if _states(more)]
            return not any(";" in sentence or patterns.turn.match(more) for more in rest)
    return False


def _is_about_the_search(clause: str) -> bool:
    patterns = refusal_patterns()
    return bool(patterns.concession.match(clause)) or _begins_a_word(patterns.search, f"{clause} ")


def _turns_within(clause: str) -> bool:
    """True if one of the first words turns: "but ...", "ihr Preis steht aber ..."."""
    return _begins_a_word(refusal_patterns().turn, clause, _TURNS_BY)


def _begins_a_word(beginning: re.Pattern[str], clause: str, among: int | None = None) -> bool:
    """True if a clause goes on so from one of its words on, or of its first `among` words."""
    words = islice(re.finditer(r"\b\w", clause), among)
    return any(beginning.match(clause, word.start()) for word in words)


def _without(beginning: re.Pattern[str], clause: str) -> str:
    start = beginning.match(clause)
    return clause[start.end() :].lstrip(", ") if start else clause


def _states(clause: str) -> bool:
    is_long = len(clause.split()) >= _MIN_WORDS or not clause.isascii()
    return is_long and refusal_kind(clause) is None and not refusal_patterns().offer.search(clause)
