"""Port: read the text in an image that comes with a question."""

from __future__ import annotations

from typing import Protocol


class ImageReader(Protocol):
    """Reads untrusted images without storing them."""

    def read(self, body: bytes) -> str:
        """Returns the text in reading order, a table row per line with ` | ` between cells; may be repeated.

        Args:
            body: A PNG, JPEG, GIF or WebP file; of an animation the first image is read.

        Raises:
            InvalidInput: No text is legible, the image is damaged, or it takes too much memory or time.
            TimedOut, Throttled, Overloaded: It cannot be read now.
            Misconfigured: The recognition is not installed, or may not be called.
        """
        ...
