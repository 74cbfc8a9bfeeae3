"""An OpenAI-compatible server whose models do what their names say; see `tests.servers.script`.

    python -m tests.servers.scripted_model --port 8090

Serves `POST /v1/chat/completions`, `GET /v1/models`, `GET /health` and, for tests, `GET /calls`: one
object per call with its model, authorization, the tokens it sent and whether it came to its end.
One thread per connection, loopback only.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.script import Script, read_script

_HTML = b"<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
_PAUSE_S = 0.05


@dataclass
class Call:
    """One call as the server saw it."""

    model: str
    authorization: str
    tokens_sent: int = 0
    is_complete: bool = False
    was_dropped: bool = False


class ScriptedServer(ThreadingHTTPServer):
    """Keeps its calls, for tests to look at."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.calls: list[Call] = []
        self.seen: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Passes over clients that hang up, which is what many tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def begin(self, call: Call) -> int:
        """Notes a call and returns how many of the same model came before it."""
        with self.lock:
            self.calls.append(call)
            self.seen[call.model] += 1
            return self.seen[call.model] - 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: ScriptedServer

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a load test would drown in it."""

    def do_GET(self) -> None:
        if self.path == "/calls":
            with self.server.lock:
                self._json(200, {"calls": [asdict(call) for call in self.server.calls]})
        elif self.path in ("/health", "/v1/models"):
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})
        else:
            self._json(404, {"error": {"message": f"no such path {self.path!r}"}})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not self.path.endswith("/chat/completions"):
            self._json(404, {"error": {"message": f"no such path {self.path!r}"}})
            return
        try:
            request = json.loads(body)
            script = read_script(request["model"])
        except (ValueError, KeyError, TypeError) as error:
            self._json(404, {"error": {"message": str(error), "code": "model_not_found"}})
            return
        call = Call(request["model"], self.headers.get("authorization", ""))
        earlier = self.server.begin(call)
        try:
            self._answer(script, request, call, earlier)
        except OSError:
            call.was_dropped = True
            self.close_connection = True

    def _answer(self, script: Script, request: dict[str, Any], call: Call, earlier: int) -> None:
        if script.slow_headers:
            self._wait(script.first_ms / 1000)
        if script.html:
            self._send(script.html, "text/html; charset=utf-8", _HTML)
        elif rejection := _rejection(script, request, earlier):
            status, error = rejection
            self._json(status, {"error": error}, retry_after=script.retry_after)
        else:
            prompt = "\n".join(str(message["content"]) for message in request["messages"])
            limit = request.get("max_tokens") or request.get("max_completion_tokens") or 1_000_000
            tokens = script.answer_tokens(prompt, max(limit, script.tokens))
            is_cut = len(script.answer_tokens(prompt, 10_000_000)) > len(tokens)
            reason = "content_filter" if script.refuse == "filter" else "length" if is_cut else "stop"
            usage = {"prompt_tokens": len(prompt.split()), "completion_tokens": len(tokens)}
            end = _Ending(reason, {} if script.no_usage else usage)
            if script.plain or not request.get("stream"):
                self._plain(script, tokens, end, call)
            else:
                self._stream(script, tokens, end, call)

    def _plain(self, script: Script, tokens: list[str], end: _Ending, call: Call) -> None:
        self._wait(script.first_ms / 1000)
        message = {"role": "assistant", "content": "".join(tokens)}
        choice = {"index": 0, "message": message, "finish_reason": end.reason}
        self._json(200, {"object": "chat.completion", "choices": [choice], "usage": end.usage})
        call.tokens_sent, call.is_complete = len(tokens), True

    def _stream(self, script: Script, tokens: list[str], end: _Ending, call: Call) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        if not script.slow_headers:
            self._wait(script.first_ms / 1000)
        if script.refuse == "filter":
            tokens = []
        began = time.monotonic()
        for number, token in enumerate(tokens):
            if self._misbehaves(script, number):
                return
            if script.rate:
                self._wait(began + number / script.rate - time.monotonic())
            self._event({"choices": [{"index": 0, "delta": {"content": token}, "finish_reason": None}]})
            call.tokens_sent = number + 1
        if self._misbehaves(script, len(tokens)):
            return
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": end.reason}]})
        if end.usage:
            self._event({"choices": [], "usage": end.usage})
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        call.is_complete = True

    def _misbehaves(self, script: Script, number: int) -> bool:
        """Does what the script wants at this token; True where the answer ends with it."""
        if script.garbage == number:
            self._chunk(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n')
        if script.error == number:
            self._event({"error": {"message": script.message, "code": script.code}})
            self.close_connection = True
        while script.stall == number:
            self._chunk(b": still there\n\n")
            self._wait(_PAUSE_S)
        if script.cut == number:
            self.close_connection = True
        return number in (script.cut, script.error)

    def _wait(self, seconds: float) -> None:
        if seconds > 0 and self.server.stopping.wait(seconds):
            raise OSError("the server stops")

    def _event(self, data: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _json(self, status: int, value: dict[str, Any], *, retry_after: str = "") -> None:
        self._send(status, "application/json", json.dumps(value).encode(), retry_after=retry_after)

    def _send(self, status: int, kind: str, body: bytes, *, retry_after: str = "") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        if retry_after:
            self.send_header("retry-after", retry_after)
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True)
class _Ending:
    reason: str
    usage: dict[str, int]


def _rejection(script: Script, request: dict[str, Any], earlier: int) -> tuple[int, dict[str, str]] | None:
    """Returns status and error body where this call is not to be answered."""
    if script.refuse == "prompt":
        return 400, {"message": "the prompt was filtered", "code": "content_filter"}
    if script.wants == "max_completion_tokens" and "max_tokens" in request:
        return 400, {"message": "Unsupported parameter: use 'max_completion_tokens' instead."}
    if script.wants == "no_temperature" and "temperature" in request:
        return 400, {"message": "Unsupported value: 'temperature' has only its default."}
    if script.status != 200 and (not script.fail_first or earlier < script.fail_first):
        return script.status, {"message": script.message, "code": script.code}
    return None


@contextmanager
def scripted_server(port: int = 0) -> Iterator[ScriptedServer]:
    """Runs the server in a thread of this process, on a free port unless one is given."""
    with ScriptedServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join(timeout=5)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve scripted models over the OpenAI protocol.")
    parser.add_argument("--port", type=int, required=True)
    with scripted_server(parser.parse_args().port) as server:
        print(server.base_url, flush=True)
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        stop.wait()


if __name__ == "__main__":
    main()
