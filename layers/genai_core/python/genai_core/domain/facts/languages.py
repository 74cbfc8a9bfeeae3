"""Detect the language of a sentence, and whether its facts can be read at all.

More precise than `text.language_detection` for one sentence: it also counts the operator words (denials,
quantifiers, modals) and concepts of each language, so three words are usually enough.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from genai_core.domain.facts.logic.concepts import has_idea
from genai_core.domain.facts.logic.forms import is_mark, split_forms
from genai_core.domain.facts.logic.grammar import READ, grammar_of
from genai_core.domain.facts.logic.tokens import MAX_CHARS
from genai_core.domain.facts.values.vocabulary import vocabulary
from genai_core.domain.text.languages import LANGUAGES
from genai_core.domain.text.words import fold

DEFAULT = "english"
_OTHERS = tuple(
    language for name, language in LANGUAGES.items() if name not in READ and language.has_stop_words
)
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zà-öø-ÿœß]")
_TELLING = {
    "ß": "german", "ñ": "spanish", "¿": "spanish", "ã": "portuguese", "õ": "portuguese", "œ": "french",
    "ê": "french", "ì": "italian", "ò": "italian",
}  # fmt: skip
_FOREIGN = re.compile(r"(?<![^\W_])[a-zà-ÿ]*[ąćęłńśźżőűğışțșčřžůěďťňđåæøāēīūėįų]")
"""Only words in lower case: names such as Škoda occur in any language."""

_LABEL = re.compile(r"(?<=[a-z] )[A-Z](?![\w'’])")
"""The letter of "module A": in lower case it would be a word of many languages."""

_FULL_NAME = re.compile(
    r"(?<![\w’'])[A-ZÀ-Þ][a-zà-ÿ]{1,20} [A-ZÀ-Þ][a-zà-ÿ]{1,20}(?![\w’'])(?= [a-zà-ÿ]|[.,;])"
)
"""Two capitalised words before a lower-case one: a name, or a noun after the first word in German."""

_FIRST_WORD = re.compile(r"[\s*_\"“«¡]*([^\W\d_]{2,5})\*{0,2}[,.!:;]")

_EXAMINED_CHARS = 3000
_MIN_LATIN = 0.7
_MIN_WORDS = 3
_MIN_LEAD = 0.3
_IDEA_WEIGHT = 0.5
"""Weight of a word that is only in the concept lists: "module" looks Italian by its ending alone."""
_CLEAR_LEAD = 2.0
"""Minimum ratio of a claim's score in its own language to that in its passage's, for the two to differ."""
_SURE_SHARE = 0.4
_SAME_WORDS = 0.5
_LONG = 4
_MIN_SHARE = 0.04
"""Minimum share of a text's words known to a language; below it the text is in none of the languages."""


@lru_cache(maxsize=4096)
def language_of(text: str) -> str | None:
    """Returns which language of `READ` the text is in; "" if unclear, None if it is another language.

    If it is unclear, read the text in the language of what it is compared with.
    """
    lowered = _without_names(_LABEL.sub(" ", text[:_EXAMINED_CHARS]))
    letters = _LETTERS.findall(lowered)
    if letters and len(_LATIN.findall(lowered)) < _MIN_LATIN * len(letters):
        return None
    words = _words(lowered)
    scores = _scores(lowered, words)
    best, second = sorted(scores.values(), reverse=True)[:2]
    is_spelled_otherwise = bool(_FOREIGN.search(text[:_EXAMINED_CHARS])) and best < _SURE_SHARE * len(words)
    if len(words) >= _MIN_WORDS and (is_spelled_otherwise or _is_foreign(words, best)):
        return None
    return max(scores, key=scores.__getitem__) if best - second >= _MIN_LEAD else ""


def shared_languages(claim: str, evidence: str) -> tuple[str, str] | None:
    """Returns the languages to read a claim and its evidence in; None if either cannot be read.

    A claim longer than `MAX_CHARS` cannot be read either.
    """
    claim_language, evidence_language = language_of(claim), language_of(evidence)
    if claim_language is None or evidence_language is None or len(claim) > MAX_CHARS:
        return None
    if not claim_language and not evidence_language:
        both = language_of(f"{claim} {evidence}") or DEFAULT
        return both, both
    if claim_language and evidence_language and claim_language != evidence_language:
        if _shared_words(claim, evidence) >= _SAME_WORDS:
            both = language_of(f"{claim} {evidence}") or claim_language
            return both, both
        if not _is_clearly(claim, claim_language, evidence_language):
            claim_language = evidence_language
        elif not _is_clearly(evidence, evidence_language, claim_language):
            evidence_language = claim_language
    return claim_language or evidence_language, evidence_language or claim_language


def _shared_words(claim: str, evidence: str) -> float:
    """Returns the share of a claim's longer words that the evidence has; low if the languages differ."""
    claim_words = {word for word in _words(claim.casefold()) if len(word) >= _LONG}
    evidence_words = set(_words(evidence[:_EXAMINED_CHARS].casefold()))
    return len(claim_words & evidence_words) / len(claim_words) if claim_words else 0.0


def _is_clearly(text: str, language: str, other: str) -> bool:
    """True if far more of a text's words belong to one language than to the other; names belong to many."""
    lowered = _without_names(text[:_EXAMINED_CHARS])
    scores = _scores(lowered, _words(lowered))
    return scores[language] >= _CLEAR_LEAD * scores[other]


def _words(lowered: str) -> list[str]:
    forms = (form for form, _, _ in split_forms(lowered, DEFAULT))
    return [form for form in forms if not is_mark(form) and not form.isdigit()]


def _without_names(text: str) -> str:
    """Returns a text in lower case without names of people, which belong to no language ("Mia Costa")."""
    return _FULL_NAME.sub(_kept_if_noun, text).casefold()


def _kept_if_noun(match: re.Match[str]) -> str:
    """Returns a German operator word unchanged if it precedes a noun ("Der Kran")."""
    first, german = match.group().partition(" ")[0].casefold(), grammar_of("german")
    return match.group() if first in german.words or first in german.stop_words else " "


def _scores(text: str, words: list[str]) -> dict[str, float]:
    scores = dict.fromkeys(READ, 0.0)
    for word, count in Counter(words).items():
        languages, is_steering = _languages_of(word)
        weight = count if is_steering else _IDEA_WEIGHT
        for language in languages:
            scores[language] += weight / len(languages)
    for letter, language in _TELLING.items():
        scores[language] += 0.5 * (letter in text)
    return scores


@lru_cache(maxsize=50_000)
def _languages_of(word: str) -> tuple[tuple[str, ...], bool]:
    """Returns the languages that know a word, and whether it is an operator or stop word in them."""
    grammars = (grammar_of(name) for name in READ)
    number = (fold(word),)
    steering = tuple(
        g.language
        for g in grammars
        if word in g.words or word in g.stop_words or number in vocabulary(g.language).numbers
    )
    known = () if steering else tuple(name for name in READ if len(word) > 1 and has_idea(word, name))
    return steering or known, bool(steering)


def _is_foreign(words: list[str], best: float) -> bool:
    """True if another language explains more of the words, and not only such as "de", which are shared."""
    if best < _MIN_SHARE * len(words):
        return True
    foreign = [other.stop_words.intersection(words) for other in _OTHERS]
    own = [known for known in foreign if any(not _languages_of(word)[1] for word in known)]
    return max(map(len, own), default=0) > max(best + _MIN_LEAD, 1)


def starts_with_answer(text: str) -> bool:
    """True for a text that starts with a word that answers: "Yes, ...", "Nein: ..."."""
    first = _FIRST_WORD.match(text)
    return first is not None and is_answer_word(first[1])


def is_answer_word(text: str) -> bool:
    """True for a sentence that is only an answer word: "Yes.", "Nein!"."""
    words = [form for form, _, _ in split_forms(text[:40], DEFAULT) if not is_mark(form)]
    return len(words) == 1 and any(words[0] in grammar_of(name).answers for name in READ)
