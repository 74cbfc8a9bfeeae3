"""The page may connect to its own system and to nothing else; the laptop serves it under the same headers."""

from __future__ import annotations

import functools
import gzip
import html
import http.server
import json
import re
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from genai_core.adapters.s3.upload_signer import S3UploadSigner
from genai_core.wiring.aws import aws_client
from local_runtime.servers.web_server import PageHandler
from stacks.page_headers import connect_policy, with_policy
from tests.fresh_wiring import forget_wiring
from tests.infrastructure.assembly import REPOSITORY, Assembly
from tests.infrastructure.resolved import page_file, resolved

LAPTOP = ("http://127.0.0.1:4570", "ws://127.0.0.1:4570")
# us-east-1 has a global host besides its own, and version 2 of the signature is older than eu-central-1.
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2", "eu-north-1")


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: values for name, *values in parts}


def own_policy(page: str) -> dict[str, list[str]]:
    """Returns the policy in the page's own tag, which must stand before anything it could apply to."""
    match = re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)" />', page)
    assert match, page[:300]
    return directives(html.unescape(match[1]))


def cloud_headers(assembly: Assembly, region: str) -> dict[str, str]:
    """Returns the synthesised headers as CloudFront sends them."""
    (policy,) = assembly.resources("AWS::CloudFront::ResponseHeadersPolicy")
    headers = policy.properties["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert all(each["Override"] is True for each in headers.values())
    transport = headers["StrictTransportSecurity"]
    subdomains = "; includeSubDomains" if transport["IncludeSubdomains"] else ""
    csp = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert set(headers["ContentTypeOptions"]) == {"Override"}
    return {
        "Content-Security-Policy": resolved(assembly, csp, region=region),
        "Referrer-Policy": headers["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}{subdomains}",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": headers["FrameOptions"]["FrameOption"],
    }


def origin(url: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Credentials, so that a form can be signed; nothing is called."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "none")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    forget_wiring()
    yield monkeypatch
    forget_wiring()


@pytest.mark.parametrize("region", REGIONS)
def test_the_page_may_connect_to_both_apis_the_pool_and_the_upload_host_alone(
    cloud: Assembly, region: str, signed_in: pytest.MonkeyPatch
) -> None:
    signed_in.setenv("AWS_DEFAULT_REGION", region)
    config = json.loads(page_file(cloud, "config.json", region=region))
    (bucket,) = [
        each.logical_id.lower()
        for each in cloud.resources("AWS::S3::Bucket")
        if "NotificationConfiguration" in each.properties
    ]
    form = S3UploadSigner(aws_client("s3"), bucket).sign(
        "inbox/w/a.md", content_type="text/markdown", max_bytes=9, valid_s=60, label=""
    )
    assert form.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    needed = {
        *(origin(config["api_url"]), origin(config["websocket_url"]), origin(form.url)),
        f"https://cognito-idp.{region}.amazonaws.com",
    }
    allowed = own_policy(page_file(cloud, "index.html", region=region))["connect-src"]
    assert set(allowed) == {"'self'", *needed}
    at_most = directives(cloud_headers(cloud, region)["Content-Security-Policy"])["connect-src"]
    assert [host for host in needed if not any(fnmatch(host, pattern) for pattern in at_most)] == []


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of the laptop's page."""
    (tmp_path / "index.html").write_text((REPOSITORY / "frontend_react" / "index.html").read_text())
    http_url, socket_url = LAPTOP
    addresses = {
        "api_url": f"{http_url}/api",
        "websocket_url": f"{socket_url}/ws",
        "cognito_endpoint": http_url,
    }
    (tmp_path / "web.json").write_text(json.dumps(addresses))
    handler = functools.partial(PageHandler, config_file=tmp_path / "web.json", directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def get(url: str) -> tuple[HTTPMessage, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers, answer.read().decode()


def test_the_laptop_compresses_what_the_cloud_compresses(served: str, tmp_path: Path) -> None:
    script = "const answer = 42;\n" * 200
    (tmp_path / "page.js").write_text(script)
    request = urllib.request.Request(f"{served}/page.js", headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "javascript" in answer.headers["Content-Type"]
    assert len(body) < len(script) / 10
    assert gzip.decompress(body).decode() == script
    headers, plain = get(f"{served}/page.js")
    assert headers["Content-Encoding"] is None
    assert plain == script


def without_hosts(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: re.sub(r"(connect-src 'self')[^;]*", r"\1", value) for name, value in headers.items()}


@pytest.mark.parametrize("path", ["/", "/index.html", "/a/route/of/the/page", "/config.json"])
def test_the_laptop_serves_under_the_headers_of_the_cloud_but_for_its_hosts(
    cloud: Assembly, served: str, path: str
) -> None:
    wanted = cloud_headers(cloud, "eu-west-1")
    headers, page = get(f"{served}{path}")
    assert without_hosts({name: headers[name] for name in wanted}) == without_hosts(wanted)
    assert directives(headers["Content-Security-Policy"])["connect-src"] == ["'self'", *LAPTOP]
    if path != "/config.json":
        assert own_policy(page) == {"connect-src": ["'self'", *LAPTOP]}


def test_a_page_that_would_not_keep_to_its_policy_is_not_made() -> None:
    with pytest.raises(ValueError, match="<head>"):
        with_policy("<html><body></body></html>", connect_policy(()))
