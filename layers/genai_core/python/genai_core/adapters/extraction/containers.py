"""Detect the type of zip packages and OLE compound files by what they contain."""

from __future__ import annotations

import zipfile
from io import BytesIO

from genai_core.adapters.extraction.packages import damaged
from genai_core.errors import InvalidInput

PACKAGE = (b"PK\x03\x04", b"PK\x05\x06")
"""Signatures of a zip package with files and of an empty one."""
COMPOUND = b"\xd0\xcf\x11\xe0"

_OFFICE = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_MIMETYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))


def package_type(body: bytes) -> str:
    """Returns the type of a zip package; `zip` for a plain archive.

    Raises:
        InvalidInput: Its directory cannot be read.
    """
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            names = package.namelist()
            if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
                mimetype = package.read("mimetype").strip().removesuffix(b"-template")
                if mimetype in _MIMETYPES:
                    return _MIMETYPES[mimetype]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError, OSError) as error:
        raise damaged(str(error)) from error
    office = (kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names))
    return next(office, "zip")


def compound_type(body: bytes, file_name: str) -> str:
    """Returns the type of an OLE compound file, the container of Office files before 2007.

    Raises:
        InvalidInput: It is an Office file that was encrypted with a password.
    """
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise InvalidInput(
            f"{file_name!r} is protected by a password",
            remedy="Save it without the password and upload that.",
        )
    if _holds(body, "__properties_version1.0"):
        return "msg"
    return next((kind for stream, kind in _STREAMS if _holds(body, stream)), "doc")


def _holds(body: bytes, stream: str) -> bool:
    """Returns whether the directory of a compound file names a stream: UTF-16 in entries of 128 bytes."""
    name = stream.encode("utf-16-le")
    position = body.find(name + b"\x00\x00")
    while position >= 0:
        # An entry begins at a multiple of 128 bytes, with its name.
        if position % 128 == 0:
            return True
        position = body.find(name + b"\x00\x00", position + 1)
    return False
