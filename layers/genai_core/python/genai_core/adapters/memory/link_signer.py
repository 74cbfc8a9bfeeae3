"""Links that say what they were signed for, and lead nowhere."""

from __future__ import annotations

from urllib.parse import urlencode


class MemoryLinkSigner:
    """Writes all that was asked for into the address."""

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        asked = {"name": file_name, "type": content_type, "inline": inline, "valid_s": valid_s}
        return f"memory://{key}?{urlencode(asked)}"
