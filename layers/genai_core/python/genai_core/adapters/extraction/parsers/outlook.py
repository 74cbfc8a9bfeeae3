"""Read Outlook messages (msg) with python-oxmsg: head and body; attachments become files inside."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from oxmsg import Message

from genai_core.adapters.extraction.mail_texts import body_passages, head_passage, source_of
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.attached_files import AttachedFile

_FIRST_YEAR = 1970
"""Drafts have 1601 as the year they were sent, because Windows counts from there."""


class OutlookParser(BaseBlobParser):
    """The head's lines as one block, then the body's paragraphs."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        try:
            message = Message.load(BytesIO(blob.as_bytes()))
            head, attached = _head(message), [_file(attachment) for attachment in message.attachments]
            plain, page = message.body or "", message.html_body or ""
        except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError) as error:
            raise damaged(f"{type(error).__name__}: {error}") from error
        source = source_of(head) | {"attached": attached}
        yield head_passage(head, source)
        kind, text = ("text/plain", plain.replace("\r\n", "\n")) if plain.strip() else ("text/html", page)
        for block in body_passages(kind, text):
            yield passage(block.page_content, headings=block.metadata["heading_path"], source=source)


def _head(message: Any) -> dict[str, str]:
    people = "; ".join(
        f"{recipient.name} <{recipient.email_address}>"
        if recipient.name != recipient.email_address
        else recipient.name
        for recipient in message.recipients
    )
    sent = message.sent_date
    if sent and sent.year < _FIRST_YEAR:
        sent = None
    return {
        "From": message.sender or "",
        "To": people,
        "Date": sent.isoformat(sep=" ") if sent else "",
        "Subject": message.subject or "",
    }


def _file(attachment: Any) -> AttachedFile:
    name = attachment.file_name or "attachment"
    body = attachment.file_bytes
    if body is None:
        return AttachedFile(name, refusal="it is a message of Outlook inside this one; save it as a file")
    return AttachedFile(name, body)
