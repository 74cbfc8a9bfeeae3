"""Read mailboxes (mbox): each mail becomes a file inside; a mailbox of one mail is read as that mail."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.parsers.mail import MailParser, message_file_name
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.attached_files import MAX_FILES, AttachedFile

_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d\d:\d\d[^\n]*\n(?=[!-9;-~]+:)")
"""The line before each mail; a sentence that begins with "From" has no time in it and no header below it."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAX_NAMED = 2000


class MailboxParser(BaseBlobParser):
    """One block that states the number of mails in the mailbox; the mails are named after it."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes().lstrip()
        separators = list(_SEPARATOR.finditer(body))
        starts = [separator.end() for separator in separators] or [0]
        ends = [*(separator.start() for separator in separators[1:]), len(body)]
        mails = [_QUOTED.sub(rb"\1", body[start:end]) for start, end in zip(starts, ends, strict=True)]
        if len(mails) == 1:
            yield from MailParser().lazy_parse(Blob.from_data(mails[0]))
            return
        source = {"attached": [_file(number, mail) for number, mail in enumerate(mails[:_MAX_NAMED])]}
        yield passage(f"Mails in this mailbox: {len(mails)}.", source=source)


def _file(number: int, mail: bytes) -> AttachedFile:
    head, _, _ = mail.replace(b"\r\n", b"\n").partition(b"\n\n")
    name = message_file_name(email.message_from_bytes(head, policy=email.policy.default))
    if number >= MAX_FILES:
        return AttachedFile(name, refusal=f"only {MAX_FILES} mails of a mailbox are read")
    return AttachedFile(name, mail)
