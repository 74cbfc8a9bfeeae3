"""Read e-mail messages (eml): head and body; attachments and forwarded mails become files inside."""

from __future__ import annotations

import email
import email.policy
from codecs import BOM_UTF8
from collections.abc import Iterator
from email.message import EmailMessage, Message
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.mail_texts import (
    MailBody,
    body_passages,
    head_passage,
    header_text,
    source_of,
)
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.attached_files import AttachedFile
from genai_core.errors import InvalidInput

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_MAX_PARTS = 5000
_SIGNATURES = frozenset(
    f"application/{name}"
    for name in ("pkcs7-signature", "x-pkcs7-signature", "pgp-signature", "pgp-keys", "pgp-encrypted")
)
_STYLES = frozenset(("text/css", "text/javascript", "application/javascript", "application/x-javascript"))


class MailParser(BaseBlobParser):
    """The head's lines as one block, then the body's paragraphs."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        message = email.message_from_bytes(
            blob.as_bytes().removeprefix(BOM_UTF8), policy=email.policy.default
        )
        head = {name: _header(message, name) for name in _SHOWN}
        attached: list[AttachedFile] = []
        source = source_of(head) | {"attached": attached}
        yield head_passage(head, source)
        parts = MessageParts()
        parts.collect(message)
        attached += parts.attached
        for kind, text in parts.texts:
            for block in body_passages(kind, text):
                yield passage(block.page_content, headings=block.metadata["heading_path"], source=source)


def _header(message: Message, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if not raw.isascii() and (letters := _as_bytes(raw)):
        return " ".join(header_text(letters, message.get_content_charset() or "").split())
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, IndexError, AttributeError, TypeError):
        # The parser of the standard library gives up on some headers that mail programs write.
        raw = dict(message.raw_items()) if isinstance(message, EmailMessage) else {}
        return " ".join(str(raw.get(name, "")).split())


def _as_bytes(raw: str) -> bytes:
    """Returns the bytes of a header with surrogates for bytes outside ASCII; empty for plain text."""
    return (
        raw.encode("utf-8", "surrogateescape") if any("\udc80" <= char <= "\udcff" for char in raw) else b""
    )


class MessageParts:
    """Takes a message apart.

    Attributes:
        texts: Of the body, as (media type, body).
        attached: Files inside, forwarded messages among them.
    """

    def __init__(self) -> None:
        self.texts: list[tuple[str, MailBody]] = []
        self.attached: list[AttachedFile] = []
        self._count = 0

    def collect(self, part: Any) -> None:
        self._count += 1
        if self._count > _MAX_PARTS:
            raise InvalidInput(f"the mail has more than {_MAX_PARTS} parts", remedy="Split it.")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self._attach_message(part)
        elif kind == "multipart/alternative":
            self.collect(_best_alternative(part))
        elif part.is_multipart():
            for inner in part.get_payload():
                self.collect(inner)
        elif _is_body(part, kind):
            self.texts.append((kind, _body_of(part)))
        elif not _is_machinery(part, kind):
            name = _file_name(part) or f"attachment {len(self.attached) + 1}"
            self.attached.append(AttachedFile(name, _bytes(part)))

    def _attach_message(self, part: Any) -> None:
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if inner is None:
            return
        name = message_file_name(inner, title=_file_name(part))
        self.attached.append(AttachedFile(name, inner.as_bytes(policy=email.policy.compat32)))


def message_file_name(message: Message, *, title: str = "") -> str:
    """Returns the file name of a message: from the given title, else from its subject."""
    name = title or _header(message, "Subject").replace("/", "-")[:100] or "message"
    return name if name.lower().endswith(".eml") else f"{name}.eml"


def _best_alternative(part: Any) -> Any:
    """Returns the plain-text alternative if it has as much text as the others, else the richest one."""
    versions = [version for version in part.get_payload() if not isinstance(version, str)]
    plain = next((version for version in versions if version.get_content_type() == "text/plain"), None)
    rich = next((version for version in reversed(versions) if version is not plain), None)
    if plain is None or rich is None:
        return plain or rich or EmailMessage()
    # Some plain parts only say "Your program cannot show this mail".
    is_stub = len(_bytes(plain).split()) < 20 and not rich.get_content_type().startswith("text/calendar")
    return rich if is_stub else plain


def _is_body(part: Any, kind: str) -> bool:
    """Returns whether a part is text of the mail itself, or a multipart without a boundary."""
    if kind.startswith("multipart/"):
        return True
    return kind in ("text/plain", "text/html") and not _is_attachment(part)


def _is_machinery(part: Any, kind: str) -> bool:
    """Returns whether a part is not an attachment: a logo in the body, a style sheet, a signature."""
    is_drawn = kind.startswith("image/") and bool(part.get("Content-ID"))
    is_style = kind in _STYLES or kind.startswith(("font/", "application/font"))
    return is_drawn or kind in _SIGNATURES or (is_style and not _file_name(part))


def _is_attachment(part: Any) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Any) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _body_of(part: Any) -> MailBody:
    def parameter(name: str) -> str:
        return str(part.get_param(name, "")).lower()

    return MailBody(
        _bytes(part),
        part.get_content_charset() or "",
        is_flowed=parameter("format") == "flowed",
        drops_blanks=parameter("delsp") == "yes",
    )


def _bytes(part: Any) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
