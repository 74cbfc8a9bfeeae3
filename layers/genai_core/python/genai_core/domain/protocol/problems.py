"""Errors over REST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from genai_core.domain.protocol.answers import ModelFailure
from genai_core.domain.protocol.description import OMITTED

PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details (RFC 9457)."""

    type: str = "about:blank"
    title: Annotated[str, "The kind of error, such as `NotFound`; the same as `code` in an `error` frame."]
    status: Annotated[int, "HTTP status."]
    detail: Annotated[str, "What is wrong, with the value."]
    remedy: Annotated[str, "What to do about it; may be empty."] = ""
    request_id: Annotated[str, "The id to look for in the server's log."] = ""
    reset_at: Annotated[str, "When a spent budget is reset, RFC 3339.", OMITTED] = ""
    retry_after_s: Annotated[float | None, "When a retry may succeed, in seconds.", OMITTED] = None
    models: Annotated[
        tuple[ModelFailure, ...], "If no model answered: each one with its reason.", OMITTED
    ] = ()
