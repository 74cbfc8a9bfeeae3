"""The values that documents' metadata has: what a condition in a question may mean."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.retrieval.scopes import Scope

FIELDS = ("author", "language", "source", "tags", "type")
"""Fields whose values are told apart; dates are compared, not listed."""

MAX_VALUES = 10_000
"""Of each field; what goes beyond it is not recognised in questions."""


class FieldValues(Protocol):
    """Says what there is to filter by, within one scope only."""

    def field_values(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        """Returns the values of each of `FIELDS` that the scope's documents have; empty ones left out.

        Cheap when asked again while the workspace does not change.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...

    def admits_any(self, scope: Scope) -> bool:
        """Returns whether the scope admits a document at all.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
