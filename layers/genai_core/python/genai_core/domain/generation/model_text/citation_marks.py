"""Remove the citation marks of a model: served marks come only from the check."""

from __future__ import annotations

import re

from genai_core.domain.text.words import FUNCTION_WORDS

_CODE = re.compile(r"(?P<fence>```|~~~).*?(?:(?P=fence)|\Z)|`[^`\n]+`", re.DOTALL)
_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}"
_MARK = re.compile(
    rf"[ \t]?\[(?:(?:passage|source|doc(?:ument)?|ref)s?\s?)?\^?({_NUMBERS})\]"
    r"|[ \t]?【(\d{1,3})(?::\d{1,3})?(?:†[^】\n]{0,60})?】",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"</?passages?(?:-\d{1,3})?(?:[ \t]{1,4}(?:number|title)=\"[^\"<>\n]{0,300}\"){0,2}[ \t]?>\n?",
    re.IGNORECASE,
)
"""A tag that frames the passages in the prompt; small models repeat them."""
_FRAME_BEGINS = re.compile(r"</?passage", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[\w$.]{1,60}(?:\(\))?$")
_IDENTIFIER = re.compile(r".*[_$].*|.*[a-z][A-Z].*|[a-z]\w*\.[a-z]\w*|.*\(\)")
_LONGEST_WORD = 62
_DIGITS = re.compile(r"\d+")
_GLUED = re.compile(
    r"((?<![\w.,-])[^\W\d_]{4,40}|(?<![\d.,-])(?:1\d|20)\d\d)([1-9]{1,3})(?=[.,;:!?]?(?:\s|$))"
)
"""A word or a year with a raised citation mark that lost its form: "Antarctica1." """
_LOST_SPACE = re.compile(r"\b([^\W\d_]{1,40}[a-zà-ÿ])([A-ZÀ-Þ][^\W\d_]{1,40}|\d{1,9})\b")
"""A word that a capital letter or a number follows without a space: "byNorah", "in1997"."""
_WORDS = re.compile(r"\w+")


def remove_citation_marks(text: str, shown: int, given: str = "") -> str:
    """Returns the text without marks such as [2] or 【2†source】 that cite a shown passage.

    The tags that frame the passages in the prompt are removed too.

    Code is unchanged, and so is an index after an identifier: a word directly before the bracket is an
    identifier if it looks like one, or if `given` also has it before a bracket.

    Args:
        shown: Number of passages that the model was shown, numbered from 1.
        given: The text of the question and the passages.
    """
    pieces: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        pieces += [_without_marks(text[position : code.start()], shown, given), code.group()]
        position = code.end()
    return "".join([*pieces, _without_marks(text[position:], shown, given)])


def separate_glued(text: str, shown: int, given: str) -> str:
    """Returns the text without citation marks that are glued to a word, and with spaces that a model lost.

    "Antarctica1." is "Antarctica.", and "byNorah" is "by Norah", if `given` has those words and not the glued
    one. Each digit of a mark names a shown passage.
    """
    if not _GLUED.search(text) and not _LOST_SPACE.search(text):
        return text
    words = frozenset(_WORDS.findall(given.casefold()))
    known = words | FUNCTION_WORDS

    def unmarked(glued: re.Match[str]) -> str:
        word, digits = glued.groups()
        is_mark = word.casefold() in words and glued.group().casefold() not in words
        return word if is_mark and all(int(digit) <= shown for digit in digits) else glued.group()

    def spaced(glued: re.Match[str]) -> str:
        is_whole = glued.group().casefold() in words
        are_words = all(half.casefold() in known for half in glued.groups())
        return " ".join(glued.groups()) if are_words and not is_whole else glued.group()

    return _LOST_SPACE.sub(spaced, _GLUED.sub(unmarked, text))


def _without_marks(text: str, shown: int, given: str) -> str:
    text = separate_glued(_without_frames(text, given), shown, given)
    pieces: list[str] = []
    position = 0
    index_end = -1
    for mark in _MARK.finditer(text):
        if mark.start() == index_end or _is_index(text, mark, given):
            index_end = mark.end()
        elif _names_passages(mark, shown):
            pieces.append(text[position : mark.start()])
            position = mark.end()
    return "".join([*pieces, text[position:]])


def _without_frames(text: str, given: str) -> str:
    return text if _FRAME_BEGINS.search(given) else _FRAME.sub("", text)


def _names_passages(mark: re.Match[str], shown: int) -> bool:
    numbers = _DIGITS.findall(mark.group(1) or mark.group(2))
    return all(1 <= int(number) <= shown for number in numbers)


def _is_index(text: str, mark: re.Match[str], given: str) -> bool:
    if not mark.group().startswith("["):
        return False
    word = _WORD_BEFORE.search(text, max(0, mark.start() - _LONGEST_WORD), mark.start())
    if word is None:
        return False
    return bool(_IDENTIFIER.fullmatch(word.group())) or f"{word.group()}[" in given
