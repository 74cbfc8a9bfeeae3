"""Opens password-protected files on this machine, so that the open file is uploaded.

The password is in no request, label, state or log of a deployment. PDF is opened by pypdfium2, files of
Office by msoffcrypto-tool (`pip install 'quorum-client[passwords]'`).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from quorum_client.errors import WrongInput

_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@contextmanager
def open_copy(file: Path, password: str) -> Generator[Path]:
    """Yields the file itself if it is not locked, else an open copy of the same name, deleted afterwards.

    Raises:
        WrongInput: The password does not open it.
    """
    body = unlocked(file.read_bytes(), password, name=file.name) if password else None
    if body is None:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="quorum-") as folder:
        copy = Path(folder, file.name)
        copy.write_bytes(body)
        yield copy


def unlocked(body: bytes, password: str, *, name: str) -> bytes | None:
    """Returns the bytes of the open file; None if it is not locked. Raises as `open_copy` does."""
    if b"%PDF-" in body[:1024]:
        return _pdf(body, password, name)
    if body.startswith(_COMPOUND) and _ENCRYPTED in body:
        return _office(body, password, name)
    return None


def _pdf(body: bytes, password: str, name: str) -> bytes | None:
    with _installed():
        import pypdfium2 as pdfium  # noqa: PLC0415  installed on request
        from pypdfium2 import raw  # noqa: PLC0415  installed on request
    try:
        pdfium.PdfDocument(body).close()
    except pdfium.PdfiumError as error:
        if "assword" not in str(error):
            return None
    else:
        return None
    try:
        document = pdfium.PdfDocument(body, password=password)
    except pdfium.PdfiumError as error:
        raise _wrong(name) from error
    file = io.BytesIO()
    document.save(file, flags=raw.FPDF_REMOVE_SECURITY)
    document.close()
    return file.getvalue()


def _office(body: bytes, password: str, name: str) -> bytes:
    with _installed():
        from msoffcrypto import exceptions as errors  # noqa: PLC0415  installed on request
        from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  installed on request
    file = io.BytesIO()
    try:
        document = OOXMLFile(io.BytesIO(body))
        document.load_key(password=password, verify_password=True)
        document.decrypt(file)
    except (errors.DecryptionError, errors.FileFormatError, errors.ParseError, ValueError) as error:
        raise _wrong(name) from error
    return file.getvalue()


@contextmanager
def _installed() -> Generator[None]:
    """Turns an ImportError into a sentence on what to install."""
    try:
        yield
    except ImportError:
        raise WrongInput(
            "locked files cannot be opened here",
            remedy="Install what opens them: pip install 'quorum-client[passwords]'",
        ) from None


def _wrong(name: str) -> WrongInput:
    return WrongInput(f"the password does not open {name!r}", remedy="Give the one that opens it for reading")
