"""The link signer."""

from __future__ import annotations

from typing import Protocol


class LinkSigner(Protocol):
    """Signs links that let a browser read one stored file."""

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        """Returns an address that serves exactly this key, to whoever has it, for `valid_s` seconds.

        Args:
            file_name: What a browser saves it as.
            content_type: What it is served as, whatever it was uploaded as.
            inline: Whether a browser may show it; otherwise it only saves it.
        """
        ...
