"""A language model behind an OpenAI-compatible server."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

import urllib3
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, LocationParseError, ReadTimeoutError, TimeoutError

from genai_core.adapters.openai.failures import failure, failure_in_stream, no_stream
from genai_core.adapters.openai.watchdog import Watchdog
from genai_core.domain.generation.chat_protocol import (
    END_OF_STREAM,
    ChatDialect,
    ChatPiece,
    chat_payload,
    corrected_dialect,
    read_chunk,
)
from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec, TextDelta
from genai_core.domain.generation.server_events import MAX_EVENT_BYTES, ServerEvents
from genai_core.domain.generation.usage import Usage
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, Refused, TimedOut
from genai_core.ports.secret_source import Secret

CONNECT_TIMEOUT_S = 5.0
_READ_BYTES = 65_536


class OpenAiLanguageModel:
    """Streams answers from `<endpoint>/chat/completions`.

    A silence longer than the first-token limit ends a call too, at whatever place it falls. Usage is
    what the server counts, zero where it counts nothing.

    Args:
        spec: Names endpoint, model and limits.
        pool: Connections; shared by all models of a process.
        read_key: Returns the API key, None where the server wants none; asked once per call, so that
            a rotated key is picked up.
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
        self._url = spec.endpoint.rstrip("/") + "/chat/completions"
        self._pool = pool
        self._read_key = read_key
        self._dialect = ChatDialect()

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the answer as it comes; see the port."""
        spec = self._spec
        watchdog = Watchdog(first_token_s=spec.first_token_timeout_s, total_s=spec.total_timeout_s)
        with contextlib.closing(self._open(request)) as response:
            watchdog.watch(response)
            try:
                yield from self._events(response, watchdog)
            except (ReadTimeoutError, TimeoutError) as error:
                raise self._late(f"nothing for {spec.first_token_timeout_s:g} s") from error
            except HTTPError as error:
                if watchdog.expired:
                    raise self._late(watchdog.expired) from error
                raise Overloaded(f"{spec.endpoint!r} broke off: {error}") from error
            except ValueError as error:
                raise Overloaded(f"{spec.endpoint!r} sends a damaged stream: {error}") from error
            finally:
                watchdog.stop()

    def _open(self, request: ModelRequest) -> BaseHTTPResponse:
        """Returns a response with status 200, in the dialect the server turned out to want."""
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
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        if self._read_key is not None:
            headers["authorization"] = f"Bearer {self._read_key().reveal()}"
        body = json.dumps(chat_payload(request, self._spec.target, self._dialect)).encode()
        try:
            return self._pool.request(
                "POST",
                self._url,
                body=body,
                headers=headers,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=min(CONNECT_TIMEOUT_S, limit_s), read=limit_s),
            )
        except LocationParseError as error:
            raise Misconfigured(f"endpoint of {self._spec.model_id!r}: {error}") from error
        except ReadTimeoutError as error:
            raise self._late(f"no first token within {limit_s:g} s") from error
        except HTTPError as error:
            raise Overloaded(
                f"{self._spec.endpoint!r} cannot be reached: {type(error).__name__}",
                remedy="See whether the server runs.",
            ) from error

    def _events(self, response: BaseHTTPResponse, watchdog: Watchdog) -> Iterator[ModelEvent]:
        usage, stop_reason, spoke = Usage(), None, False
        for piece in self._pieces(response):
            if piece.error:
                raise failure_in_stream(piece.error, piece.error_code, self._spec.endpoint)
            usage = piece.usage or usage
            stop_reason = piece.stop_reason or stop_reason
            if piece.text:
                if not spoke:
                    watchdog.first_token_came(response)
                spoke = True
                yield TextDelta(piece.text)
        if watchdog.expired:
            raise self._late(watchdog.expired)
        if stop_reason is None:
            raise Overloaded(f"{self._spec.endpoint!r} broke off in the middle of its answer")
        if stop_reason == "refused" and not spoke:
            raise Refused(f"the content filter of {self._spec.endpoint!r} rejects the question")
        _free_connection(response, watchdog)
        yield Finished(usage, stop_reason)

    def _pieces(self, response: BaseHTTPResponse) -> Iterator[ChatPiece]:
        kind = response.headers.get("content-type", "")
        if "html" in kind:
            raise no_stream(response, self._spec.endpoint)
        if "json" in kind:  # some servers know no streaming and send the whole answer at once
            yield read_chunk(response.read(MAX_EVENT_BYTES).decode("utf-8"))
            return
        for data in _data(response):
            if data.strip() == END_OF_STREAM:
                return
            yield read_chunk(data)

    def _late(self, what: str) -> TimedOut:
        return TimedOut(f"{self._spec.endpoint!r}, model {self._spec.target!r}: {what}")


def _data(response: BaseHTTPResponse) -> Iterator[str]:
    events = ServerEvents()
    while piece := response.read1(_READ_BYTES):
        yield from events.feed(piece)
    yield from events.finish()


def _free_connection(response: BaseHTTPResponse, watchdog: Watchdog) -> None:
    """Reads to the end of the body, which gives the connection back to the pool for the next call."""
    watchdog.end_came(response)
    with contextlib.suppress(HTTPError):
        while response.read1(_READ_BYTES):
            pass
