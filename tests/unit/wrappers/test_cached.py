from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from genai_core.adapters.memory.response_cache import MemoryResponseCache
from genai_core.domain.generation.models import Finished, Message, ModelSpec, TextDelta
from genai_core.domain.generation.response_keys import response_key
from genai_core.domain.identifiers import ChunkId, DocumentId, ModelId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import Overloaded, Throttled
from genai_core.wrappers.cached import CachedLanguageModel
from tests.contract.clocks import SetClock
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel, text_of

SPEC = ModelSpec(ModelId("m"), "f", "openai", target="t", endpoint="http://x/v1", cache_minutes=10)
OURS = replace(REQUEST, workspace_id=WorkspaceId("w"))
PASSAGE = Passage(Chunk(ChunkId("c"), DocumentId("d"), 0, "Text.", "Title"), 1.0)


class Wrapped:
    def __init__(self, *plays, cache: object | None = None) -> None:
        self.inner = PlayedModel(*(plays or (ANSWER,)))
        self.clock = SetClock()
        self.model = CachedLanguageModel(self.inner, SPEC, cache or MemoryResponseCache(), self.clock)  # type: ignore[arg-type]


def test_the_same_again_is_answered_without_asking_and_costs_nothing() -> None:
    wrapped = Wrapped()
    first = list(wrapped.model.stream(OURS))
    again = list(wrapped.model.stream(OURS))
    assert wrapped.inner.calls == 1
    assert text_of(again) == text_of(first) == "Because of it."
    assert first[-1] == Finished(Usage(10, 3))
    assert again[-1] == Finished(Usage(), is_cached=True)


def test_a_long_answer_comes_again_as_several_deltas() -> None:
    text = "word " * 40 + "\n\n end."
    wrapped = Wrapped((TextDelta(text), Finished(Usage())))
    list(wrapped.model.stream(OURS))
    again = list(wrapped.model.stream(OURS))
    assert len(again) > 4
    assert text_of(again) == text


def test_after_its_minutes_the_model_is_asked_again() -> None:
    wrapped = Wrapped()
    list(wrapped.model.stream(OURS))
    wrapped.clock.pass_by(599)
    list(wrapped.model.stream(OURS))
    assert wrapped.inner.calls == 1
    wrapped.clock.pass_by(1)
    list(wrapped.model.stream(OURS))
    assert wrapped.inner.calls == 2


@pytest.mark.parametrize(
    "play",
    [
        (TextDelta("cut"), Finished(Usage(), "length")),
        (TextDelta("no"), Finished(Usage(), "refused")),
        (TextDelta("  "), Finished(Usage())),
        (TextDelta("broken"), Overloaded("gone")),
    ],
    ids=["cut off", "filtered", "empty", "broken"],
)
def test_only_a_whole_answer_is_kept(play) -> None:
    wrapped = Wrapped(play)
    for _ in range(2):
        with contextlib.suppress(Overloaded):
            assert not getattr(list(wrapped.model.stream(OURS))[-1], "is_cached", False)
    assert wrapped.inner.calls == 2


def test_a_stream_closed_early_keeps_nothing_and_is_closed_inside() -> None:
    wrapped = Wrapped()
    stream = wrapped.model.stream(OURS)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert wrapped.inner.closed == 1
    list(wrapped.model.stream(OURS))
    assert wrapped.inner.calls == 2


def test_a_request_of_no_workspace_is_always_asked() -> None:
    wrapped = Wrapped()
    for _ in range(2):
        list(wrapped.model.stream(REQUEST))
    assert wrapped.inner.calls == 2


def test_without_its_cache_the_model_answers_all_the_same() -> None:
    class Down:
        def read(self, *_args: object, **_options: object) -> None:
            raise Throttled("slow down")

        write = read

    wrapped = Wrapped(cache=Down())
    assert text_of(list(wrapped.model.stream(OURS))) == "Because of it."


@pytest.mark.parametrize(
    ("spec", "request_"),
    [
        (replace(SPEC, model_id=ModelId("n")), OURS),
        (replace(SPEC, target="u"), OURS),
        (replace(SPEC, endpoint="http://y/v1"), OURS),
        (replace(SPEC, guardrail="g:1"), OURS),
        (replace(SPEC, provider="bedrock"), OURS),
        (replace(SPEC, max_passages=2), OURS),
        (SPEC, replace(OURS, workspace_id=WorkspaceId("v"))),
        (SPEC, replace(OURS, question="How?")),
        (SPEC, replace(OURS, system="Be long.")),
        (SPEC, replace(OURS, messages=(Message("user", "Before?"), *OURS.messages))),
        (SPEC, replace(OURS, messages=(Message("assistant", "Why?"),))),
        (SPEC, replace(OURS, passages=(PASSAGE,))),
        (SPEC, replace(OURS, max_output_tokens=1)),
        (SPEC, replace(OURS, temperature=0.5)),
    ],
)
def test_whatever_may_change_the_answer_changes_the_key(spec, request_) -> None:
    assert response_key(spec, request_) != response_key(SPEC, OURS)


def test_prices_and_deadlines_do_not_change_the_key() -> None:
    cheaper = replace(SPEC, input_price=1.0, total_timeout_s=9.0, cache_minutes=3, requests_per_minute=5)
    assert response_key(cheaper, OURS) == response_key(SPEC, OURS)
