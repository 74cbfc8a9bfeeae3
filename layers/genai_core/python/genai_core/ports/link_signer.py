"""Port: sign links to stored files."""

from __future__ import annotations

from typing import Protocol


class LinkSigner(Protocol):
    """Signs links by which a browser reads one stored file."""

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        """Returns a link that serves the present content of the key for `valid_s` seconds, without sign-in.

        Later content of the key is not served, since it may have other readers.

        Raises:
            NotFound: The key has no content.

        Args:
            file_name: File name for the browser.
            content_type: Content type of the response, whatever type was uploaded.
            inline: Whether a browser may show the file; otherwise it only saves it.
        """
        ...
