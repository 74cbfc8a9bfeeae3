"""Encodes the keys in MiniStack's lists of object versions, as S3 does on request.

A file name may have control characters, which XML cannot hold. botocore asks for encoded keys therefore, and
MiniStack encodes them in its other lists only: one such name would make a whole bucket unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import unescape

_ENCODED = re.compile(r"<(Key|Prefix|Delimiter|KeyMarker|NextKeyMarker)>([^<]*)</")
_SAYS_SO = "<EncodingType>url</EncodingType></ListVersionsResult>"

Listing = Callable[[str, dict[str, Any]], tuple[int, dict[str, str], bytes]]


def encode_keys(list_versions: Listing) -> Listing:
    """Returns MiniStack's operation with encoded keys if the query asks for them."""

    @wraps(list_versions)
    def listed(bucket: str, query: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = list_versions(bucket, query)
        if status != 200 or "url" not in query.get("encoding-type", ()):
            return status, headers, body
        encoded = _ENCODED.sub(
            lambda found: f"<{found[1]}>{quote(unescape(found[2]), safe='/')}</", body.decode()
        )
        return status, headers, encoded.replace("</ListVersionsResult>", _SAYS_SO).encode()

    return listed
