"""Which requests of a browser pass: those of the page of this installation, and no others."""

from __future__ import annotations

import pytest

from local_runtime.servers.loopback_guard import joined, page_origins, refusal

ORIGINS = page_origins(5173)
HOST = {"host": "127.0.0.1:4570"}


@pytest.mark.parametrize(
    "headers",
    [
        HOST,
        {"host": "localhost:4570"},
        {"host": "[::1]:4570"},
        {"host": "LOCALHOST"},
        {**HOST, "origin": "http://127.0.0.1:5173"},
        {**HOST, "origin": "http://localhost:5173", "sec-fetch-site": "same-site"},
        {**HOST, "sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
        {**HOST, "sec-fetch-site": "same-origin"},
    ],
)
def test_programs_and_the_own_page_pass(headers: dict[str, str]) -> None:
    assert refusal(headers, ORIGINS) == ""


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "host ''"),
        ({"host": "evil.example"}, "evil.example"),
        ({"host": "127.0.0.1.evil.example:4570"}, "evil.example"),
        ({"host": "127.0.0.1@evil.example"}, "evil.example"),
        ({"host": "localhost:4570, evil.example"}, "evil.example"),
        ({"host": "[::1"}, "host"),
        ({**HOST, "origin": "https://evil.example"}, "evil.example"),
        ({**HOST, "origin": "http://127.0.0.1:8000"}, "8000"),
        ({**HOST, "origin": "http://127.0.0.1:4570"}, "4570"),
        ({**HOST, "origin": "https://127.0.0.1:5173"}, "https"),
        ({**HOST, "origin": "http://127.0.0.1:5173, https://evil.example"}, "evil.example"),
        ({**HOST, "origin": "null"}, "null"),
        ({**HOST, "origin": ""}, "origin ''"),
        ({**HOST, "sec-fetch-site": "cross-site"}, "another site"),
        ({**HOST, "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"}, "another site"),
        ({**HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, "another site"),
    ],
)
def test_strangers_are_refused_with_what_is_wrong(headers: dict[str, str], reason: str) -> None:
    assert reason in refusal(headers, ORIGINS)


def test_a_link_of_another_site_may_lead_to_the_page_but_not_embed_it() -> None:
    link = {**HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert refusal(link, ORIGINS, may_open=True) == ""
    assert refusal({**link, "sec-fetch-mode": "no-cors"}, ORIGINS, may_open=True)
    assert refusal({**link, "origin": "https://evil.example"}, ORIGINS, may_open=True)


def test_a_repeated_header_keeps_all_its_values() -> None:
    assert joined([("Host", "localhost"), ("HOST", "evil.example")]) == {"host": "localhost, evil.example"}
