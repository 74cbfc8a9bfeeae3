"""Tells a file's kind by its content; the name only decides among kinds of plain text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from genai_core.adapters.extraction.decoding import decode
from genai_core.errors import InvalidInput

READABLE = ("txt", "md", "html", "pdf", "docx", "pptx", "xlsx", "csv", "eml", "epub", "xml")
_REMEDY = f"Quorum reads {', '.join(READABLE)}: convert it to one of these."

_OFFICE = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_UNREADABLE = (
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00", re.DOTALL),
        "an image",
    ),
    (re.compile(rb"\{\\rtf"), "a rich text (RTF) file"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"), "an archive"),
    (re.compile(rb"\x7fELF|MZ|\xcf\xfa\xed\xfe"), "a program"),
    (re.compile(rb"%!PS"), "a PostScript file"),
    (re.compile(rb"SQLite format 3|PAR1"), "a database file"),
    (re.compile(rb"....ftyp|ID3|OggS|RIFF", re.DOTALL), "a sound or video file"),
)
_HTML = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_BLOCK = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|blockquote|hr|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MAIL = re.compile(r"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To): ")
_MAIL_HEADER = re.compile(r"^(From|To|Subject|Date|MIME-Version|Message-ID|Content-Type):", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|^\|.*\|\s*$|\[[^\]\n]+\]\([^)\s]+\)|^[-*+] \S|\*\*\S[^*\n]*\*\*", re.MULTILINE
)


def kind_of(body: bytes, file_name: str) -> str:
    """Returns one of READABLE. Raises InvalidInput for what is not read, naming it and the remedy."""
    if not body.strip(b"\x00 \t\r\n"):
        raise InvalidInput(f"{file_name!r} is empty", remedy="Upload a file with text in it.")
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return _package_kind(body, file_name)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(body, file_name)
    for signature, name in _UNREADABLE:
        if signature.match(body):
            remedy = "Run text recognition (OCR) first." if name == "an image" else _REMEDY
            raise InvalidInput(f"{file_name!r} is {name}, which is not read", remedy=remedy)
    return _text_kind(decode(body[:65_536], whole=False), file_name)


def _package_kind(body: bytes, file_name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            names = package.namelist()
            if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
                mimetype = package.read("mimetype")
                if mimetype.strip() == b"application/epub+zip":
                    return "epub"
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError, OSError) as error:
        raise InvalidInput(
            f"{file_name!r} is damaged: {error}", remedy="Upload it again, or save it anew in its program."
        ) from error
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return kind
    raise InvalidInput(f"{file_name!r} is an archive, which is not read", remedy=_REMEDY)


def _old_office(body: bytes, file_name: str) -> InvalidInput:
    if "EncryptedPackage".encode("utf-16-le") in body:
        return InvalidInput(
            f"{file_name!r} is protected by a password",
            remedy="Save it without the password and upload that.",
        )
    return InvalidInput(
        f"{file_name!r} is in an Office format from before 2007 (doc, xls, ppt, msg)",
        remedy="Save it as docx, xlsx, pptx or PDF.",
    )


def _text_kind(text: str, file_name: str) -> str:
    start = text.lstrip()[:2000]
    suffix = PurePosixPath(file_name).suffix.lower()
    if _HTML.search(start[:1000]) or (start.startswith("<") and _HTML_BLOCK.match(start)):
        return "html"
    if start.startswith("<?xml") or (start.startswith("<") and suffix in (".xml", ".nxml", ".dita")):
        return "html" if "<html" in start else "xml"
    head = start.split("\n\n", 1)[0]
    if _MAIL.match(start) and len(set(_MAIL_HEADER.findall(head.replace("\r", "")))) >= 3:
        return "eml"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if suffix in (".md", ".markdown") or len(_MARKDOWN.findall(text[:20_000])) >= 8:
        return "md"
    return "txt"
