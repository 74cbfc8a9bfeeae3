"""What `expand_question` is called with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """The question as it stands alone."""

    text: str
