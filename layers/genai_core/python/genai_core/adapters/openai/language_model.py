"""A language model behind an OpenAI-compatible server."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import urllib3
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, ReadTimeoutError, TimeoutError

from genai_core.adapters.openai.failures import failure, failure_in_stream, no_stream
from genai_core.adapters.openai.requests import Requests
from genai_core.domain.generation.chat_protocol import (
    END_OF_STREAM,
    ChatDialect,
    ChatPiece,
    chat_payload,
    corrected_dialect,
    model_events,
    read_chunk,
)
from genai_core.domain.generation.models import (
    Finished,
    ModelEvent,
    ModelRequest,
    ModelSpec,
)
from genai_core.domain.generation.pulled_stream import until
from genai_core.domain.generation.server_events import MAX_EVENT_BYTES, ServerEvents
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, TimedOut
from genai_core.ports.secret_source import Secret

_READ_BYTES = 65_536
_DRAIN_S = 0.2


class OpenAiLanguageModel:
    """Streams answers from `<endpoint>/chat/completions`.

    A silence longer than the first-token limit ends a call at any time, and so does the limit of the whole
    answer; wrappers enforce the other limits. Usage is as counted by the server, zero if it does not count.

    Args:
        spec: Endpoint, model and limits.
        pool: Connections, shared by all models of a process.
        read_key: Returns the API key, None if the server needs none; called once per call, so that a rotated
            key takes effect.
    """

    def __init__(
        self,
        spec: ModelSpec,
        *,
        pool: urllib3.PoolManager,
        read_key: Callable[[], Secret] | None = None,
    ) -> None:
        if not spec.endpoint.startswith(("http://", "https://")):
            raise Misconfigured(
                f"endpoint of the model {spec.model_id!r} is {spec.endpoint!r}",
                remedy="It must be an address beginning with http:// or https://.",
            )
        self._spec = spec
        self._requests = Requests(spec.endpoint, "chat/completions", pool=pool, read_key=read_key)
        self._dialect = ChatDialect()

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the answer as it arrives; see the port."""
        spec, silence = self._spec, "no first token within"
        with contextlib.closing(self._open(request)) as response:
            try:
                for event in self._events(response):
                    silence = "nothing for"
                    yield event
            except (ReadTimeoutError, TimeoutError) as error:
                raise self._late(f"{silence} {spec.first_token_timeout_s:g} s") from error
            except HTTPError as error:
                raise Overloaded(f"{spec.endpoint!r} ended the connection: {error}") from error
            except ValueError as error:
                raise Overloaded(f"{spec.endpoint!r} sent a damaged stream: {error}") from error

    def _open(self, request: ModelRequest) -> BaseHTTPResponse:
        """Returns a response with status 200, in the dialect that the server accepts."""
        while True:
            response = self._post(request)
            if response.status == 200:
                return response
            with contextlib.closing(response):
                error = failure(response, self._spec.endpoint, self._spec.target)
            better = corrected_dialect(self._dialect, error.message)
            if not isinstance(error, InvalidInput) or better is None:
                raise error
            self._dialect = better

    def _post(self, request: ModelRequest) -> BaseHTTPResponse:
        limit_s = min(self._spec.first_token_timeout_s, self._spec.total_timeout_s)
        payload = chat_payload(request, self._spec.target, self._dialect)
        try:
            return self._requests.open(payload, limit_s=limit_s, accept="text/event-stream")
        except TimedOut as error:
            raise self._late(f"no first token within {limit_s:g} s") from error

    def _events(self, response: BaseHTTPResponse) -> Iterator[ModelEvent]:
        def failed(piece: ChatPiece) -> QuorumError:
            return failure_in_stream(piece.error, piece.error_code, self._spec.endpoint)

        for event in model_events(self._pieces(response), repr(self._spec.endpoint), failed):
            if isinstance(event, Finished):
                _free_connection(response)
            yield event

    def _pieces(self, response: BaseHTTPResponse) -> Iterator[ChatPiece]:
        kind = response.headers.get("content-type", "")
        if "html" in kind:
            raise no_stream(response, self._spec.endpoint)
        if "json" in kind:  # some servers do not stream and send the whole answer at once
            yield read_chunk(response.read(MAX_EVENT_BYTES).decode("utf-8"))
            return
        for data in self._data(response):
            if data.strip() == END_OF_STREAM:
                return
            yield read_chunk(data)

    def _data(self, response: BaseHTTPResponse) -> Iterator[str]:
        events = ServerEvents()
        for piece in until(_reads(response), self._spec.total_timeout_s, self._name):
            yield from events.feed(piece)
        yield from events.finish()

    @property
    def _name(self) -> str:
        return f"{self._spec.endpoint!r}, model {self._spec.target!r}"

    def _late(self, problem: str) -> TimedOut:
        return TimedOut(f"{self._name}: {problem}")


def _reads(response: BaseHTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(_READ_BYTES):
        yield piece


def _free_connection(response: BaseHTTPResponse) -> None:
    """Reads the rest of the body, so that the connection returns to the pool.

    If the server keeps sending, the connection is dropped.
    """
    socket = getattr(response.connection, "sock", None)
    if socket is not None:
        # The next call on this connection sets its own limit.
        socket.settimeout(_DRAIN_S)
    with contextlib.suppress(HTTPError, TimedOut):
        for _ in until(_reads(response), _DRAIN_S, "the rest"):
            pass
