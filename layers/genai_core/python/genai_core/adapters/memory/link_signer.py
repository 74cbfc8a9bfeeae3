"""Links that contain their parameters and lead nowhere."""

from __future__ import annotations

from urllib.parse import urlencode


class MemoryLinkSigner:
    """Writes all parameters into the link."""

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        asked = {"name": file_name, "type": content_type, "inline": inline, "valid_s": valid_s}
        return f"memory://{key}?{urlencode(asked)}"
