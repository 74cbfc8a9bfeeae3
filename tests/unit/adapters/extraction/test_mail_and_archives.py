"""Mails and archives: bodies of all kinds, and the files inside them."""

from __future__ import annotations

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.attached_files import AttachedFile, taken_files
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput
from genai_core.ports.document_extractor import NoText

DATA = Path(__file__).parents[3] / "data" / "extraction"
HEAD = "From: Mara <mara@example.org>\nTo: desk@example.net\nSubject: Valve order\nMIME-Version: 1.0\n"


def mail(body: str = "Please order 14 valves.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "mara@example.org", "desk@example.net", "Valve order"
    message["Date"] = "Mon, 04 Mar 2024 09:00:00 +0100"
    message.set_content(body)
    return message


def read(body: bytes | str | EmailMessage, name: str = "mail.eml") -> ExtractedDocument:
    raw = body.as_bytes() if isinstance(body, EmailMessage) else body
    return read_document(raw.encode() if isinstance(raw, str) else raw, name)


def texts(body: bytes | str | EmailMessage) -> list[str]:
    return [block.text for block in read(body).blocks[1:]]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n",
        "Return-Path: <a@b.c>\n"
        + "Received: from relay1.example.org (relay1 [192.0.2.1])\n by mx1 with ESMTPS;\n Mon, 4 Mar 2024\n"
        * 40,
        "DKIM-Signature: v=1; a=rsa-sha256;\n bh=xxxx=;\n b=yyyy\nAuthentication-Results: mx; spf=pass\n",
        "From mara@example.org Mon Mar  4 09:00:00 2024\n",
    ],
)
def test_a_mail_is_a_mail_whatever_headers_come_first(before: str) -> None:
    base64 = "UGxlYXNlIG9yZGVyIDE0IHZhbHZlcy4="
    letter = f"{before}{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{base64}\n"
    document = read(letter, "letter")
    assert (document.document_type, document.title) == ("eml", "Valve order")
    assert [block.text for block in document.blocks[1:]] == ["Please order 14 valves."]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
            "<html><body><p>Order 14=\n valves of KX=2D3 at 20=E2=82=AC.</p></body></html>",
            "Order 14 valves of KX-3 at 20€.",
        ),
        ("Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$BEl5~\x1b(B", "東京"),
        ("Content-Type: text/plain; charset=x-unknown\n\nplain", "plain"),
        ("Content-Type: text/plain; charset=us-ascii\n\nGröße", "Größe"),
    ],
)
def test_bodies_are_decoded(part: str, text: str) -> None:
    assert texts(HEAD + part) == [text]


def test_the_richer_of_two_alternatives_is_read_if_the_plain_one_is_a_stub() -> None:
    stub = mail("This mail can only be shown as HTML.")
    stub.add_alternative("<p>The valve of hall 4 is open.</p>", subtype="html")
    assert texts(stub) == ["The valve of hall 4 is open."]
    full = mail(
        "The valve of hall 4 was opened on Monday, and will be closed on Friday at the end of the last shift."
    )
    full.add_alternative("<p>The same.</p>", subtype="html")
    assert texts(full)[0].startswith("The valve of hall 4 was opened")


def test_attachments_and_forwarded_mails_are_files_inside() -> None:
    message = mail()
    message.add_attachment("a,b\n1,2\n", subtype="csv", filename="parts.csv")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(30), "image", "png", filename="photo.png")
    message.add_attachment(b"ID3\x04" + bytes(30), "audio", "mpeg", filename="song.mp3")
    forwarded = mail("The older letter.")
    forwarded.replace_header("Subject", "An older/letter")
    message.add_attachment(forwarded)
    attached = read(message).attached
    assert [file.name for file in attached] == ["parts.csv", "photo.png", "song.mp3", "An older-letter.eml"]
    assert attached[0].body == b"a,b\n1,2\n"
    assert attached[1].refusal == ""
    assert "not read" in attached[2].refusal
    assert texts(attached[3].body) == ["The older letter."]
    assert read(message).metadata["date"] == "2024-03-04"


def test_an_outlook_message_is_read() -> None:
    document = read((DATA / "no-attachments.msg").read_bytes(), "a.msg")
    assert (document.document_type, document.title) == ("msg", "This is the subject")
    assert document.blocks[1].text == "This is a message"
    assert "1601" not in document.blocks[0].text


def archive(**files: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


def test_the_files_of_an_archive_are_files_inside() -> None:
    inner = archive(**{"deep.txt": b"The deepest text."})
    body = archive(**{"docs/a.txt": b"The first.", "b.zip": inner, "__MACOSX/x": b"x", "c/.DS_Store": b"x"})
    extraction = LimitedExtractor().extract(body, file_name="all.zip")
    assert extraction.document.blocks[0].text == "Files in this archive: 2."
    files = {file.name: file for file in extraction.document.attached}
    assert files["docs/a.txt"].body == b"The first."
    assert read(files["b.zip"].body, "b.zip").attached == (AttachedFile("deep.txt", b"The deepest text."),)


def test_what_an_archive_may_not_hold_is_named_with_the_reason() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("../../etc/cron.d/x", b"The text.")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("program.exe", b"MZ" + bytes(range(256)) * 9)
    attached = taken_files("a.zip", read(body.getvalue(), "a.zip").attached)
    assert [file.refusal for file in attached][:2] == [
        "its name leads out of the document", "it is a link to another file",
    ]  # fmt: skip
    assert attached[2].refusal.endswith("is not read")
    assert not any(file.body for file in attached)


def test_an_archive_without_files_is_empty() -> None:
    with pytest.raises(NoText):
        read(archive(), "empty.zip")


def test_a_mail_whose_parts_have_no_bounds_keeps_its_text() -> None:
    assert texts(f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\nThe text.") == ["The text."]


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(InvalidInput, match="bomb"):
        read(archive(**{"zeros.txt": bytes(60_000_000)}), "a.zip")
