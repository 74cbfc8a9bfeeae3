"""Find what was changed in a claim that otherwise repeats a sentence in the same word order.

If nearly all words are the same, the difference needs no grammar: a word was replaced, two words changed
places, or a denial was inserted or removed. Other claims are compared clause by clause instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.amounts import AMOUNTS, is_enough
from genai_core.domain.facts.logic.concepts import keys_of, opposites_of, unprefixed
from genai_core.domain.facts.logic.denials import LEXICAL_ENDS
from genai_core.domain.facts.logic.exchanges import exchanged_words
from genai_core.domain.facts.logic.lines import Word, read_line

MIN_KEPT = 0.7
"""Minimum share of the claim's words that the sentence has in the same order."""

MAX_WORDS = 120
"""Limits the work, which grows with the product of both word counts."""

_MAX_CHANGED = 5
_MIN_SAME_SPELLING = 0.75
_LIMITS = (
    ("only", "also"),
    ("only", "emphasis"),
    ("except", "include"),
    ("without", "with"),
    ("if", "unless"),
    ("if", "evenif"),
)
_TIMES = (("before", "after"), ("before", "then"), ("until", "from"))
_DENIALS = ("deny", "none", "notall")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the claim that replaces one of the sentence; either side may be empty."""

    claim_words: tuple[Word, ...]
    sentence_words: tuple[Word, ...]


def edit_conflicts(
    claim: str, sentence: str, language: str, beside: frozenset[str] = frozenset()
) -> Iterator[Conflict]:
    """Yields what was changed, if the claim is nearly a copy of the sentence.

    Args:
        beside: Keys of words that other sentences have: such a word is not absent, but in the wrong place.
    """
    claim_line, sentence_line = read_line(claim, language), read_line(sentence, language)
    if not _are_comparable(claim_line, sentence_line):
        return
    exchanged = exchanged_words(claim_line, sentence_line, language)
    if exchanged:
        yield Conflict("role", exchanged[0].token.form, exchanged[1].token.form)
        return
    edits = _edits(claim_line, sentence_line)
    if edits is None:
        return
    yield from _polarity(edits, language)
    for edit in edits:
        yield from _steering(edit)
        yield from _other_words(edit, claim_line, sentence_line, beside)


def is_near_copy(claim: str, sentence: str, language: str) -> bool:
    """True if a claim takes nearly all of its words from a sentence, in the same order."""
    claim_line, sentence_line = read_line(claim, language), read_line(sentence, language)
    return _are_comparable(claim_line, sentence_line) and _edits(claim_line, sentence_line) is not None


def _are_comparable(claim_line: Sequence[Word], sentence_line: Sequence[Word]) -> bool:
    return bool(claim_line) and max(len(claim_line), len(sentence_line)) <= MAX_WORDS


def _edits(claim_line: Sequence[Word], sentence_line: Sequence[Word]) -> list[Edit] | None:
    """Returns the stretches that the claim leaves out or replaces by short ones; None if it is not a copy."""
    claim_symbols, sentence_symbols = (
        [word.symbol for word in claim_line],
        [word.symbol for word in sentence_line],
    )
    if len(set(claim_symbols) & set(sentence_symbols)) < MIN_KEPT * len(set(claim_symbols)) - 2:
        return None
    codes = SequenceMatcher(None, sentence_symbols, claim_symbols, autojunk=False).get_opcodes()
    kept = sum(span[1] - span[0] for tag, *span in codes if tag == "equal")
    if kept < MIN_KEPT * len(claim_symbols):
        return None
    edits = [
        Edit(tuple(claim_line[c:d]), tuple(sentence_line[a:b])) for tag, a, b, c, d in codes if tag != "equal"
    ]
    return [
        edit
        for edit in edits
        if not edit.claim_words or max(len(edit.claim_words), len(edit.sentence_words)) <= _MAX_CHANGED
    ]


def _polarity(edits: Sequence[Edit], language: str) -> Iterator[Conflict]:
    """Yields the one denial or opposite that reversed the claim; two of them cancel each other."""
    turned: list[Conflict] = []
    moved = 0
    for edit in edits:
        if not edit.claim_words and any(word.counts for word in edit.sentence_words):
            # "sold at the gate, not online"; "smoking is not allowed" for "you may not smoke"
            is_short = len(edit.sentence_words) <= _MAX_CHANGED
            moved += bool(_denials(_after_content(edit.sentence_words))) or (
                is_short and _forbids(edit.sentence_words)
            )
            continue  # the sentence says more
        claim_denials = _uncancelled(edit.claim_words)
        sentence_denials = _uncancelled(_before_contrast(edit))
        if len(claim_denials) != len(sentence_denials) and not (claim_denials and sentence_denials):
            turned.append(
                Conflict(
                    "negation",
                    _form(claim_denials, edit.claim_words),
                    _form(sentence_denials, edit.sentence_words),
                )
            )
        turned += _opposites(edit, language)
    turns = {frozenset((conflict.claim, conflict.evidence)) for conflict in turned}
    if (len(turns) + moved) % 2 and turned:
        yield next(conflict for conflict in reversed(turned))


def _after_content(words: Sequence[Word]) -> list[Word]:
    """Returns the words after the last content word: "but not for" of "damage, but not for"."""
    return list(takewhile(lambda word: not word.counts, reversed(words)))


def _forbids(words: Sequence[Word]) -> bool:
    allowing = keys_of("allow", "english")
    return bool(_denials(words)) and any(not word.token.keys.isdisjoint(allowing) for word in words)


def _before_contrast(edit: Edit) -> Sequence[Word]:
    """Returns the words found up to a "but" that the claim does not have: "runs on 4.3, but not on 5.0".

    A denial before it does not count if it has its own word: "is not paid but compensated".
    """
    if any(word.token.has("but") for word in edit.claim_words):
        return edit.sentence_words
    before = list(takewhile(lambda word: not word.token.has("but"), edit.sentence_words))
    is_contrasted = len(before) < len(edit.sentence_words) and any(word.counts for word in before)
    return () if is_contrasted else before


def _denials(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.token.has(*_DENIALS)]


def _uncancelled(words: Sequence[Word]) -> list[Word]:
    """Returns the denials; none for "not impossible to", of which one cancels the other."""
    denials = _denials(words)
    is_double = len(denials) == 2 and denials[1].token.form.endswith(LEXICAL_ENDS)
    return [] if is_double else denials


def _form(denials: Sequence[Word], words: Sequence[Word]) -> str:
    return next((word.token.form for word in (*denials, *words)), "not")


def _opposites(edit: Edit, language: str) -> Iterator[Conflict]:
    for word in edit.claim_words:
        excluded = {opposite.key for opposite in opposites_of(_keys(word, language))}
        for other in edit.sentence_words:
            if not _keys(word, language).isdisjoint(_keys(other, language)):
                continue
            if not excluded.isdisjoint(_keys(other, language)) or _is_prefixed(word, other, language):
                yield Conflict("opposite", word.token.form, other.token.form)
                return


def _keys(word: Word, language: str) -> frozenset[str]:
    """Returns the keys of a word; for a phrase such as "or higher", those of its last word."""
    return word.token.keys or keys_of(word.token.form.rpartition(" ")[2], language)


def _is_prefixed(first: Word, second: Word, language: str) -> bool:
    """True for "safe" and "unsafe"."""
    return not (
        first.token.keys.isdisjoint(unprefixed(second.token.form, language))
        and second.token.keys.isdisjoint(unprefixed(first.token.form, language))
    )


def _steering(edit: Edit) -> Iterator[Conflict]:
    """Yields a quantifier, limit or time that replaces another and does not support the same statement."""
    half = next((word for word in edit.sentence_words if word.token.has("half")), None)
    if (
        half is not None
        and not edit.claim_words
        and not any(word.token.is_content for word in edit.sentence_words)
    ):
        yield Conflict("quantifier", "", half.token.form)  # "for half a year" is not "for a year"
    for claim_word in edit.claim_words:
        for other in edit.sentence_words:
            amounts = [_first(word, AMOUNTS) for word in (claim_word, other)]
            if all(amounts) and not is_enough(amounts[1], amounts[0]):
                yield Conflict("quantifier", claim_word.token.form, other.token.form)
            elif _are(claim_word, other, _LIMITS):
                yield Conflict("exception", claim_word.token.form, other.token.form)
            elif _are(claim_word, other, _TIMES) and not any(word.is_value for word in edit.sentence_words):
                yield Conflict("order", claim_word.token.form, other.token.form)


def _first(word: Word, kinds: Sequence[str]) -> str:
    return next((kind for kind in kinds if word.token.has(kind)), "")


def _are(first: Word, second: Word, pairs: Sequence[tuple[str, str]]) -> bool:
    return any(
        (first.token.has(left) and second.token.has(right))
        or (first.token.has(right) and second.token.has(left))
        for left, right in pairs
    )


def _other_words(
    edit: Edit, claim_line: Sequence[Word], sentence_line: Sequence[Word], beside: frozenset[str]
) -> Iterator[Conflict]:
    """Yields a name that replaces another, and any other word that only occurs elsewhere."""
    sentence_only = _only_in(edit.sentence_words, claim_line)
    if not sentence_only:
        return
    named = [word for word in edit.claim_words if word.is_name and word.counts and not word.is_first]
    rivals = [word for word in sentence_only if word.is_name and not _is_short_for(word, edit.claim_words)]
    if named and rivals and not any(_is_alike(name, other) for name in named for other in rivals):
        yield Conflict("name", named[0].token.form, rivals[0].token.form)
        return
    claim_only = _only_in(edit.claim_words, sentence_line)
    strange = next((word for word in claim_only if not word.token.keys.isdisjoint(beside)), None)
    if strange is not None:
        yield Conflict("role", strange.token.form)


def _only_in(words: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    keys = frozenset(key for word in other for key in word.token.keys)
    return [word for word in words if word.counts and word.token.keys.isdisjoint(keys)]


def _is_short_for(word: Word, words: Sequence[Word]) -> bool:
    """True for "US" beside "United States"."""
    initials = "".join(other.token.form[0] for other in words if other.token.is_content)
    return word.token.form in (initials, initials[:2])


def _is_alike(first: Word, second: Word) -> bool:
    """True for two spellings of a name, or a name and a word derived from it."""
    left, right = first.token.form, second.token.form
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return left[:4] == right[:4] or matcher.ratio() >= _MIN_SAME_SPELLING
