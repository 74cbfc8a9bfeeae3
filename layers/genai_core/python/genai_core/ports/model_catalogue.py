"""The model catalogue."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.models import ModelSpec


class ModelCatalogue(Protocol):
    """Knows which models this deployment has."""

    def models(self) -> tuple[ModelSpec, ...]:
        """Returns the models in the operator's order; a change is seen within a minute.

        Raises:
            Misconfigured: There is no catalogue, or it does not fit `ModelSpec`.
            Unavailable: It cannot be read now, and was not read before.
        """
        ...
