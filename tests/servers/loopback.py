"""What our servers share: a thread per connection, loopback only, and a record of what was called."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Call:
    """One call as the server saw it; `is_complete` once it came to its end, `was_dropped` by the client."""

    model: str
    authorization: str
    request: dict[str, Any]
    tokens_sent: int = 0
    is_complete: bool = False
    was_dropped: bool = False


class LoopbackServer(ThreadingHTTPServer):
    """Keeps its calls, for tests to look at."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handler: type[LoopbackHandler], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.calls: list[Call] = []
        self.stopping = threading.Event()
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def begin(self, call: Call) -> int:
        """Notes a call and returns how many of the same model came before it."""
        with self._lock:
            self.calls.append(call)
            self._seen[call.model] += 1
            return self._seen[call.model] - 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores clients that hang up, as they do in many tests."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class LoopbackHandler(BaseHTTPRequestHandler):
    """Writes answers, whole or in chunks."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LoopbackServer  # pyright: ignore[reportIncompatibleVariableOverride]  # `serving` runs no other

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a load test would drown in it."""

    def read_body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def wait(self, seconds: float) -> None:
        if seconds > 0 and self.server.stopping.wait(seconds):
            raise OSError("the server stops")

    def begin_chunks(self, kind: str, **headers: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def end_chunks(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def answer_json(self, status: int, value: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self.answer(status, "application/json", json.dumps(value).encode(), headers)

    def answer(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in (headers or {}).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(handler: type[LoopbackHandler], port: int = 0) -> Generator[LoopbackServer]:
    """Runs a server in a thread of this process, on a free port unless one is given."""
    with LoopbackServer(handler, port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join(timeout=5)
