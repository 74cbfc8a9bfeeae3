"""Cursors: opaque texts that say where a page of a conversation ends."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from genai_core.domain.identifiers import SessionId
from genai_core.errors import InvalidInput

_POSITION = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.Z+-]+#[01]#.*", re.DOTALL)
_REMEDY = "Pass the `before` of the page that follows, or leave it out for the newest messages."


def cursor_at(session_id: SessionId, position: str) -> str:
    """Returns the cursor of a position, as `message_position` gives it; it holds for this session only."""
    return urlsafe_b64encode(f"{session_id}#{position}".encode()).decode().rstrip("=")


def position_of(session_id: SessionId, cursor: str) -> str:
    """Returns the position of a cursor.

    Raises:
        InvalidInput: It is not a cursor, or one of another session.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = urlsafe_b64decode(padded.encode("ascii")).decode()
    except ValueError:
        raise _not_valid(cursor) from None
    position = text.removeprefix(f"{session_id}#")
    if position == text and "#" in text:
        raise InvalidInput(
            f"before is {cursor!r:.80}, which is a cursor of another conversation", remedy=_REMEDY
        )
    # Only what was made here is taken: base64 has several spellings of one text.
    if not _POSITION.fullmatch(position) or cursor_at(session_id, position) != cursor:
        raise _not_valid(cursor)
    return position


def _not_valid(cursor: str) -> InvalidInput:
    return InvalidInput(f"before is {cursor!r:.80}, which is not a valid cursor", remedy=_REMEDY)
