"""Writes locked files: PDF with its first kind of encryption, Office through msoffcrypto."""

from __future__ import annotations

import hashlib
import io

import docx
from msoffcrypto.format.ooxml import OOXMLFile

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID, _PERMISSIONS = bytes(16), (2**32 - 4).to_bytes(4, "little")


def locked_pdf(text: str, password: str) -> bytes:
    """Returns a page with that text, by algorithms 2 to 4 of PDF 1.7, section 7.6.3."""
    user = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(user).digest()[:5], user)
    key = hashlib.md5(user + owner + _PERMISSIONS + _ID).digest()[:5]
    stream = f"BT /F1 10 Tf 60 700 Td ({text}) Tj ET".encode()
    content = _rc4(hashlib.md5(key + b"\x04\x00\x00\x00\x00").digest()[:10], stream)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), _rc4(key, _PADDING).hex().encode()),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 7\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 7 /Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF"
        % (_ID.hex().encode(), _ID.hex().encode(), len(body))
    )


def locked_docx(text: str, password: str) -> bytes:
    """Returns a document of one paragraph."""
    document, plain, locked = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph(text)
    document.save(plain)
    OOXMLFile(plain).encrypt(password, locked)
    return locked.getvalue()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, other = list(range(256)), 0
    for at in range(256):
        other = (other + state[at] + key[at % len(key)]) % 256
        state[at], state[other] = state[other], state[at]
    out, at, other = bytearray(), 0, 0
    for byte in data:
        at = (at + 1) % 256
        other = (other + state[at]) % 256
        state[at], state[other] = state[other], state[at]
        out.append(byte ^ state[(state[at] + state[other]) % 256])
    return bytes(out)
