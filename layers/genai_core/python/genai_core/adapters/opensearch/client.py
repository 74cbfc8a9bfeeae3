"""Send requests to an OpenSearch server: pooled connections, signatures, and the core's errors.

Uses urllib3 directly: the vendor's client would add 350 ms to every cold start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, ProtocolError, TimeoutError

from genai_core.adapters.opensearch.failures import failure
from genai_core.adapters.opensearch.signing import Sign
from genai_core.errors import Misconfigured, QuorumError, TimedOut, Unavailable

_ATTEMPTS = 3
_CONNECT_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 20.0
_CONNECTIONS = 32
_BULK_BYTES = 4_000_000
"""Maximum bytes of a bulk request; small domains refuse more than 10 MB."""

Json = Any


def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(maxsize=_CONNECTIONS, retries=False)


@dataclass(frozen=True)
class OpenSearch:
    """One server, domain or collection.

    Attributes:
        url: Its address, without a path.
        signer: Returns the function that signs requests; called once, at the first request. None for no
            signatures.
    """

    url: str
    signer: Callable[[], Sign] | None = None
    _pool: urllib3.PoolManager = field(default_factory=_pool, repr=False, compare=False)
    _kept: dict[str, Any] = field(default_factory=dict[str, Any], repr=False, compare=False)

    def ask(
        self,
        method: str,
        path: str,
        body: Json = None,
        *,
        parameters: Mapping[str, str | int] | None = None,
        allowed: Iterable[int] = (),
        timeout_s: float = READ_TIMEOUT_S,
    ) -> Json:
        """Returns the answer to one request, which must be repeatable: it is sent again on a lost connection.

        Args:
            path: Path from the first slash on, with each part quoted.
            body: Encoded as JSON; bytes are sent unchanged, as lines of JSON.
            allowed: Statuses from 400 on that are answers, not failures.

        Raises:
            Unavailable, Throttled, TimedOut, Overloaded: The request may be repeated.
            InvalidInput, NotFound, Conflict: As the server says.
            Misconfigured: The server refuses access, or is not OpenSearch.
        """
        url = f"{self.url}{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        if isinstance(body, bytes):
            data, kind = body, "application/x-ndjson"
        else:
            data, kind = b"" if body is None else _encoded(body), "application/json"
        headers = {"content-type": kind} if data else {}
        response = self._send(method, url, data, headers, timeout_s)
        answer = _decoded(response, self.url)
        if response.status >= 400 and response.status not in allowed:
            raise failure(
                response.status, answer.get("error", answer) if isinstance(answer, dict) else answer
            )
        return answer

    def bulk(
        self,
        target: str,
        operations: Iterable[tuple[Json, Json | None]],
        before_each: Callable[[], None],
        *,
        through_alias: bool = True,
    ) -> None:
        """Runs operations in order, in as many requests as their size requires.

        Args:
            operations: Pairs of an action and the document that it writes, if any.
            before_each: Called before each request but the first.
            through_alias: Refuses to write if `target` is not an alias: OpenSearch would create an index of
                that name.

        Raises:
            As `ask`; operations before the failed one were run, and perhaps some after it.
        """
        for number, body in enumerate(_batches(operations)):
            if number:
                before_each()
            parameters = {
                "require_alias": "true" if through_alias else "false",
                "filter_path": "errors,items.*.status,items.*.error",
            }
            answer = self.ask("POST", f"/{target}/_bulk", body, parameters=parameters, timeout_s=60.0)
            if answer.get("errors"):
                _raise_first([entry for item in answer["items"] for entry in item.values()])

    def major_version(self) -> int:
        """Returns the server's major version; 2 if it does not report one, such as Serverless."""
        if "major" not in self._kept:
            answer = self.ask("GET", "/", allowed=(403, 404))
            number = str(answer.get("version", {}).get("number", "2")) if isinstance(answer, dict) else "2"
            self._kept["major"] = int(number.split(".")[0])
        return int(self._kept["major"])

    def once(self, name: str, work: Callable[[], object]) -> None:
        """Runs `work` unless it already ran under this name in this process; `work` must be repeatable."""
        if name not in self._kept:
            work()
            self._kept[name] = True

    def forget(self, name: str) -> None:
        """Lets `once` run again."""
        self._kept.pop(name, None)

    def close(self) -> None:
        """Closes the pooled connections."""
        self._pool.clear()

    def _send(
        self, method: str, url: str, data: bytes, headers: Mapping[str, str], timeout_s: float
    ) -> urllib3.BaseHTTPResponse:
        timeout = urllib3.Timeout(connect=_CONNECT_TIMEOUT_S, read=timeout_s)
        send = partial(self._pool.request, method, url, body=data or None, timeout=timeout, redirect=False)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return send(headers=self._signed(method, url, data, headers))
            except (NewConnectionError, ProtocolError) as error:
                if attempt == _ATTEMPTS:
                    raise _lost(error) from error
            except TimeoutError as error:
                raise TimedOut("OpenSearch took too long", remedy="Ask again in a moment.") from error
            except HTTPError as error:
                raise _lost(error) from error
        raise AssertionError("unreachable")

    def _signed(self, method: str, url: str, data: bytes, headers: Mapping[str, str]) -> Mapping[str, str]:
        if self.signer is None:
            return headers
        sign: Sign | None = self._kept.get("sign")
        if sign is None:
            sign = self._kept["sign"] = self.signer()
        return sign(method, url, data, headers)


def _lost(error: HTTPError) -> Unavailable:
    return Unavailable(f"OpenSearch cannot be reached: {str(error)!r:.300}", remedy="Ask again in a moment.")


def _encoded(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _decoded(response: urllib3.BaseHTTPResponse, url: str) -> Json:
    text = response.data
    if not text:
        return {}
    try:
        return json.loads(text)
    except ValueError:
        if response.status >= 500:
            return text.decode("utf-8", "replace")
        raise Misconfigured(
            f"{url!r} does not answer as OpenSearch does, but {response.status} with {text[:80]!r}",
            remedy="Check OPENSEARCH_URL.",
        ) from None


def _batches(operations: Iterable[tuple[Json, Json | None]]) -> Iterable[bytes]:
    lines: list[bytes] = []
    size = 0
    for action, document in operations:
        added = [_encoded(part) for part in (action, document) if part is not None]
        if lines and size + sum(map(len, added)) > _BULK_BYTES:
            yield b"\n".join(lines) + b"\n"
            lines, size = [], 0
        lines += added
        size += sum(map(len, added))
    if lines:
        yield b"\n".join(lines) + b"\n"


def _raise_first(entries: list[Json]) -> None:
    """Raises the error of the first failed item; deleting a missing document is not a failure."""
    for entry in entries:
        if "error" in entry:
            error: QuorumError = failure(int(entry["status"]), entry["error"])
            raise error
