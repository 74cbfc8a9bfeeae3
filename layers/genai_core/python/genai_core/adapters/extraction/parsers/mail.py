"""E-mail messages (eml): head, text and text attachments."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import MIMEPart

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.parsers.web import html_passages
from genai_core.adapters.extraction.passages import passage

_SHOWN = ("From", "To", "Cc", "Date", "Subject")


class MailParser(BaseBlobParser):
    """The head's lines as one block, then the body's paragraphs, then attached texts under their names."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        message = email.message_from_bytes(blob.as_bytes(), policy=email.policy.default)
        source = {
            name: str(message[header])
            for name, header in (("title", "Subject"), ("author", "From"), ("date", "Date"))
            if message[header]
        }
        yield passage(
            "\n".join(f"{name}: {message[name]}" for name in _SHOWN if message[name]), source=source
        )
        body = message.get_body(preferencelist=("plain", "html"))
        if body is not None:
            yield from _part(body)
        for attachment in message.iter_attachments():
            name = attachment.get_filename() or "attachment"
            yield passage(f"Attachment: {name}", headings=(name,))
            if attachment.get_content_maintype() == "text":
                for found in _part(attachment):
                    yield passage(found.page_content, headings=(name,))


def _part(part: MIMEPart) -> Iterator[Document]:
    text = decode(part.get_payload(decode=True) or b"")  # pyright: ignore[reportArgumentType]
    if part.get_content_type() == "text/html":
        yield from html_passages(text)
        return
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield passage(paragraph.strip())
