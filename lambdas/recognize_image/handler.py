"""Recognises the text of an image that comes with a question, in a limited process.

Environment: none. Integrations: none.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Base64Bytes

from genai_core.wiring import documents
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """An image file as base64."""

    image: Base64Bytes


@entry(Request)
def handler(request: Request) -> dict[str, str]:
    """Returns the text."""
    return {"text": documents.recognize_image().read(request.image)}
