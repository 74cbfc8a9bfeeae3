"""Remove the citation marks of a model: served marks come only from the check."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?P<fence>```|~~~).*?(?:(?P=fence)|\Z)|`[^`\n]+`", re.DOTALL)
_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}"
_MARK = re.compile(
    rf"[ \t]?\[(?:(?:passage|source|doc(?:ument)?|ref)s?\s?)?\^?({_NUMBERS})\]"
    r"|[ \t]?【(\d{1,3})(?::\d{1,3})?(?:†[^】\n]{0,60})?】",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[\w$.]{1,60}(?:\(\))?$")
_IDENTIFIER = re.compile(r".*[_$].*|.*[a-z][A-Z].*|[a-z]\w*\.[a-z]\w*|.*\(\)")
_LONGEST_WORD = 62
_DIGITS = re.compile(r"\d+")


def remove_citation_marks(text: str, shown: int, given: str = "") -> str:
    """Returns the text without marks such as [2] or 【2†source】 that cite a shown passage.

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


def _without_marks(text: str, shown: int, given: str) -> str:
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
