"""The language model: a question with passages to a stream of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from genai_core.domain.generation.models import ModelEvent, ModelRequest


class LanguageModel(Protocol):
    """Answers one request as a stream.

    Closing the iterator early ends the call at the provider. A repeated call may give another answer.
    """

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields deltas as they come and `Finished` once, last.

        What a provider marks as reasoning comes as `ReasoningDelta`. Reasoning that stands in the text
        between tags comes as `TextDelta`, as the model wrote it; `domain.generation.model_text` reads it.

        Raises:
            InvalidInput: The provider rejects the request as it stands.
            Refused: A content filter rejects it before any text.
            Throttled: Slow down; `retry_after_s` where the provider says it.
            TimedOut: No first token, or no end, within the adapter's limits.
            Overloaded: The provider fails (5xx) or the stream broke off before its end.
            Misconfigured: Key, endpoint or model name is wrong.
        """
        ...
