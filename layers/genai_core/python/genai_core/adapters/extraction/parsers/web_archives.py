"""Read web pages saved with all their parts (mhtml): the page itself, without pictures and frames."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.mail_texts import body_passages
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.parsers.mail import MessageParts


class WebArchiveParser(BaseBlobParser):
    """The blocks of the first page in the archive; the other pages are parts of it."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        parts = MessageParts()
        parts.collect(email.message_from_bytes(blob.as_bytes().lstrip(), policy=email.policy.default))
        page = next((body for kind, body in parts.texts if kind == "text/html"), None)
        if page is None:
            raise damaged("it has no page")
        yield from body_passages("text/html", page)
