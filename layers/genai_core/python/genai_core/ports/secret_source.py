"""Port: secrets."""

from __future__ import annotations

from typing import Protocol


class Secret:
    """A string that is not shown in logs, messages, tracebacks or JSON."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Returns the text; call it only to pass it to the provider."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('…')"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a Secret cannot be serialised")


class SecretSource(Protocol):
    """Reads secrets by name."""

    def read(self, name: str) -> Secret:
        """Returns the secret. Raises Misconfigured if it does not exist or may not be read."""
        ...
