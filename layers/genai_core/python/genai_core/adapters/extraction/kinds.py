"""Detect the type of a file by its content; its name only decides between types of text.

PDF, zip packages, compound files and pictures are detected by their signatures, mail and web pages by their
syntax. A model decides the rest.
"""

from __future__ import annotations

import re

from genai_core.adapters.extraction.containers import COMPOUND, PACKAGE, compound_type, package_type
from genai_core.adapters.extraction.content_model import Guess, guess
from genai_core.adapters.extraction.decoding import decode, is_text
from genai_core.adapters.extraction.picture_signatures import picture_type
from genai_core.domain.ingestion.document_types import TYPE_NAMES, type_named
from genai_core.errors import InvalidInput
from genai_core.ports.document_extractor import NoText

_REMEDY = f"Quorum reads {', '.join(TYPE_NAMES)}: convert it to one of these."
_OLD_OFFICE = {"doc": "Word", "ppt": "PowerPoint", "xls": "Excel"}
_SAMPLE_BYTES = 65_536

_PAGE_START = re.compile(
    r"(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|\s)*<(?:!doctype html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_END = re.compile(r"</(?:head|body|html)>", re.IGNORECASE)
_PAGE_BLOCK = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|blockquote|hr|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HEADER_LINE = re.compile(r"(?:>?From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?:\n|\Z)")
_MAIL_HEADER = re.compile(
    r"^(From|To|Cc|Subject|Date|MIME-Version|Message-ID|Content-Type|Received|Return-Path|Delivered-To):",
    re.MULTILINE | re.IGNORECASE,
)
_MAILS = ("eml", "mbox", "mhtml")
_NEXT_MAIL = re.compile(r"\n\nFrom [^\n]*\d\d:\d\d[^\n]*\n[!-9;-~]+:")
_SAVED_PAGE = re.compile(r"^(?:Snapshot-Content-Location:|From: <?Saved by )", re.MULTILINE | re.IGNORECASE)
_PLAIN = ("txt", "md", "csv", "json", "code")
"""Types that content suggests but cannot prove: the file name decides between them."""
_CODE_LABELS = frozenset(
    (
        *("asm", "asp", "autohotkey", "autoit", "awk", "batch", "bazel", "c", "clojure", "cmake", "cobol"),
        *("coffeescript", "cpp", "cs", "css", "dart", "dockerfile", "elixir", "erb", "erlang", "fortran"),
        *("gemfile", "gemspec", "go", "gradle", "groovy", "haskell", "hcl", "java", "javascript", "julia"),
        *("kotlin", "lisp", "lua", "m4", "makefile", "matlab", "objectivec", "ocaml", "pascal", "perl"),
        *("php", "powershell", "prolog", "proto", "python", "r", "ruby", "rust", "scala", "scss", "shell"),
        *("solidity", "sql", "swift", "tcl", "typescript", "vba", "verilog", "vhdl", "vue", "zig"),
    )
)
_LABELS = {
    "html": "html",
    "xml": "xml",
    "svg": "xml",
    "rdf": "xml",
    "markdown": "md",
    "csv": "csv",
    "tsv": "csv",
    "json": "json",
    "jsonl": "json",
    **dict.fromkeys(_CODE_LABELS, "code"),
}
_SURE = 0.9
_NOTEBOOK = re.compile(
    r'\{\s*"cells"\s*:\s*\[\s*\{\s*"(?:cell_type|attachments|execution_count|id|metadata)"'
)


def kind_of(body: bytes, file_name: str) -> str:
    """Returns the name of the file's type, which is one of those that can be read.

    Raises:
        NoText: The file is empty.
        InvalidInput: Its type cannot be read; the message names it, and the remedy names those that can.
    """
    if not body.strip(b"\x00 \t\r\n"):
        raise NoText(f"{file_name!r} is empty", remedy="Upload a file with text in it.")
    kind = _signed_type(body, file_name)
    if kind == "":
        guessed = guess(body)
        if not is_text(body):
            raise _unread(guessed.family, file_name)
        kind = _text_type(decode(body[:_SAMPLE_BYTES], whole=False), guessed, file_name)
    if kind not in TYPE_NAMES:
        raise _unread(_described(kind), file_name)
    return kind


def _signed_type(body: bytes, file_name: str) -> str:
    """Returns the type that a signature names; empty if there is none."""
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if body.startswith(PACKAGE):
        return package_type(body)
    if body.startswith(COMPOUND):
        return compound_type(body, file_name)
    if body.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return picture_type(body)


def _text_type(text: str, guessed: Guess, file_name: str) -> str:
    start = text.lstrip()
    named = type_named(file_name)
    name = named.name if named and named.is_text else ""
    if (page := _PAGE_START.match(start)) and (name not in _PLAIN or _is_page(page.group(), text)):
        return "html"
    if name == "ipynb" or _NOTEBOOK.match(start):
        return "ipynb"
    if is_mail(start, at_least=1 if name in _MAILS or guessed.label == "eml" else 3):
        return _mail_type(start, name)
    if start.startswith("<") and name not in ("md", "code"):
        kind = _markup_type(start, name or _LABELS.get(guessed.label, ""))
        if kind:
            return kind
    return name if name in _PLAIN else _guessed_type(guessed, name)


def _is_page(start: str, text: str) -> bool:
    """Returns whether a text is a web page, whatever its name: by its declaration or its closing tags."""
    return not start.lower().rstrip("> \t\n").endswith(("<head", "<body")) or bool(_PAGE_END.search(text))


def is_mail(text: str, *, at_least: int) -> bool:
    """Returns whether a text begins with the headers of a mail.

    Args:
        text: The start of the file, line ends as `\\n`.
        at_least: How many headers that mails have must be among them.
    """
    head = _HEADER_LINE.match(text)
    return head is not None and len({name.lower() for name in _MAIL_HEADER.findall(head.group())}) >= at_least


def _mail_type(start: str, name: str) -> str:
    """Returns `eml`, `mbox` or `mhtml` for a text that begins with the headers of a mail."""
    if name == "mhtml" or _SAVED_PAGE.search(start.partition("\n\n")[0]):
        return "mhtml"
    is_mailbox = start.startswith("From ") and (name == "mbox" or _NEXT_MAIL.search(start))
    return "mbox" if is_mailbox else "eml"


def _markup_type(start: str, hinted: str) -> str:
    """Returns `xml` or `html` for a text that begins with a tag; empty if it is neither."""
    if start.startswith(("<?xml", "<!DOCTYPE")) or hinted == "xml":
        return "html" if "<html" in start[:2000] else "xml"
    return "html" if hinted == "html" or _PAGE_BLOCK.match(start) else ""


def _guessed_type(guessed: Guess, name: str) -> str:
    """Returns the type that the model names, or plain text if it is not sure; the file name comes first."""
    kind = _LABELS.get(guessed.label, "")
    if name == kind or guessed.score >= _SURE:
        return kind or "txt"
    return "txt"


def _described(kind: str) -> str:
    if kind in _OLD_OFFICE:
        return f"a file of {_OLD_OFFICE[kind]} in the format from before 2007 ({kind})"
    return f"a file of type {kind}"


def _unread(described: str, file_name: str) -> InvalidInput:
    return InvalidInput(f"{file_name!r} is {described}, which is not read", remedy=_REMEDY)
