"""The state of a run that its branches check while their models write."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import ModelId


@dataclass(frozen=True, slots=True)
class RunState:
    """Whether a run goes on, and with which models.

    Attributes:
        is_over: The run is decided or cancelled.
        dropped: Models that the user no longer waits for.
        reported: How many models' ends were reported, by a frame `model` each.
        asked: Models that the frame `accepted` names; empty before it.
    """

    is_over: bool = False
    dropped: frozenset[ModelId] = frozenset()
    reported: int = 0
    asked: tuple[ModelId, ...] = ()

    def stop_reason(self, model_id: ModelId) -> str:
        """Returns why a model is to stop; empty if it goes on."""
        if model_id in self.dropped:
            return "dropped by the user"
        return "the run was decided or cancelled" if self.is_over else ""
