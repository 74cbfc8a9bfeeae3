"""Requests to OpenSearch are signed as AWS describes it; checked by signing them again, by hand."""

from __future__ import annotations

import hashlib
import hmac
import re

import pytest

from genai_core.adapters.opensearch.signing import Service, signer
from genai_core.errors import Misconfigured

URL = "https://search.example.com/quorum-workspace-1/_search?preference=a%20b&ignore_unavailable=true"
BODY = b'{"size":1}'


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKID",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)


def expected_signature(headers: dict[str, str], names: list[str], service: str) -> str:
    lowered = {name.lower(): value for name, value in headers.items()} | {"host": "search.example.com"}
    canonical = "\n".join(
        (
            "POST",
            "/quorum-workspace-1/_search",
            "ignore_unavailable=true&preference=a%20b",
            *(f"{name}:{lowered[name]}" for name in names),
            "",
            ";".join(names),
            hashlib.sha256(BODY).hexdigest(),
        )
    )
    moment = lowered["x-amz-date"]
    scope = f"{moment[:8]}/eu-west-1/{service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = b"AWS4secret"
    for part in (moment[:8], "eu-west-1", service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("service", ["es", "aoss"])
def test_the_signature_covers_body_query_and_session(service: Service) -> None:
    headers = signer(service)("POST", URL, BODY, {"content-type": "application/json"})
    match = re.search(r"SignedHeaders=([^,]+), Signature=(\w+)", headers["Authorization"])
    assert match
    names = match[1].split(";")
    assert {"host", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"} <= set(names)
    assert f"/eu-west-1/{service}/aws4_request" in headers["Authorization"]
    assert match[2] == expected_signature(headers, names, service)


def test_without_credentials_it_is_misconfigured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", raising=False)
    with pytest.raises(Misconfigured, match="OpenSearch"):
        signer("es")
