"""Fixed secrets."""

from __future__ import annotations

from collections.abc import Mapping

from genai_core.errors import Misconfigured
from genai_core.ports.secret_source import Secret


class MemorySecretSource:
    """Returns the given secrets."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = {name: Secret(value) for name, value in secrets.items()}

    def read(self, name: str) -> Secret:
        if name not in self._secrets:
            raise Misconfigured(f"the secret {name!r} does not exist", remedy="Create it.")
        return self._secrets[name]
