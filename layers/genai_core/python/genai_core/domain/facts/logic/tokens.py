"""Split a sentence into tokens: words with the keys that they are compared by, and operator words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from genai_core.domain.facts.logic.concepts import NO_KEYS, keys_of
from genai_core.domain.facts.logic.forms import is_mark, split_forms
from genai_core.domain.facts.logic.grammar import NO_KINDS, Grammar, grammar_of
from genai_core.domain.facts.logic.separable_verbs import joined_verbs
from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.values.reading import is_value_form

MAX_CHARS = 2000
"""Longer texts are not sentences; the work of comparing grows with the square of the word count."""

REMEMBERED = 2048
PARTICLE = "particle"
_EXCEPTIVE = frozenset(("save", "menos"))
"""Words that except something only after "all", "everyone" or "none"."""
_PLACES = frozenset(("preposition", "function"))
_FREE = frozenset(("free", "frei"))
"""Words that deny the word before them: "lead-free"."""
_MARK = frozenset(("mark",))
_FOR = frozenset(("für", "voor"))
_NAME_LETTERS = 4
_FAR = 6
"""Maximum words between "für" and the participle that ends the clause."""


@lru_cache(maxsize=REMEMBERED)
def read_tokens(text: str, language: str) -> tuple[Token, ...]:
    """Returns the tokens of a text without a leading answer word; `language` is one of `READ`."""
    grammar = grammar_of(language)
    forms = split_forms(text[:MAX_CHARS], language)
    forms = forms[_answer_length([form for form, _, _ in forms], grammar) :]
    words = [form for form, _, _ in forms]
    tokens: list[Token] = []
    position = 0
    while position < len(forms):
        kinds, length, meaning = _word_at(words, position, grammar)
        if "first" in kinds and not _leads(words, position, length, grammar):
            kinds = kinds - {"first"}
        is_month = words[position] == "may" and position and text[forms[position][1]].isupper()
        if is_month:
            kinds = NO_KINDS
        elif words[position] in _EXCEPTIVE and length == 1 and not _limits_all(tokens):
            kinds = kinds - {"except"}
        form = meaning or " ".join(words[position : position + length])
        start = forms[position][1]
        is_hyphened = position > 0 and text[forms[position - 1][2] : start] == "-"
        token = _token(form, kinds, grammar, start, is_capital=text[start].isupper(), is_hyphened=is_hyphened)
        is_named = language == "english" and _is_part_of_name(token, text, start)
        if is_named or is_month or (form == "a" and position and token.is_capital):
            token = replace(token, kinds=NO_KINDS)  # "module A"
        tokens.append(token)
        position += length
    tokens = [_with_access(token, tokens[max(0, at - _FAR) : at]) for at, token in enumerate(tokens)]
    return tuple(joined_verbs(tokens) if language == "german" else tokens)


def _is_part_of_name(token: Token, text: str, start: int) -> bool:
    """True for the "Down" of "with Down syndrome": a place word that a sentence writes as a name."""
    is_place = bool(token.kinds) and token.kinds <= _PLACES and len(token.form) >= _NAME_LETTERS
    is_inside = start > 1 and text[start - 1] == " " and text[start - 2].islower()
    return is_place and is_inside and text[start].isupper() and text[start + 1 : start + 2].islower()


def _with_access(token: Token, before: Sequence[Token]) -> Token:
    """Marks the participle of "für Besucher gesperrt" as one of access; elsewhere it is a plain word."""
    if not token.has("admitting", "barring"):
        return token
    positions = [at for at, other in enumerate(before) if other.form in _FOR]
    named = [other for other in before[positions[-1] :] if other.is_content] if positions else []
    if not named or any(other.is_mark for other in before[positions[-1] :]) or is_value_form(named[0].form):
        return replace(token, kinds=NO_KINDS)
    kinds = ("may", "access", "deny") if token.has("barring") else ("may", "access")
    return replace(token, kinds=frozenset(kinds))


def _word_at(words: Sequence[str], position: int, grammar: Grammar) -> tuple[frozenset[str], int, str]:
    """Returns the kinds of the word or phrase at `position`, its length, and the one word that it means."""
    if is_mark(words[position]):
        return _MARK, 1, ""
    kinds, length = grammar.kinds_at(words, position)
    if "bound" in kinds and not is_value_form("".join(words[position + length : position + length + 1])):
        kinds, length = grammar.words.get(words[position], NO_KINDS), 1  # "not higher than before" denies
    meaning, extent = grammar.meaning_at(words, position)
    return (NO_KINDS, extent, meaning) if extent > length else (kinds, length, "")


def _limits_all(before: Sequence[Token]) -> bool:
    """True for the "save" of "all rooms save one", False in "all of us want to save power"."""
    is_verb = bool(before) and before[-1].has("preposition", "pronoun", "may", "must", "should", "will", "be")
    return not is_verb and any(token.has("all", "everyone", "none") for token in before)


def _leads(words: Sequence[str], position: int, length: int, grammar: Grammar) -> bool:
    """True for "First the glue is applied", False for "first floor"."""
    following = words[position + length] if position + length < len(words) else ""
    return position == 0 and (is_mark(following) or following in grammar.words)


def _answer_length(words: Sequence[str], grammar: Grammar) -> int:
    """Returns the length in tokens of an answer word; the rest of "No, it is closed" is an affirmation."""
    if len(words) > 1 and words[0] in grammar.answers and is_mark(words[1]) and words[1] not in "(|":
        return 2
    return 0


def _token(
    form: str, kinds: frozenset[str], grammar: Grammar, start: int, *, is_capital: bool, is_hyphened: bool
) -> Token:
    if "mark" in kinds:
        return Token(form, NO_KEYS, kinds, start=start)
    keys = NO_KEYS if " " in form else keys_of(form, grammar.language)
    if not kinds and form in grammar.stop_words:
        kinds = frozenset(("function",))
    if is_hyphened and form in _FREE:
        kinds = frozenset(("free",))
    if kinds and kinds <= _PLACES and any(key.startswith("#") for key in keys):
        kinds = kinds | {PARTICLE}
    return Token(form, keys, kinds or NO_KINDS, is_capital, is_hyphened, start)
