"""Clean foreign text to what people see: without characters that only machines read.

Documents, names and labels come from others. Control characters drive terminals, direction overrides change
the order in which a text is shown, and invisible characters hide words from people but not from a model. They
are removed once, when the text comes in. Characters that a script needs stay: joiners between letters of
scripts that join, and between the parts of an emoji.
"""

from __future__ import annotations

import re

_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,40}[ -/]{0,8}[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,400}"
    r"(?:\x07|\x1b\\|\x9c)|\x1b[ -/]{0,4}[0-~]?"
)
"""Sequences that move the cursor, set colours or names: removed whole, so that no "[31m" stays."""
_SHAPELESS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
_JOINERS = re.compile(
    r"(?<![^\x00-\u058f\s])[\u200c\u200d]+|[\u200c\u200d]{2,}|\ufe0f{2,}|[\u200c\u200d](?=[\x00-\u058f]|\Z)"
)
"""Joiners beside Latin, Greek or Cyrillic letters have no function; several in a row are a hidden code."""
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def visible_text(text: str) -> str:
    """Returns the text without terminal sequences, control characters and invisible characters.

    Line ends become `\\n`, tabs stay. A clean text is returned unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", _TERMINAL.sub("", text))
    return _JOINERS.sub("", _SHAPELESS.sub("", lines))


def visible_line(text: str, most: int) -> str:
    """Returns the text as one line of at most `most` characters, for names, titles and labels."""
    line = " ".join(visible_text(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
