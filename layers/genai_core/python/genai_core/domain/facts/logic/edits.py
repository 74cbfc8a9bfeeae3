"""What was changed in a claim that otherwise has the words of a sentence in their order.

Where nearly all words are the same, what differs needs no grammar: a word in another's place, two that
changed places, a denial put in or left out. Claims in other words are compared clause by clause instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.amounts import AMOUNTS, is_enough
from genai_core.domain.facts.logic.concepts import keys_of, opposites_of, unprefixed
from genai_core.domain.facts.logic.exchanges import exchanged_words
from genai_core.domain.facts.logic.lines import Word, read_line

MIN_KEPT = 0.7
"""Of the claim's words so many must stand in the sentence in the same order."""

MAX_WORDS = 120
"""The work grows with the product of the words on both sides."""

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
    """A stretch of the claim that stands in another's place; either side may be empty."""

    said: tuple[Word, ...]
    found: tuple[Word, ...]


def edit_conflicts(
    claim: str, sentence: str, language: str, beside: frozenset[str] = frozenset()
) -> Iterator[Conflict]:
    """Yields what was changed, if the claim is nearly a copy of the sentence.

    Args:
        beside: Keys of words that other sentences have: one of them is not absent, but in the wrong place.
    """
    said, found = read_line(claim, language), read_line(sentence, language)
    if not said or max(len(said), len(found)) > MAX_WORDS:
        return
    exchanged = exchanged_words(said, found, language)
    if exchanged:
        yield Conflict("role", exchanged[0].token.form, exchanged[1].token.form)
        return
    edits = _edits(said, found)
    if edits is None:
        return
    yield from _polarity(edits, language)
    for edit in edits:
        yield from _steering(edit)
        yield from _other_words(edit, said, found, beside)


def is_near_copy(claim: str, sentence: str, language: str) -> bool:
    """True if a claim has nearly all of its words from a sentence in their order."""
    said, found = read_line(claim, language), read_line(sentence, language)
    return bool(said) and max(len(said), len(found)) <= MAX_WORDS and _edits(said, found) is not None


def _edits(said: Sequence[Word], found: Sequence[Word]) -> list[Edit] | None:
    """Returns the short stretches in which two lines differ; None if the claim is no copy."""
    mine, theirs = [word.symbol for word in said], [word.symbol for word in found]
    if len(set(mine) & set(theirs)) < MIN_KEPT * len(set(mine)) - 2:
        return None
    codes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    kept = sum(there[1] - there[0] for tag, *there in codes if tag == "equal")
    if kept < MIN_KEPT * len(mine):
        return None
    edits = [Edit(tuple(said[c:d]), tuple(found[a:b])) for tag, a, b, c, d in codes if tag != "equal"]
    return [edit for edit in edits if max(len(edit.said), len(edit.found)) <= _MAX_CHANGED]


def _polarity(edits: Sequence[Edit], language: str) -> Iterator[Conflict]:
    """Yields the one denial or opposite by which the claim was turned; two make up for one another."""
    turned: list[Conflict] = []
    moved = 0
    for edit in edits:
        if not edit.said and any(word.counts for word in edit.found):
            moved += bool(_denials(edit.found[-1:]))  # "sold at the gate, not online": of what the claim says
            continue  # the sentence says more
        mine, theirs = _denials(edit.said), _denials(_before_contrast(edit))
        if len(mine) != len(theirs) and not (mine and theirs):
            turned.append(Conflict("negation", _form(mine, edit.said), _form(theirs, edit.found)))
        turned += _opposites(edit, language)
    turns = {frozenset((conflict.claim, conflict.evidence)) for conflict in turned}
    if (len(turns) + moved) % 2 and turned:
        yield next(conflict for conflict in reversed(turned))


def _before_contrast(edit: Edit) -> Sequence[Word]:
    """Returns the words found up to a "but" that the claim does not have: "runs on 4.3, but not on 5.0"."""
    if any(word.token.has("but") for word in edit.said):
        return edit.found
    return list(takewhile(lambda word: not word.token.has("but"), edit.found))


def _denials(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.token.has(*_DENIALS)]


def _form(denials: Sequence[Word], words: Sequence[Word]) -> str:
    return next((word.token.form for word in (*denials, *words)), "not")


def _opposites(edit: Edit, language: str) -> Iterator[Conflict]:
    for mine in edit.said:
        excluded = {opposite.key for opposite in opposites_of(_keys(mine, language))}
        for other in edit.found:
            if not _keys(mine, language).isdisjoint(_keys(other, language)):
                continue
            if not excluded.isdisjoint(_keys(other, language)) or _is_prefixed(mine, other, language):
                yield Conflict("opposite", mine.token.form, other.token.form)
                return


def _keys(word: Word, language: str) -> frozenset[str]:
    """Returns the keys of a word; of a phrase such as "or higher" those of its last."""
    return word.token.keys or keys_of(word.token.form.rpartition(" ")[2], language)


def _is_prefixed(one: Word, other: Word, language: str) -> bool:
    """True for "safe" and "unsafe"."""
    return not (
        one.token.keys.isdisjoint(unprefixed(other.token.form, language))
        and other.token.keys.isdisjoint(unprefixed(one.token.form, language))
    )


def _steering(edit: Edit) -> Iterator[Conflict]:
    """Yields a quantifier, limit or time in the place of another that does not say as much."""
    half = next((word for word in edit.found if word.token.has("half")), None)
    if half is not None and not edit.said and not any(word.token.is_content for word in edit.found):
        yield Conflict("quantifier", "", half.token.form)  # "for half a year" is not "for a year"
    for mine in edit.said:
        for other in edit.found:
            amounts = [_first(word, AMOUNTS) for word in (mine, other)]
            if all(amounts) and not is_enough(amounts[1], amounts[0]):
                yield Conflict("quantifier", mine.token.form, other.token.form)
            elif _are(mine, other, _LIMITS):
                yield Conflict("exception", mine.token.form, other.token.form)
            elif _are(mine, other, _TIMES) and not any(word.is_value for word in edit.found):
                yield Conflict("order", mine.token.form, other.token.form)


def _first(word: Word, kinds: Sequence[str]) -> str:
    return next((kind for kind in kinds if word.token.has(kind)), "")


def _are(one: Word, other: Word, pairs: Sequence[tuple[str, str]]) -> bool:
    return any(
        (one.token.has(left) and other.token.has(right)) or (one.token.has(right) and other.token.has(left))
        for left, right in pairs
    )


def _other_words(
    edit: Edit, said: Sequence[Word], found: Sequence[Word], beside: frozenset[str]
) -> Iterator[Conflict]:
    """Yields a name in another's place, and any other word that only stands somewhere else."""
    theirs = _only_in(edit.found, said)
    if not theirs:
        return
    named = [word for word in edit.said if word.is_name and word.counts and not word.is_first]
    rivals = [word for word in theirs if word.is_name and not _is_short_for(word, edit.said)]
    if named and rivals and not any(_is_alike(one, other) for one in named for other in rivals):
        yield Conflict("name", named[0].token.form, rivals[0].token.form)
        return
    mine = _only_in(edit.said, found)
    strange = next((word for word in mine if not word.token.keys.isdisjoint(beside)), None)
    if strange is not None:
        yield Conflict("role", strange.token.form)


def _only_in(words: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    keys = frozenset(key for word in other for key in word.token.keys)
    return [word for word in words if word.counts and word.token.keys.isdisjoint(keys)]


def _is_short_for(word: Word, words: Sequence[Word]) -> bool:
    """True for "US" beside "United States"."""
    initials = "".join(other.token.form[0] for other in words if other.token.is_content)
    return word.token.form in (initials, initials[:2])


def _is_alike(one: Word, other: Word) -> bool:
    """True for two spellings of a name, and a name and what is derived from it."""
    left, right = one.token.form, other.token.form
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return left[:4] == right[:4] or matcher.ratio() >= _MIN_SAME_SPELLING
