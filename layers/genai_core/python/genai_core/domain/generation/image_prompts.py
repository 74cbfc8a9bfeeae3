"""Ask a model to read an image that is sent with a question, so that its text can be searched and cited."""

from __future__ import annotations

from base64 import b64decode

from genai_core.domain.generation.framing import framed_text
from genai_core.domain.generation.models import Image, Message, ModelRequest
from genai_core.domain.generation.prompts import prompt_text
from genai_core.errors import InvalidInput

MAX_IMAGE_BYTES = 3_750_000
"""The maximum that Bedrock accepts; as base64 it fits into the request of a function."""
_MAX_REPLY_TOKENS = 1500


def image_of(encoded: str) -> Image:
    """Returns the image in a base64 text, which may be a `data:` address.

    Raises:
        InvalidInput: It is not base64, too large, or not PNG, JPEG, GIF or WebP.
    """
    try:
        body = b64decode(encoded.partition(",")[2] if encoded.startswith("data:") else encoded, validate=True)
    except ValueError as error:  # text that is not ASCII raises no binascii.Error
        raise InvalidInput(
            f"the image is not base64: {error}", remedy="Send the bytes of the file as base64."
        ) from error
    if len(body) > MAX_IMAGE_BYTES:
        raise InvalidInput(
            f"the image has {len(body)} bytes", remedy=f"At most {MAX_IMAGE_BYTES} are read: make it smaller."
        )
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return Image("png", body)
    if body.startswith(b"\xff\xd8\xff"):
        return Image("jpeg", body)
    if body.startswith((b"GIF87a", b"GIF89a")):
        return Image("gif", body)
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return Image("webp", body)
    raise InvalidInput(
        f"the image begins with {body[:8]!r}, which is not a supported image type",
        remedy="Send a PNG, JPEG, GIF or WebP image.",
    )


def image_request(question: str, image: Image) -> ModelRequest:
    """Returns the request to write down what an image shows; the question is data in it."""
    return ModelRequest(
        question=question,
        passages=(),
        system=prompt_text("image_v1"),
        messages=(Message("user", framed_text("question", question)),),
        max_output_tokens=_MAX_REPLY_TOKENS,
        images=(image,),
    )
