"""Secrets from AWS Secrets Manager."""

from __future__ import annotations

from threading import Lock
from typing import Any

from genai_core.adapters.aws.failures import Failures
from genai_core.errors import Misconfigured
from genai_core.ports.clock import Clock
from genai_core.ports.secret_source import Secret

KEPT_S = 300.0
"""How long the old value of a rotated secret may be used, in seconds."""
_FAILURES = Failures(
    operator="Create it, and grant this function to read it.",
    kinds=dict.fromkeys(
        ("DecryptionFailure", "InvalidRequestException", "ValidationException"), Misconfigured
    ),
)


class SecretsManagerSecretSource:
    """Reads secrets by name or ARN, each at most once every five minutes."""

    def __init__(self, client: Any, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[float, Secret]] = {}
        self._lock = Lock()

    def read(self, name: str) -> Secret:
        """Returns the secret; see the port. Raises Unavailable while the service cannot be reached."""
        with self._lock:
            read_at, secret = self._known.get(name, (0.0, None))
            if secret is not None and self._clock.monotonic() - read_at < KEPT_S:
                return secret
        fresh = self._fetch(name)
        with self._lock:
            self._known[name] = (self._clock.monotonic(), fresh)
        return fresh

    def _fetch(self, name: str) -> Secret:
        with _FAILURES.translated(f"reading the secret {name!r}"):
            answer = self._client.get_secret_value(SecretId=name)
        text = answer.get("SecretString")
        if not text:
            raise Misconfigured(f"the secret {name!r} has no text", remedy="Store the key as text.")
        return Secret(text)
