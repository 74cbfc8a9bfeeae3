"""Sizes of texts in the payloads of state machines and functions, which are at most 256 kB of JSON."""

from __future__ import annotations

import json

MAX_ANSWER_BYTES = 10_000
"""Limit for one model's answer: eight answers, the passages and the question go through one step."""
MAX_PASSAGES_BYTES = 56_000
"""Limit for all passages of one question together."""
_MOST_PER_CHARACTER = 6


def json_bytes(text: str) -> int:
    """Returns the size of a text as JSON in UTF-8."""
    return len(json.dumps(text, ensure_ascii=False).encode(errors="replace"))


def cut_to_bytes(text: str, most: int) -> str:
    """Returns the longest beginning of a text that takes at most `most` bytes as JSON."""
    if len(text) * _MOST_PER_CHARACTER <= most or json_bytes(text) <= most:
        return text
    fits, too_long = 0, min(len(text), most)
    while fits + 1 < too_long:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if json_bytes(text[:middle]) <= most else (fits, middle)
    return text[:fits]
