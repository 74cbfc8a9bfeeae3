"""Decode bytes to text in any character set."""

from __future__ import annotations

import codecs
import re
from collections import Counter

import chardet

from genai_core.adapters.extraction.latin_sets import latin_set

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset\s*=\s*["']?|encoding\s*=\s*["'])([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
"""Character sets that files declare and browsers read as a larger one, by their Python names."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_TERMINAL = r"\x1b\[[0-9;:?]{0,40}[A-Za-z]|\x1b\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)|[^\n]\x08"
"""Colours and window titles of a terminal, and letters that a printer strikes over to make them bold."""
_TERMINAL_TEXT, _TERMINAL_BYTES = re.compile(_TERMINAL), re.compile(_TERMINAL.encode())
# Except tab, line ends, the end mark of DOS files, and the escape of the Japanese sets.
_NOT_IN_TEXT = bytes((*range(9), 11, *range(14, 26), *range(28, 32), 127))
_TEXT_SHARE = 0.99
_SAMPLE_BYTES = 200_000
_LETTER_RUN = re.compile(rb"[\x80-\xff]+")
_ALONE_SHARE = 0.6
"""In Latin text, letters outside ASCII are mostly isolated; in other scripts they follow each other."""
_GOOD_FOR_ONE_BAD = 4
_PARTS = 5


def decode(body: bytes, *, whole: bool = True) -> str:
    """Returns the text with line ends as `\\n` and without control characters. Never fails.

    Args:
        body: The bytes.
        whole: False if `body` is only the start of a file, which may end inside a character.
    """
    text = _decoded(body, whole=whole).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return _CONTROL.sub("", _TERMINAL_TEXT.sub("", text))


def is_text(body: bytes) -> bool:
    """Returns whether the start of a file is text in some character set: few control characters."""
    # Programs that were cut off, and some loggers, leave zeros behind the text.
    sample = body[:65_536].rstrip(b"\0\r\n\t ")
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _wide_without_mark(sample):
        return True
    sample = _TERMINAL_BYTES.sub(b"", sample)
    return len(sample.translate(None, _NOT_IN_TEXT)) >= _TEXT_SHARE * len(sample)


def _decoded(body: bytes, *, whole: bool) -> str:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    if wide := _wide_without_mark(body):
        return body.decode(wide, errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body, final=whole)
    except UnicodeDecodeError:
        text = body.decode("utf-8", errors="replace")
    if _is_mostly_read(text):
        return text
    return body.decode(_declared(body) or _guessed(body), errors="replace")


def _is_mostly_read(text: str) -> bool:
    """Returns whether bytes are UTF-8 with a few invalid ones among them."""
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return good >= _GOOD_FOR_ONE_BAD * bad


def _wide_without_mark(body: bytes) -> str:
    """Returns which UTF-16 it is if every other byte of mostly Latin text is zero."""
    sample = body[:4000]
    if len(sample) < 4 or sample.count(0) < len(sample) // 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * max(even, 1):
        return "utf-16-le"
    return "utf-16-be" if even > 4 * max(odd, 1) else ""


def _declared(body: bytes) -> str:
    declaration = _DECLARED.search(body[:4096])
    try:
        name = codecs.lookup(declaration.group(1).decode()).name if declaration else ""
    except LookupError:
        return ""
    # The bytes are not UTF-8, and UTF-16 was detected by its zeros before.
    return "" if name.startswith("utf") else WIDER.get(name, name)


def _guessed(body: bytes) -> str:
    """Returns the character set that fits most parts of the text: a bad byte affects only its own part."""
    lines = [line for line in body[:_SAMPLE_BYTES].splitlines(keepends=True) if not line.isascii()]
    size = max(1, -(-len(lines) // _PARTS))
    parts = [b"".join(lines[start : start + size]) for start in range(0, len(lines), size)]
    whole = _best_guess(body[:_SAMPLE_BYTES])
    if len(parts) < _PARTS:
        return whole
    name, count = Counter(map(_best_guess, parts)).most_common(1)[0]
    return name if count >= _PARTS - 1 else whole


def _best_guess(body: bytes) -> str:
    runs = _LETTER_RUN.findall(body)
    if sum(len(run) == 1 for run in runs) > _ALONE_SHARE * len(runs):
        return latin_set(body)
    guess = chardet.detect(body, encoding_era=chardet.EncodingEra.MODERN_WEB, compat_names=False)
    name = guess["encoding"] or "cp1252"
    return WIDER.get(name, name)
