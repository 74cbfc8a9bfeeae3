"""The headers that the page is served under, in the cloud and on a laptop.

Where the page may connect to is said twice, and a browser keeps to both. The header is made before the
APIs are, because they must know the page's origin: it names whatever of the region they could be. A tag
in the page itself, written when all are known, names the hosts one by one.
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
    """Returns the directive of where the page may connect to, besides its own origin."""
    return " ".join(("connect-src 'self'", *dict.fromkeys(hosts)))


def with_policy(page: str, policy: str) -> str:
    """Returns the page with a policy of its own, before anything that it could apply to.

    Raises:
        ValueError: The page has no `<head>`, so nothing would hold it to the policy.
    """
    if HEAD not in page:
        raise ValueError(f"the page has no {HEAD}, where its policy belongs")
    tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}" />'
    return page.replace(HEAD, f"{HEAD}\n    {tag}", 1)
