"""REST calls: authenticated, repeated if that is safe, with errors of this package."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import unescape

import httpx

from quorum_client.errors import QuorumUnreachable, ServerRefused
from quorum_client.tokens import Tokens

ATTEMPTS = 4
MAX_ERROR_CHARS = 4000
_MESSAGE = re.compile(r"<Message>([^<]{1,500})</Message>")
_REPEATABLE_STATUS = frozenset({429, 502, 503, 504})
# Methods of which a repetition changes nothing more.
_SAFE = frozenset({"GET", "PUT", "DELETE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request.

    Attributes:
        repeatable: It may be sent again after a failure, because a repetition changes nothing more.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None
    params: Mapping[str, str] | None
    headers: Mapping[str, str]
    repeatable: bool
    timeout_s: float


class RestClient:
    """Calls one API. Raises ServerRefused, QuorumUnreachable and NotSignedIn, never the library's errors."""

    def __init__(
        self, api_url: str, tokens: Tokens, http: httpx.Client, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._api_url, self._tokens, self._http, self._sleep = api_url.rstrip("/"), tokens, http, sleep

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Mapping[str, str] | None = None,
        key: str = "",
        repeatable: bool = False,
        timeout_s: float = 60.0,
    ) -> Any:
        """Returns the JSON of the answer; None if it is empty.

        Args:
            key: Idempotency key: the server does the work of a repeated POST once.
            repeatable: A POST of which a repetition changes nothing more.
        """
        call = Call(
            method=method,
            path=path,
            body=body,
            params=params,
            headers={"idempotency-key": key} if key else {},
            repeatable=repeatable or bool(key) or method in _SAFE,
            timeout_s=timeout_s,
        )
        for attempt in range(ATTEMPTS):
            try:
                return self._once(call)
            except (QuorumUnreachable, ServerRefused) as error:
                if not call.repeatable or attempt == ATTEMPTS - 1 or not is_repeatable(error):
                    raise
                waited = getattr(error, "retry_after_s", None)
                self._sleep(min(waited or 0.3 * 2**attempt * random.uniform(0.5, 1.5), 20))  # noqa: S311
        raise AssertionError  # the loop returns or raises

    def _once(self, call: Call) -> Any:
        response = self._send(call)
        if response.status_code == 401:
            # The pool may have been deployed again since the token was issued.
            self._tokens.forget()
            response = self._send(call)
        if response.is_success:
            return response.json() if response.content else None
        raise refusal(response)

    def _send(self, call: Call) -> httpx.Response:
        headers = {"authorization": f"Bearer {self._tokens.id_token()}", **call.headers}
        try:
            return self._http.request(
                call.method,
                self._api_url + call.path,
                headers=headers,
                json=call.body,
                params=call.params,
                timeout=call.timeout_s,
            )
        except httpx.HTTPError as error:
            raise QuorumUnreachable(
                f"{self._api_url} does not answer ({error or type(error).__name__})",
                remedy="Check the network; a laptop's is started with `make start`.",
            ) from error


def refusal(response: httpx.Response) -> ServerRefused:
    """Returns a failed answer as an error, with its problem details."""
    try:
        body = response.json()
    except ValueError:
        body = {}
    problem: Mapping[str, Any] = body if isinstance(body, dict) else {}
    retry_after = problem.get("retry_after_s") or response.headers.get("retry-after")
    return ServerRefused(
        str(problem.get("detail") or problem.get("message") or _reason_of_s3(response)),
        remedy=str(problem.get("remedy") or ""),
        status=response.status_code,
        code=str(problem.get("title") or ""),
        request_id=str(problem.get("request_id") or ""),
        retry_after_s=float(retry_after) if str(retry_after or "").replace(".", "", 1).isdigit() else None,
    )


def is_repeatable(error: QuorumUnreachable | ServerRefused) -> bool:
    """Returns whether the same call may succeed a little later."""
    if isinstance(error, QuorumUnreachable):
        return True
    # The gateway answers 500, without the title of our own errors, if no function was free.
    return error.status in _REPEATABLE_STATUS or (error.status == 500 and not error.code)


def _reason_of_s3(response: httpx.Response) -> str:
    """Returns the message of an error in XML, as S3 answers uploads; the status if there is none."""
    message = _MESSAGE.search(response.text[:MAX_ERROR_CHARS])
    return unescape(message[1]) if message else f"the server answered {response.status_code}"
