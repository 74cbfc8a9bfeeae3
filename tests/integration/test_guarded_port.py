"""A guarded port passes requests on to a server on a Unix socket, one a connection, and refuses strangers."""

from __future__ import annotations

import http.client
import socket
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer

import pytest

from local_runtime.ports import free_port
from local_runtime.servers.guarded_port import open_port

seen: list[str] = []


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        seen.append(self.path)
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(body), 1000):
            part = body[start : start + 1000]
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def address_string(self) -> str:
        return "socket"

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    # A Unix socket's path holds 107 characters, and pytest's folders are deep.
    with tempfile.TemporaryDirectory(prefix="guard-") as folder:
        path = Path(folder, "s")
        with ThreadingUnixStreamServer(str(path), Echo) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            number = free_port()
            open_port(number, path)
            seen.clear()
            yield number
            server.shutdown()


def post(port: int, body: bytes, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/echo", body, headers)
    answer = connection.getresponse()
    response = answer.status, answer.read()
    connection.close()
    return response


def test_bodies_pass_both_ways(port: int) -> None:
    body = bytes(range(256)) * 2000
    assert post(port, body) == (200, body)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://127.0.0.1:5173"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_strangers_do_not_reach_the_server(port: int, headers: dict[str, str]) -> None:
    status, body = post(port, b"x", **headers)
    assert status == 403
    assert b"Refused" in body
    assert seen == []


def test_a_second_request_does_not_follow_the_first_unchecked(port: int) -> None:
    first = b"POST /first HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx"
    second = first.replace(b"/first", b"/second").replace(b"Host: 127.0.0.1", b"Host: evil.example")
    with socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(first + second)
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert answer.count(b"HTTP/1.") == 1
    assert seen == ["/first"]
