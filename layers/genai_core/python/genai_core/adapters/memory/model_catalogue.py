"""A fixed model catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from genai_core.domain.generation.models import ModelSpec


class MemoryModelCatalogue:
    """Returns the given models."""

    def __init__(self, models: Iterable[ModelSpec]) -> None:
        self._models = tuple(models)

    def models(self) -> tuple[ModelSpec, ...]:
        return self._models
