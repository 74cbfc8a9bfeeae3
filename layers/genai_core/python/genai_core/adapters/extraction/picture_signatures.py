"""Detect pictures by their first bytes."""

from __future__ import annotations

_PICTURE_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)


def picture_type(body: bytes) -> str:
    """Returns the type of a picture by its signature; empty if it is not a picture that can be read."""
    for start, kind in _PICTURE_STARTS:
        if body.startswith(start):
            return kind
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return "webp"
    # Text may begin with these two letters; the bytes 6 to 9 are always zero in a bitmap.
    return "bmp" if body.startswith(b"BM") and body[6:10] == bytes(4) and len(body) > 26 else ""
