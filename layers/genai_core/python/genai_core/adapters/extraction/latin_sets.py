"""Tell the character sets of Latin letters apart: those of Windows, of Unix, of DOS and of the old Mac."""

from __future__ import annotations

import re

import chardet

_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
_CENTRAL = ("cp1250", "iso8859-2")
_OLDER_LATIN = ("cp850", "cp437", "cp852", "cp857", "mac-roman")
"""Sets of DOS and of the old Mac, whose letters are signs within words if read as a set of Windows."""
_C1 = re.compile(rb"[\x80-\x9f]")
_MISPLACED = re.compile(
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f\u2010-\u2019](?=[^\W\d_])|[\x80-\x9f\ufffd]"
    r"|[®©¹²³¼½¾†‡ˆ¢£¥§±](?=[^\W\d_])|(?<=[a-z])[À-ÖØ-ÞŒŠŸŽĄĽ]"
)
"""Signs inside or before words, control characters, and capital letters behind small ones."""
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_ICELANDIC = re.compile(rb"[\xc1\xc6\xc9\xcd\xd3\xda\xe1\xe6\xe9\xed\xf3\xfa]")
"""Bytes of letters that only Turkish has in cp1254, and of Icelandic letters that Turkish does not have."""
_CLOSE = 0.9


def latin_set(body: bytes) -> str:
    """Returns a set of Latin letters; an older one only if it puts fewer signs into the middle of words."""
    name = _detected(body, _LATIN)
    if name == "cp1252" and _TURKISH.search(body) and not _ICELANDIC.search(body):
        return "cp1254"
    if name == "cp1250" and not _C1.search(body):
        name = min(_detected(body, _CENTRAL), "iso8859-2", key=lambda each: _misplaced(body, each))
    misplaced = _misplaced(body, name)
    if not misplaced:
        return name
    older = _detected(body, _OLDER_LATIN)
    return older if 2 * _misplaced(body, older) < misplaced else name


def _detected(body: bytes, names: tuple[str, ...]) -> str:
    """Returns the likeliest of the sets; the first one if it is about as likely."""
    guesses = chardet.detect_all(
        body,
        ignore_threshold=True,
        encoding_era=chardet.EncodingEra.ALL,
        include_encodings=names,
        compat_names=False,
    )
    likely = {guess["encoding"]: guess["confidence"] for guess in guesses if guess["encoding"]}
    best = max(likely.values(), default=0.0)
    if likely.get(names[0], 0.0) >= _CLOSE * best:
        return names[0]
    return max(likely, key=lambda name: likely[name])


def _misplaced(body: bytes, name: str) -> int:
    return len(_MISPLACED.findall(body.decode(name, errors="replace")))
