"""Refuses requests of other sites' web pages to a port of this machine.

A browser lets any page send requests to 127.0.0.1: the header `Origin` names the page. After DNS rebinding a
page may read the answers too: the header `Host` shows that. Programs send no `Origin`; file permissions
protect the passwords that they need.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any

FORBIDDEN = 403
_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
# Without `Origin`, as for an image or a script, this header still says whether another site's page asks.
_OTHER_SITES = frozenset({"cross-site", "same-site"})


def page_origins(port: int) -> tuple[str, ...]:
    """Returns the origins of the page of this installation, served on that port."""
    return (f"http://127.0.0.1:{port}", f"http://localhost:{port}")


def refusal(headers: Mapping[str, str], origins: Collection[str], *, may_open: bool = False) -> str:
    """Returns why a request is refused; empty if it may pass.

    Args:
        headers: By lower-case name.
        origins: The pages that may send requests.
        may_open: Whether a link of another site may lead here.
    """
    host = headers.get("host", "")
    if not _LOOPBACK.fullmatch(host):
        return f"the host {host!r} is not this machine's loopback address"
    origin = headers.get("origin")
    if origin is not None:
        return "" if origin in origins else f"the origin {origin!r} is not the page of this installation"
    opened = may_open and headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site") in _OTHER_SITES and not opened:
        return "a page of another site asks"
    return ""


class LoopbackOnly:
    """An ASGI application that forwards only the requests that `refusal` admits to another one."""

    def __init__(self, application: Any, origins: Collection[str]) -> None:
        self._application = application
        self._origins = origins

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._application(scope, receive, send)
            return
        pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        reason = refusal(joined(pairs), self._origins)
        if not reason:
            await self._application(scope, receive, send)
        elif scope["type"] == "websocket":
            # Closed before it is accepted: the server answers the handshake with 403.
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason[:100]})
        else:
            await _forbid(send, reason)


def guard(handler: type[BaseHTTPRequestHandler], origins: Collection[str], *, may_open: bool = False) -> None:
    """Makes a handler class of the standard library, and its subclasses, refuse foreign pages."""
    parse = handler.parse_request

    def parse_and_check(self: BaseHTTPRequestHandler) -> bool:
        if not parse(self):
            return False
        reason = refusal(joined(self.headers.items()), origins, may_open=may_open)
        if reason:
            self.close_connection = True
            self.send_error(FORBIDDEN, explain=reason)
        return not reason

    handler.parse_request = parse_and_check


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Returns headers by lower-case name; a repeated one has all its values, so that it is not allowed."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def refusal_body(reason: str) -> bytes:
    """Returns the JSON that a refused client reads."""
    return json.dumps({"message": f"Refused: {reason}."}).encode()


async def _forbid(send: Any, reason: str) -> None:
    body = refusal_body(reason)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": FORBIDDEN, "headers": headers})
    await send({"type": "http.response.body", "body": body})
