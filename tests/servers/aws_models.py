"""Amazon Bedrock's ConverseStream and SageMaker's streaming endpoints, in AWS's own wire format.

The model id or endpoint name is a script of `tests.servers.script`. `code` names the AWS error of a
`status`; `error` ends a stream with a modelled exception; `garbage` damages a message's checksum.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import unquote

from tests.servers.event_stream import (
    EVENT_STREAM,
    damaged,
    encode_event,
    encode_exception,
    encode_json_event,
)
from tests.servers.loopback import Call, LoopbackHandler, LoopbackServer, serving
from tests.servers.script import Script, read_script

_BEDROCK = re.compile(r"/model/(.+)/converse-stream")
_SAGEMAKER = re.compile(r"/endpoints/(.+)/invocations-response-stream")
_DEFAULT_CODES = {400: "ValidationException", 403: "AccessDeniedException", 404: "ResourceNotFoundException",
                  408: "ModelTimeoutException", 424: "ModelErrorException", 429: "ThrottlingException",
                  500: "InternalServerException", 503: "ServiceUnavailableException"}  # fmt: skip
_STREAM_ERRORS = {"bedrock": "modelStreamErrorException", "sagemaker": "ModelStreamError"}
_PAUSE_S = 0.05


class _Handler(LoopbackHandler):
    def do_POST(self) -> None:
        request = json.loads(self.read_body())
        bedrock, sagemaker = _BEDROCK.fullmatch(self.path), _SAGEMAKER.fullmatch(self.path)
        matched = bedrock or sagemaker
        try:
            name = unquote(matched.group(1)) if matched else ""
            script = read_script(name)
        except ValueError as error:
            code = "ResourceNotFoundException" if bedrock else "ValidationError"
            self._fail(400, code, f"Endpoint or model not found: {error}")
            return
        call = Call(name, self.headers.get("authorization", ""), request)
        earlier = self.server.begin(call)
        try:
            if script.fails(earlier):
                code = script.code or _DEFAULT_CODES.get(script.status, "InternalServerException")
                self._fail(script.status, code, script.message, retry_after=script.retry_after)
            elif bedrock:
                self._stream(script, _bedrock_events(script, request), call, "bedrock")
            else:
                self._stream(script, _sagemaker_events(script, request), call, "sagemaker")
        except OSError:
            call.was_dropped = True
            self.close_connection = True

    def _stream(self, script: Script, events: Iterator[bytes], call: Call, service: str) -> None:
        self.begin_chunks(EVENT_STREAM, x_amzn_sagemaker_content_type="text/event-stream")
        self.wait(script.first_ms / 1000)
        began = time.monotonic()
        for number, event in enumerate(events):
            if script.rate:
                self.wait(began + number / script.rate - time.monotonic())
            while script.stall == number:
                self.chunk(_ping(service))
                self.wait(_PAUSE_S)
            self.chunk(damaged(event) if script.garbage == number else event)
            call.tokens_sent = number + 1
            if script.error == number + 1:
                self.chunk(encode_exception(script.code or _STREAM_ERRORS[service], script.message))
                break
            if script.cut == number + 1:
                # Half a message, then nothing: what a broken connection leaves behind.
                self.chunk(event[: len(event) // 2])
                self.close_connection = True
                return
        self.end_chunks()
        call.is_complete = True

    def _fail(self, status: int, code: str, message: str, *, retry_after: str = "") -> None:
        body: dict[str, Any] = {"message": message, "__type": code}
        if code == "ModelError":
            body |= {"OriginalStatusCode": 422, "OriginalMessage": message}
        self.answer_json(status, body, {"x-amzn-errortype": code, "retry-after": retry_after})


def _bedrock_events(script: Script, request: dict[str, Any]) -> Iterator[bytes]:
    prompt = "\n".join(block.get("text", "") for turn in request["messages"] for block in turn["content"])
    tokens, is_cut = _limited(script, prompt, request["inferenceConfig"]["maxTokens"])
    reason = "max_tokens" if is_cut else "end_turn"
    yield encode_json_event("messageStart", {"role": "assistant"})
    if script.refuse == "filter":
        tokens, reason = [], "guardrail_intervened"
    for thought in script.thought_tokens():
        delta = {"reasoningContent": {"text": thought}}
        yield encode_json_event("contentBlockDelta", {"contentBlockIndex": 0, "delta": delta})
    for token in tokens:
        yield encode_json_event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": token}})
    yield encode_json_event("contentBlockStop", {"contentBlockIndex": 0})
    yield encode_json_event("messageStop", {"stopReason": reason})
    usage = {"inputTokens": len(prompt.split()), "outputTokens": len(tokens)}
    usage["totalTokens"] = sum(usage.values())
    yield encode_json_event("metadata", {"usage": usage, "metrics": {"latencyMs": 1}})


def _sagemaker_events(script: Script, request: dict[str, Any]) -> Iterator[bytes]:
    """Yields server-sent events cut at odd places, as the container's socket delivers them."""
    prompt = "\n".join(str(message["content"]) for message in request["messages"])
    tokens, is_cut = _limited(script, prompt, request["max_tokens"])
    chunks: list[dict[str, Any]] = [
        {"choices": [{"delta": {"reasoning_content": each}}]} for each in script.thought_tokens()
    ]
    chunks += [{"choices": [{"delta": {"content": token}, "finish_reason": None}]} for token in tokens]
    chunks.append({"choices": [{"delta": {"content": ""}, "finish_reason": "length" if is_cut else "stop"}]})
    chunks.append(
        {"choices": [], "usage": {"prompt_tokens": len(prompt.split()), "completion_tokens": len(tokens)}}
    )
    for chunk in chunks:
        line = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
        for part in (line[:25], line[25:]):
            yield encode_event("PayloadPart", part, "application/octet-stream")
    yield encode_event("PayloadPart", b"data: [DONE]\n\n", "application/octet-stream")


def _limited(script: Script, prompt: str, limit: int) -> tuple[list[str], bool]:
    tokens = script.answer_tokens(prompt)
    return tokens[:limit], len(tokens) > limit


def _ping(service: str) -> bytes:
    if service == "bedrock":
        return encode_json_event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": ""}})
    return encode_event("PayloadPart", b": ping\n\n", "application/octet-stream")


def aws_model_server() -> AbstractContextManager[LoopbackServer]:
    """Runs the server in a thread of this process; clients reach it by `endpoint_url`."""
    return serving(_Handler)
