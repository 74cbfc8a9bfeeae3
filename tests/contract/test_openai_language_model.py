"""The OpenAI-compatible adapter, held to its time limits as when deployed, before servers that misbehave."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import urllib3

from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.domain.generation.models import (
    Finished,
    Image,
    Message,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    TextDelta,
)
from genai_core.errors import (
    InvalidInput,
    Misconfigured,
    Overloaded,
    QuorumError,
    Refused,
    Throttled,
    TimedOut,
)
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.secret_source import Secret
from genai_core.wrappers.timed import TimedLanguageModel
from tests.contract.language_models import spec
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name

REQUEST = ModelRequest("Why?", (), "Be brief.", (Message("user", "Why?"),))


@pytest.fixture
def ask(scripted: LoopbackServer, pool: urllib3.PoolManager):
    def model(*, first_token_s: float = 5.0, total_s: float = 10.0, key: str = "", **script: object):
        row = spec(
            "openai",
            script_name(**script),
            endpoint=f"{scripted.address}/v1",
            first_token_timeout_s=first_token_s,
            total_timeout_s=total_s,
        )
        adapter = OpenAiLanguageModel(row, pool=pool, read_key=(lambda: Secret(key)) if key else None)
        return TimedLanguageModel(adapter, "subject", first_token_s, total_s)

    return model


def read(model: LanguageModel) -> tuple[str, Finished]:
    events: list[ModelEvent] = list(model.stream(REQUEST))
    last = events[-1]
    assert isinstance(last, Finished)
    return "".join(event.text for event in events if isinstance(event, TextDelta)), last


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ({"status": 400}, InvalidInput),
        ({"status": 401}, Misconfigured),
        ({"status": 403}, Misconfigured),
        ({"status": 404}, Misconfigured),
        ({"status": 408}, TimedOut),
        ({"status": 413}, InvalidInput),
        ({"status": 422}, InvalidInput),
        ({"status": 429}, Throttled),
        ({"status": 429, "code": "insufficient_quota"}, Misconfigured),
        ({"status": 500}, Overloaded),
        ({"status": 503}, Overloaded),
        ({"refuse": "prompt"}, Refused),
        ({"refuse": "filter"}, Refused),
        ({"cut": 0}, Overloaded),
        ({"cut": 1}, Overloaded),
        ({"error": 1}, Overloaded),
        ({"error": 0, "code": "rate_limit_exceeded"}, Throttled),
        ({"garbage": 1}, Overloaded),
        ({"html": 200}, Misconfigured),
        ({"html": 502}, Overloaded),
    ],
    ids=str,
)
def test_each_failure_has_its_error(ask, script: dict[str, object], error: type[QuorumError]) -> None:
    with pytest.raises(error) as caught:
        read(ask(**script))
    assert type(caught.value) is error


def test_what_came_before_a_cut_is_given(ask) -> None:
    texts: list[str] = []
    with pytest.raises(Overloaded):
        texts.extend(event.text for event in ask(text="One two three.", cut=2).stream(REQUEST))
    assert "".join(texts) == "One two"


@pytest.mark.parametrize(("status", "error"), [(429, Throttled), (503, Overloaded)])
def test_the_wait_a_server_asks_for_is_kept(ask, status: int, error: type[Throttled | Overloaded]) -> None:
    with pytest.raises(error) as caught:
        read(ask(status=status, retry_after="7"))
    assert caught.value.retry_after_s == 7.0


def test_a_wait_given_as_a_date_is_measured_by_the_servers_clock(ask) -> None:
    with pytest.raises(Throttled) as caught:
        read(ask(status=429, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"))
    assert caught.value.retry_after_s is not None
    assert caught.value.retry_after_s > 1e9


def test_an_unreadable_wait_is_ignored(ask) -> None:
    with pytest.raises(Throttled) as caught:
        read(ask(status=429, retry_after="soon"))
    assert caught.value.retry_after_s is None


@pytest.mark.parametrize(
    "script", [{"first_ms": 3000}, {"first_ms": 3000, "slow_headers": 1}, {"stall": 0}], ids=str
)
def test_a_late_first_token_is_timed_out(ask, script: dict[str, object]) -> None:
    started = time.monotonic()
    with pytest.raises(TimedOut):
        read(ask(first_token_s=0.3, **script))
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("script", [{"stall": 1}, {"tokens": 100_000, "rate": 50}], ids=str)
def test_an_answer_without_end_is_timed_out(ask, script: dict[str, object]) -> None:
    started = time.monotonic()
    with pytest.raises(TimedOut):
        read(ask(first_token_s=0.4, total_s=0.6, **script))
    assert time.monotonic() - started < 2.0


def test_closing_the_stream_closes_the_connection(ask, scripted: LoopbackServer) -> None:
    stream = ask(tokens=10_000, rate=100, run="close").stream(REQUEST)
    next(stream)
    stream.close()
    call = next(call for call in reversed(scripted.calls) if "run=close" in call.model)
    deadline = time.monotonic() + 3
    while not call.was_dropped and time.monotonic() < deadline:
        time.sleep(0.02)
    assert call.was_dropped
    assert call.tokens_sent < 100


def test_a_hundred_thousand_tokens_are_streamed_one_by_one(ask) -> None:
    seen = 0
    for event in ask(tokens=100_000, total_s=60.0).stream(REQUEST):
        seen += isinstance(event, TextDelta)
    assert seen == 100_000


def test_letters_of_all_scripts_arrive_whole(ask) -> None:
    text = "Grüße, 世界! Привет — naïve 🙂"
    assert read(ask(text=text))[0] == text


def test_usage_is_the_servers_own_and_zero_where_it_gives_none(ask) -> None:
    assert read(ask(text="One two three."))[1].usage.output_tokens == 3
    assert read(ask(text="One two three.", no_usage=1))[1].usage.output_tokens == 0


def test_a_server_that_does_not_stream_is_read_all_the_same(ask) -> None:
    text, last = read(ask(plain=1, text="All at once."))
    assert text == "All at once."
    assert last.usage.output_tokens == 3


@pytest.mark.parametrize("wants", ["max_completion_tokens", "no_temperature"])
def test_a_server_that_wants_another_dialect_gets_it(ask, scripted: LoopbackServer, wants: str) -> None:
    model = ask(wants=wants, run="dialect")
    assert read(model)[0] == "Scripted answer."
    calls = len(scripted.calls)
    read(model)
    assert len(scripted.calls) == calls + 1, "the dialect is learnt once"


def test_the_key_is_sent_and_never_shown(ask, scripted: LoopbackServer) -> None:
    model = ask(key="top-secret-key", status=401, run="key")
    with pytest.raises(Misconfigured) as caught:
        read(model)
    call = next(call for call in reversed(scripted.calls) if "run=key" in call.model)
    assert call.authorization == "Bearer top-secret-key"
    assert "top-secret-key" not in str(caught.value)


def test_connections_are_used_again(ask, scripted: LoopbackServer) -> None:
    own_pool = urllib3.PoolManager(maxsize=1)
    model = OpenAiLanguageModel(
        spec("openai", script_name(), endpoint=f"{scripted.address}/v1"), pool=own_pool
    )
    for _ in range(5):
        read(model)
    assert own_pool.connection_from_url(scripted.address).num_connections == 1
    own_pool.clear()


def test_a_server_that_is_not_there_is_overloaded(pool: urllib3.PoolManager) -> None:
    model = OpenAiLanguageModel(spec("openai", "m", endpoint="http://127.0.0.1:9/v1"), pool=pool)
    with pytest.raises(Overloaded, match="cannot be reached"):
        read(model)


@pytest.mark.parametrize("endpoint", ["", "127.0.0.1:8080/v1", "ftp://example.org"])
def test_an_endpoint_that_is_not_an_address_is_named(pool: urllib3.PoolManager, endpoint: str) -> None:
    with pytest.raises(Misconfigured, match="endpoint"):
        OpenAiLanguageModel(spec("openai", "m", endpoint=endpoint), pool=pool)


def test_reasoning_comes_apart_from_the_text_and_keeps_the_first_token_limit_alive(ask) -> None:
    thinks = "Well then we shall see what it may be."
    began = time.monotonic()
    model = ask(text="In 1889.", thinks=thinks, rate=10, first_token_s=0.6)
    *events, _ = model.stream(REQUEST)
    assert time.monotonic() - began > 0.6
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "In 1889."
    assert "".join(event.text for event in events if isinstance(event, ReasoningDelta)) == thinks


def test_an_image_goes_with_the_last_message_as_a_data_address(ask, scripted: LoopbackServer) -> None:
    model = ask(run="image")
    list(model.stream(replace(REQUEST, images=(Image("png", b"\x89PNG"),))))
    call = next(call for call in reversed(scripted.calls) if "run=image" in call.model)
    system, user = call.request["messages"]
    assert system["content"] == "Be brief."
    assert user["content"] == [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw=="}},
        {"type": "text", "text": "Why?"},
    ]
