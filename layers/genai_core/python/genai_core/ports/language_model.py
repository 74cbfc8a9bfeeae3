"""Port: answer a question with passages as a stream of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from genai_core.domain.generation.models import ModelEvent, ModelRequest


class LanguageModel(Protocol):
    """Answers one request as a stream.

    Closing the iterator early ends the call at the provider. A repeated call may give another answer.
    """

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields deltas as they arrive, and `Finished` once at the end.

        Reasoning that the provider marks is a `ReasoningDelta`. Reasoning between tags in the text is part of
        `TextDelta`, unchanged; `domain.generation.model_text` separates it.

        Raises:
            InvalidInput: The provider rejects the request.
            Refused: A content filter rejects it before any text.
            Throttled: The provider limits the rate; `retry_after_s` if the provider gives it.
            TimedOut: The first token or the end is later than the adapter's limits.
            Overloaded: The provider fails (5xx), or the stream breaks off.
            Misconfigured: The key, endpoint or model name is wrong.
        """
        ...
