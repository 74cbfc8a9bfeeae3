"""Makes text of others harmless for a terminal.

Names, titles, answers and reasons come from documents, models and servers. An escape sequence in one of them
could rename the window, hide lines or type for the user.
"""

from __future__ import annotations

import json
import re
from typing import Any

_DRIVES_TERMINALS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Returns the text with a replacement character for each that a terminal obeys or hides."""
    return _DRIVES_TERMINALS.sub("�", text)


def json_text(value: Any) -> str:
    """Returns JSON that reads back the same; what a terminal would obey is written as an escape."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # Line breaks between values are JSON's own; such characters within a string are escaped already.
    return _DRIVES_TERMINALS.sub(lambda match: json.dumps(match[0])[1:-1], text)
