"""Track the spans of a text that values already occupy, so that no two read the same words."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from genai_core.domain.facts.values.tokens import Span
from genai_core.domain.facts.values.value import Value


class TakenSpans:
    """Spans in order that do not overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)

    def admit(self, values: Iterable[Value]) -> list[Value]:
        """Returns the values whose span is free, and occupies it."""
        admitted: list[Value] = []
        for value in values:
            if self._is_free(value.start, value.end):
                insort(self.spans, (value.start, value.end))
                admitted.append(value)
        return admitted

    def _is_free(self, start: int, end: int) -> bool:
        index = bisect_left(self.spans, (start, end))
        is_after_last = index == 0 or self.spans[index - 1][1] <= start
        return is_after_last and (index == len(self.spans) or self.spans[index][0] >= end)
