"""Port: the metadata values of documents, for reading conditions from questions."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.retrieval.scopes import Scope

FIELDS = ("author", "language", "source", "tags", "type")
"""Fields whose values are listed; dates are compared instead."""

MAX_VALUES = 10_000
"""Maximum values of a field; further ones are not recognised in questions."""


class FieldValues(Protocol):
    """Lists metadata values within one scope."""

    def field_values(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        """Returns the values of each of `FIELDS` in the scope's documents, without empty fields.

        Repeated calls are cheap until the workspace changes.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...

    def admits_any(self, scope: Scope) -> bool:
        """Returns whether the scope admits any document.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
