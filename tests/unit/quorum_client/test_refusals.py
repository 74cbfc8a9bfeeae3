"""A failed request is reported with the server's own reason, in whichever form it comes."""

from __future__ import annotations

import httpx
import pytest

from quorum_client.rest import refusal

S3_ERROR = (
    "<?xml version='1.0'?><Error><Code>EntityTooLarge</Code>"
    "<Message>Your upload &amp; its form exceed the size.</Message></Error>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"title": "Forbidden", "detail": "user u may not upload"}', "user u may not upload"),
        ('{"message": "Endpoint request timed out"}', "Endpoint request timed out"),
        (S3_ERROR, "Your upload & its form exceed the size."),
        ("<html>Bad Gateway</html>", "the server answered 502"),
        ("", "the server answered 502"),
    ],
)
def test_the_reason_is_the_servers(body: str, reason: str) -> None:
    error = refusal(httpx.Response(502, text=body))
    assert error.message == reason
    assert error.status == 502
