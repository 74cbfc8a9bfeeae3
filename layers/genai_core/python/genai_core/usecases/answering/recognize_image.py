"""Recognise the text of an image that comes with a question."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.ingestion.cleaned_documents import cleaned_page
from genai_core.errors import InvalidInput
from genai_core.ports.page_recognizer import PageRecognizer

_REMEDY = "Send a sharper or larger image, or write the text or table in `table`."


@dataclass(frozen=True, slots=True)
class RecognizeImage:
    """Reads an image by text recognition. Nothing is stored, and nothing of a workspace is read.

    Implements the port `ImageReader`.
    """

    recognizer: PageRecognizer

    def read(self, body: bytes) -> str:
        try:
            page = cleaned_page(self.recognizer.recognize(body, page=1).page)
        except InvalidInput as error:
            raise InvalidInput(f"the image was not read: {error.message}", remedy=_REMEDY) from error
        text = "\n\n".join(block.text for block in page.blocks).strip()
        if not text:
            raise InvalidInput("no text is legible in the image", remedy=_REMEDY)
        return text
