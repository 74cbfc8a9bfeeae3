"""Answer a repeated request from a cache."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec, TextDelta
from genai_core.domain.generation.response_keys import CachedResponse, response_key
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.response_cache import ResponseCache

_PIECE = re.compile(r"\S+\s*(?:\S+\s*){0,7}|\s+")


@dataclass(frozen=True, slots=True)
class CachedLanguageModel:
    """A LanguageModel that sends the same request to another only once within `spec.cache_minutes`.

    Only complete answers are cached: no failed, cut or filtered ones. A request without a workspace always
    calls the model. If the cache is unavailable, calls go through.
    """

    inner: LanguageModel
    spec: ModelSpec
    cache: ResponseCache
    clock: Clock

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the cached answer in a few deltas with `is_cached` at its end, or the inner model's
        events."""
        if not request.workspace_id:
            yield from self.inner.stream(request)
            return
        key = response_key(self.spec, request)
        known = self._read(request, key)
        if known is None:
            yield from self._ask(request, key)
            return
        for piece in _PIECE.findall(known.text):
            yield TextDelta(piece)
        yield Finished(Usage(), is_cached=True)

    def _ask(self, request: ModelRequest, key: str) -> Iterator[ModelEvent]:
        pieces: list[str] = []
        for event in self.inner.stream(request):
            if isinstance(event, TextDelta):
                pieces.append(event.text)
            elif isinstance(event, Finished) and event.stop_reason == "stop":
                # Before `Finished` is yielded: many consumers close the stream as soon as they have it.
                self._keep(request, key, "".join(pieces))
            yield event

    def _read(self, request: ModelRequest, key: str) -> CachedResponse | None:
        try:
            return self.cache.read(request.workspace_id, key, now=self._now())
        except Unavailable:
            return None

    def _keep(self, request: ModelRequest, key: str, text: str) -> None:
        if not text.strip():
            return
        until = self._now() + 60 * self.spec.cache_minutes
        with contextlib.suppress(Unavailable):
            self.cache.write(request.workspace_id, key, CachedResponse(text), until=until)

    def _now(self) -> float:
        return self.clock.now().timestamp()
