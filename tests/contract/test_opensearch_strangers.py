"""The server of the laptop serves programs of this machine only, and no page of any site."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest


def status(url: str, method: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(url).port, timeout=30)
    connection.request(method, "/_cluster/health", headers=headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("headers", [{}, {"Host": "localhost"}, {"Sec-Fetch-Site": "none"}])
def test_programs_and_a_typed_address_pass(opensearch: str, headers: dict[str, str]) -> None:
    assert status(opensearch, "GET", headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_strangers_are_refused(opensearch: str, headers: dict[str, str]) -> None:
    assert status(opensearch, "GET", headers) == 403
