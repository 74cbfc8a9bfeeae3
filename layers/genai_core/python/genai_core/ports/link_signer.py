"""The link signer."""

from __future__ import annotations

from typing import Protocol


class LinkSigner(Protocol):
    """Signs links that let a browser read one stored file."""

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        """Returns an address that serves what this key holds now, to whoever has it, for `valid_s` seconds.

        What is written there later is not served: others may read it than those who had the link.

        Raises:
            NotFound: The key holds nothing.

        Args:
            file_name: What a browser saves it as.
            content_type: What it is served as, whatever it was uploaded as.
            inline: Whether a browser may show it; otherwise it only saves it.
        """
        ...
