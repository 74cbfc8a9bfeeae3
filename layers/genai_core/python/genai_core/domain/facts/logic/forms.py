"""Cut a sentence into words and marks for reading statements; elisions and contractions are split.

"l'hôtel" becomes "l'" and "hôtel", "doesn't" becomes "does" and "n't"; punctuation marks are separate.
"""

from __future__ import annotations

import re
import unicodedata

_LETTER = r"[^\W\d_]"
_CLITIC = rf"['’](?:s|ll|re|ve|d|m)(?!{_LETTER})"
_TOKEN = re.compile(
    rf"(?:{_LETTER}(?!['’]t)){{1,30}}(?=n['’]t(?!{_LETTER}))|n['’]t(?!{_LETTER})"
    r"|\d+(?:[.,:]\d+)*"
    rf"|{_LETTER}{{1,12}}['’](?!(?:s|ll|re|ve|d|m)(?!{_LETTER}))(?={_LETTER}|$)"
    rf"|{_CLITIC}|[^\W_]+|[,;:()|&\n–—.!?]"
)
_CONTRACTED = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_MARKS = frozenset(",;:()|\n–—.!?")


def split_forms(text: str, language: str) -> list[tuple[str, int, int]]:
    """Returns (form, start, end) of each word and mark; forms are in lower case and keep their accents."""
    forms: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        form = unicodedata.normalize("NFC", match.group()).casefold().replace("’", "'")
        if language == "english" and form == "n't" and forms and forms[-1][0] in _CONTRACTED:
            before, start, end = forms[-1]
            forms[-1] = (_CONTRACTED[before], start, end)
        if form == "n't" and language == "english":
            form = "not"
        forms.append((form, match.start(), match.end()))
    return forms


def is_mark(form: str) -> bool:
    """True for punctuation."""
    return form in _MARKS
