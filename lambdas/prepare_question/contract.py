"""What `prepare_question` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId


@dataclass(frozen=True, slots=True)
class Request:
    """The run whose question is prepared; the door that accepted it stored it."""

    run_id: RunId
