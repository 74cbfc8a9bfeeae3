"""Verify claims by a language model of an OpenAI-compatible server, from its token probabilities."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import urllib3

from genai_core.adapters.openai.requests import Requests
from genai_core.domain.generation.models import ModelSpec
from genai_core.errors import InvalidInput, Misconfigured, Refused, Unavailable
from genai_core.ports.secret_source import Secret

ALTERNATIVES = 20
"""Number of first tokens whose probabilities are requested, the most that OpenAI returns."""

CHARS_PER_TOKEN = 2
"""Fewer than in any language, so that evidence within the limit fits."""

_SYSTEM = "You are a careful editor."
_WORD = re.compile(r"\w")


class OpenAiClaimVerifier:
    """Calls `<endpoint>/chat/completions` once per pair for one token with its log-probabilities.

    The result is the probability of "Yes" relative to "Yes" and "No" as the first token, and 0.5 if neither
    is among the alternatives. The evidence precedes the claim, and pairs with the same evidence are sent one
    after the other, so that a server with a prefix cache reads it once.

    Args:
        spec: Endpoint, model and limits; `first_token_timeout_s` limits each call.
        pool: Connections, shared by all models of a process.
        read_key: Returns the API key, None if the server needs none; called once per call.
    """

    def __init__(
        self, spec: ModelSpec, *, pool: urllib3.PoolManager, read_key: Callable[[], Secret] | None = None
    ) -> None:
        self._spec = spec
        self._requests = Requests(spec.endpoint, "chat/completions", pool=pool, read_key=read_key)

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns the probabilities; see the port."""
        readable = {pair for pair in pairs if all(map(_WORD.search, pair))}
        probabilities = {pair: self._ask(*pair) for pair in sorted(readable, key=lambda pair: pair[::-1])}
        return [probabilities.get(pair, 0.0) for pair in pairs]

    def _ask(self, claim: str, evidence: str) -> float:
        try:
            body = self._requests.read(
                self._question(claim, evidence), limit_s=self._spec.first_token_timeout_s
            )
        except (InvalidInput, Refused) as error:
            raise Unavailable(error.message, remedy=error.remedy) from error
        return read_opinion(body, self._spec.endpoint)

    def _question(self, claim: str, evidence: str) -> dict[str, Any]:
        limit = self._spec.context_tokens * CHARS_PER_TOKEN
        text = (
            f"Passage:\n{evidence[: limit // 2]}\n\nClaim: {claim[: limit // 4]}\n\n"
            "Does the passage say that the claim is true? Answer Yes or No."
        )
        return {
            "model": self._spec.target,
            "messages": [
                {"role": "system", "content": _SYSTEM},
                # Servers reject half of a surrogate pair.
                {"role": "user", "content": text.encode(errors="replace").decode()},
            ],
            "max_tokens": 1,
            "temperature": 0,
            "logprobs": True,
            "top_logprobs": ALTERNATIVES,
        }


def read_opinion(body: bytes, endpoint: str) -> float:
    """Returns the probability of "Yes" relative to "Yes" and "No" in a response; 0.5 if it has neither.

    Raises:
        Misconfigured: The response is not JSON of this protocol, or has no log-probabilities.
    """
    try:
        alternatives = json.loads(body)["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
        logprobs = [
            (str(alternative["token"]).strip().lower(), float(alternative["logprob"]))
            for alternative in alternatives
        ]
    except (ValueError, KeyError, IndexError, TypeError):
        raise Misconfigured(
            f"{endpoint!r} returns no log-probabilities",
            remedy="A model that verifies claims needs a server with `logprobs`, such as llama.cpp or vLLM.",
        ) from None
    yes, no = (
        sum(math.exp(min(value, 0.0)) for word, value in logprobs if word == answer)
        for answer in ("yes", "no")
    )
    return yes / (yes + no) if yes + no > 0 else 0.5
