"""Send requests to one endpoint of an OpenAI-compatible server, and translate failures."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Generator, Mapping
from typing import Any

import urllib3
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, LocationParseError, ReadTimeoutError

from genai_core.adapters.openai.failures import failure
from genai_core.errors import Misconfigured, Overloaded, TimedOut
from genai_core.ports.secret_source import Secret

CONNECT_TIMEOUT_S = 5.0


class Requests:
    """Posts JSON to `<endpoint>/<path>`, once per call and without following redirects.

    Args:
        endpoint: Base address, usually ending in /v1.
        path: Path of the request, such as `embeddings`.
        pool: Connections, shared by all models of a process.
        read_key: Returns the API key, None if the server needs none; called once per call, so that a rotated
            key takes effect.
    """

    def __init__(
        self,
        endpoint: str,
        path: str,
        *,
        pool: urllib3.PoolManager,
        read_key: Callable[[], Secret] | None = None,
    ) -> None:
        self._endpoint, self._url = endpoint, f"{endpoint.rstrip('/')}/{path}"
        self._pool, self._read_key = pool, read_key

    def open(
        self, body: Mapping[str, Any], *, limit_s: float, accept: str = "application/json"
    ) -> BaseHTTPResponse:
        """Returns the response with any status and an unread body; the caller closes it.

        Raises:
            TimedOut: The server sends nothing for `limit_s` seconds.
            Overloaded: The server cannot be reached.
            Misconfigured: The address is not valid.
        """
        headers = {"content-type": "application/json", "accept": accept}
        if self._read_key is not None:
            headers["authorization"] = f"Bearer {self._read_key().reveal()}"
        with self._failures_as_errors(limit_s):
            return self._pool.request(
                "POST",
                self._url,
                body=json.dumps(body).encode(),
                headers=headers,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=min(CONNECT_TIMEOUT_S, limit_s), read=limit_s),
            )

    def read(self, body: Mapping[str, Any], *, limit_s: float) -> bytes:
        """Returns the whole body of an answer with status 200; `body` names its `model`.

        Raises:
            QuorumError: As `open`, and the error of `failure` for another status.
        """
        response = self.open(body, limit_s=limit_s)
        with contextlib.closing(response), self._failures_as_errors(limit_s):
            if response.status != 200:
                raise failure(response, self._endpoint, body["model"])
            return response.read()

    @contextlib.contextmanager
    def _failures_as_errors(self, limit_s: float) -> Generator[None]:
        try:
            yield
        except LocationParseError as error:
            raise Misconfigured(f"endpoint {self._endpoint!r}: {error}") from error
        except ReadTimeoutError as error:
            raise TimedOut(f"{self._endpoint!r} did not respond within {limit_s:g} s") from error
        except HTTPError as error:
            raise Overloaded(
                f"{self._endpoint!r} cannot be reached: {type(error).__name__}",
                remedy="Check that the server runs.",
            ) from error
