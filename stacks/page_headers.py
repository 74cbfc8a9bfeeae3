"""The headers that the page is served with, in the cloud and on a laptop.

Two policies limit where the page may connect, and a browser enforces both. The header is made before the
APIs, because they must know the page's origin: it allows every host of the region that they could get. A
`meta` tag in the page, written when the hosts are known, allows only these.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

HEAD = "<head>"
REGIONAL = (
    "https://*.execute-api.{0}.amazonaws.com",
    "wss://*.execute-api.{0}.amazonaws.com",
    "https://cognito-idp.{0}.amazonaws.com",
    "https://*.s3.{0}.amazonaws.com",
)


def page_headers(connect: Iterable[str]) -> dict[str, str]:
    """Returns the headers by name; `connect` are origins besides the page's own."""
    policy = (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        connect_policy(connect),
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def connect_policy(hosts: Iterable[str]) -> str:
    """Returns the `connect-src` directive: the page's own origin and `hosts`."""
    return " ".join(("connect-src 'self'", *dict.fromkeys(hosts)))


def with_policy(page: str, policy: str) -> str:
    """Returns the page with the policy as the first tag of its head.

    Raises:
        ValueError: The page has no `<head>`.
    """
    if HEAD not in page:
        raise ValueError(f"the page has no {HEAD}, where its policy belongs")
    tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}" />'
    return page.replace(HEAD, f"{HEAD}\n    {tag}", 1)
