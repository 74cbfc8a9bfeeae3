"""Parse chunks of a text-generation container: of the messages API, or of the older token stream."""

from __future__ import annotations

import json
from typing import Any

from genai_core.domain.generation.chat_protocol import ChatPiece, read_chunk
from genai_core.domain.protocol.figures import Usage


def read_piece(data: str) -> ChatPiece:
    """Reads one event. Raises ValueError if it is not a JSON object."""
    value = json.loads(data)
    if isinstance(value, dict) and "token" in value:
        return _token(value)  # type: ignore[arg-type]  # json gives no types
    return read_chunk(data)


def _token(event: dict[str, Any]) -> ChatPiece:
    token = event["token"]
    # Special tokens mark the end for the model; users must not see them.
    text = "" if token.get("special") else str(token.get("text", ""))
    details = event.get("details")
    if not details:
        return ChatPiece(text=text)
    return ChatPiece(
        text=text,
        stop_reason="length" if details.get("finish_reason") == "length" else "stop",
        usage=Usage(len(details.get("prefill") or ()), int(details.get("generated_tokens") or 0)),
    )
