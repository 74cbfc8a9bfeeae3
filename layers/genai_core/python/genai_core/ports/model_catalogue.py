"""Port: the models of this deployment."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.models import ModelSpec


class ModelCatalogue(Protocol):
    """Lists the models of this deployment."""

    def models(self) -> tuple[ModelSpec, ...]:
        """Returns the models in the operator's order; changes take effect within a minute.

        Raises:
            Misconfigured: The catalogue is missing or does not match `ModelSpec`.
            Unavailable: The catalogue cannot be read now and was never read before.
        """
        ...
