"""What `expand_question` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId, UserId


@dataclass(frozen=True, slots=True)
class Request:
    """The question as it stands alone, and whose run pays."""

    text: str
    run_id: RunId
    user_id: UserId
