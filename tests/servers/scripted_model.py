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
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any

from tests.servers.loopback import Call, LoopbackHandler, LoopbackServer, serving
from tests.servers.script import Script, read_script

_HTML = b"<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
_PAUSE_S = 0.05


@dataclass(frozen=True)
class _Answer:
    tokens: list[str]
    reason: str
    usage: dict[str, int]


class _Handler(LoopbackHandler):
    def do_GET(self) -> None:
        if self.path == "/calls":
            self.answer_json(200, {"calls": [asdict(call) for call in list(self.server.calls)]})
        elif self.path in ("/health", "/v1/models"):
            self.answer_json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})
        else:
            self.answer_json(404, {"error": {"message": f"no such path {self.path!r}"}})

    def do_POST(self) -> None:
        body = self.read_body()
        if not self.path.endswith("/chat/completions"):
            self.answer_json(404, {"error": {"message": f"no such path {self.path!r}"}})
            return
        try:
            request = json.loads(body)
            script = read_script(request["model"])
        except (ValueError, KeyError, TypeError) as error:
            self.answer_json(404, {"error": {"message": str(error), "code": "model_not_found"}})
            return
        call = Call(request["model"], self.headers.get("authorization", ""), request)
        earlier = self.server.begin(call)
        try:
            self._reply(script, request, call, earlier)
        except OSError:
            call.was_dropped = True
            self.close_connection = True

    def _reply(self, script: Script, request: dict[str, Any], call: Call, earlier: int) -> None:
        if script.slow_headers:
            self.wait(script.first_ms / 1000)
        if script.html:
            self.answer(script.html, "text/html; charset=utf-8", _HTML)
        elif rejection := _rejection(script, request, earlier):
            status, error = rejection
            self.answer_json(status, {"error": error}, {"retry-after": script.retry_after})
        elif script.plain or not request.get("stream"):
            self._plain(script, _answer(script, request), call)
        else:
            self._stream(script, _answer(script, request), call)

    def _plain(self, script: Script, answer: _Answer, call: Call) -> None:
        self.wait(script.first_ms / 1000)
        message = {"role": "assistant", "content": "".join(answer.tokens)}
        choice = {"index": 0, "message": message, "finish_reason": answer.reason}
        self.answer_json(200, {"object": "chat.completion", "choices": [choice], "usage": answer.usage})
        call.tokens_sent, call.is_complete = len(answer.tokens), True

    def _stream(self, script: Script, answer: _Answer, call: Call) -> None:
        self.begin_chunks("text/event-stream")
        if not script.slow_headers:
            self.wait(script.first_ms / 1000)
        for thought in script.thought_tokens():
            self.wait(1 / script.rate if script.rate else 0)
            self._event({"choices": [{"index": 0, "delta": {"reasoning_content": thought, "content": None}}]})
        began = time.monotonic()
        for number, token in enumerate(answer.tokens):
            if self._misbehaves(script, number):
                return
            if script.rate:
                self.wait(began + number / script.rate - time.monotonic())
            self._event({"choices": [{"index": 0, "delta": {"content": token}, "finish_reason": None}]})
            call.tokens_sent = number + 1
        if self._misbehaves(script, len(answer.tokens)):
            return
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": answer.reason}]})
        if answer.usage:
            self._event({"choices": [], "usage": answer.usage})
        self.chunk(b"data: [DONE]\n\n")
        self.end_chunks()
        call.is_complete = True

    def _misbehaves(self, script: Script, number: int) -> bool:
        """Does what the script wants at this token; True where the answer ends with it."""
        if script.garbage == number:
            self.chunk(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n')
        if script.error == number:
            self._event({"error": {"message": script.message, "code": script.code}})
        while script.stall == number:
            self.chunk(b": still there\n\n")
            self.wait(_PAUSE_S)
        if number in (script.cut, script.error):
            self.close_connection = True
            return True
        return False

    def _event(self, data: dict[str, Any]) -> None:
        self.chunk(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")


def _answer(script: Script, request: dict[str, Any]) -> _Answer:
    prompt = "\n".join(str(message["content"]) for message in request["messages"])
    limit = request.get("max_tokens") or request.get("max_completion_tokens") or 0
    tokens = script.answer_tokens(prompt)
    # A script that asks for a number of tokens gets them: a model that ignores its limit is one to test.
    kept = tokens if script.tokens or not limit else tokens[:limit]
    reason = "length" if len(kept) < len(tokens) else "stop"
    usage = {"prompt_tokens": len(prompt.split()), "completion_tokens": len(kept)}
    if script.refuse == "filter":
        kept, reason = [], "content_filter"
    return _Answer(kept, reason, {} if script.no_usage else usage)


def _rejection(script: Script, request: dict[str, Any], earlier: int) -> tuple[int, dict[str, str]] | None:
    """Returns status and error body where this call is not to be answered."""
    if script.refuse == "prompt":
        return 400, {"message": "the prompt was filtered", "code": "content_filter"}
    if script.wants == "max_completion_tokens" and "max_tokens" in request:
        return 400, {"message": "Unsupported parameter: use 'max_completion_tokens' instead."}
    if script.wants == "no_temperature" and "temperature" in request:
        return 400, {"message": "Unsupported value: 'temperature' has only its default."}
    if script.fails(earlier):
        return script.status, {"message": script.message, "code": script.code}
    return None


def scripted_server(port: int = 0) -> AbstractContextManager[LoopbackServer]:
    """Runs the server in a thread of this process, on a free port unless one is given."""
    return serving(_Handler, port)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve scripted models over the OpenAI protocol.")
    parser.add_argument("--port", type=int, required=True)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with scripted_server(parser.parse_args().port) as server:
        print(f"{server.address}/v1", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
