"""Secrets from AWS Secrets Manager."""

from __future__ import annotations

from threading import Lock
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from genai_core.errors import Misconfigured, Overloaded
from genai_core.ports.clock import Clock
from genai_core.ports.secret_source import Secret

KEPT_S = 300.0
"""How long a rotated secret's old value may live on."""
_OPERATOR_MENDS = {
    "AccessDeniedException",
    "DecryptionFailure",
    "InvalidRequestException",
    "ResourceNotFoundException",
    "ValidationException",
}


class SecretsManagerSecretSource:
    """Reads secrets by name or ARN, each at most once every five minutes."""

    def __init__(self, client: Any, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[float, Secret]] = {}
        self._lock = Lock()

    def read(self, name: str) -> Secret:
        """Returns the secret; see the port. Raises Overloaded while the service cannot be reached."""
        with self._lock:
            read_at, secret = self._known.get(name, (0.0, None))
            if secret is not None and self._clock.monotonic() - read_at < KEPT_S:
                return secret
        fresh = self._fetch(name)
        with self._lock:
            self._known[name] = (self._clock.monotonic(), fresh)
        return fresh

    def _fetch(self, name: str) -> Secret:
        try:
            answer = self._client.get_secret_value(SecretId=name)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in _OPERATOR_MENDS:
                raise Misconfigured(
                    f"the secret {name!r} cannot be read: {code}",
                    remedy="Create it, and grant this function to read it.",
                ) from error
            raise Overloaded(f"the secret {name!r} cannot be read now: {code}") from error
        except BotoCoreError as error:
            raise Overloaded(f"the secret {name!r} cannot be read now: {error}") from error
        text = answer.get("SecretString")
        if not text:
            raise Misconfigured(f"the secret {name!r} holds no text", remedy="Store the key as text.")
        return Secret(text)
