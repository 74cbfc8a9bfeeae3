"""What OpenAI's clients see."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from genai_core.domain.identifiers import ModelId, RunId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcome_words import OUTCOME_WORDS
from genai_core.domain.protocol.outcomes import Outcome
from lambdas.serve_api.handler import handler
from lambdas.serve_api.routes import completions
from tests.unit.domain.protocol.examples import WHOLE
from tests.unit.lambdas.in_memory_backend import SHARED, Context, InMemoryBackend, rest_event

MODEL = f"quorum:{SHARED}"


def complete(**body: Any) -> dict[str, Any]:
    wanted = {"model": MODEL, "messages": [{"role": "user", "content": "Why?"}], **body}
    return handler(rest_event("POST", "/v1/chat/completions", wanted), Context())


def test_an_answer_has_openais_form_and_ours_beside_it(backend: InMemoryBackend) -> None:
    answer = json.loads(complete(temperature=0.2, user="someone")["body"])
    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["message"] == {"role": "assistant", "content": "It is so. [1]"}
    assert answer["usage"] == {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    assert answer["quorum"]["outcome"] == "agreed"


def test_a_stream_is_sent_as_events_at_once(backend: InMemoryBackend) -> None:
    answered = complete(stream=True)
    assert answered["headers"]["Content-Type"] == "text/event-stream"
    lines = [line.removeprefix("data: ") for line in answered["body"].split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == "It is so. [1]"
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"


def test_an_unsupported_answer_says_so_once_and_shows_the_nearest_passages(
    monkeypatch: pytest.MonkeyPatch, backend: InMemoryBackend
) -> None:
    words = OUTCOME_WORDS[Outcome.NOT_SUPPORTED].sentence
    refused = replace(WHOLE, answer=words, outcome=Outcome.NOT_SUPPORTED, sentences=(), chosen_model=None)
    nearest = refused.nearest[0]
    assert said(monkeypatch, refused) == (f"{words}\n\n{nearest.title}: {nearest.text}", "stop")


def test_an_answer_that_was_cut_off_ends_by_length(
    monkeypatch: pytest.MonkeyPatch, backend: InMemoryBackend
) -> None:
    cut = replace(
        WHOLE, outcome=Outcome.AGREED, models=(replace(WHOLE.models[0], id=ModelId("a"), cut=True),)
    )
    assert said(monkeypatch, cut) == (WHOLE.answer, "length")


def said(monkeypatch: pytest.MonkeyPatch, done: Done) -> tuple[str, str]:
    """Returns text and reason of the end if the question is answered with `done`."""
    monkeypatch.setattr(completions.api, "accept_question", lambda: SimpleNamespace(run=lambda *_: done))
    choice = json.loads(complete()["body"])["choices"][0]
    return choice["message"]["content"], choice["finish_reason"]


def test_a_follow_up_is_asked_with_what_it_leans_on(backend: InMemoryBackend) -> None:
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What does the Falcon engine weigh?"},
        {"role": "assistant", "content": "470 kg."},
        {"role": "user", "content": [{"type": "text", "text": "And how long is it?"}]},
    ]
    done = json.loads(complete(messages=messages)["body"])["quorum"]
    asked = backend.runs.question(RunId(done["run_id"])).text
    assert "Falcon" in asked
    assert "how long is it" in asked


def test_the_mode_is_part_of_the_name(backend: InMemoryBackend) -> None:
    done = json.loads(complete(model=f"{MODEL}:single")["body"])["quorum"]
    assert backend.runs.question(RunId(done["run_id"])).mode == "single"


@pytest.mark.parametrize("model", ["gpt-4", "quorum:", f"{MODEL}:loud", ""])
def test_a_model_that_names_no_workspace_is_refused(backend: InMemoryBackend, model: str) -> None:
    refused = complete(model=model)
    assert refused["statusCode"] == 400
    assert "/v1/models" in refused["body"]


@pytest.mark.parametrize("messages", [[], [{"role": "assistant", "content": "Hello."}], [{"role": "robot"}]])
def test_a_conversation_that_does_not_end_with_a_question_is_refused(
    backend: InMemoryBackend, messages: Any
) -> None:
    assert complete(messages=messages)["statusCode"] == 400


def test_the_callers_workspaces_are_its_models(backend: InMemoryBackend) -> None:
    listed = json.loads(handler(rest_event("GET", "/v1/models"), Context())["body"])
    assert [model["id"] for model in listed["data"]] == [MODEL]


def test_a_long_conversation_of_a_stranger_is_refused_at_once(backend: InMemoryBackend) -> None:
    turn = {"role": "user", "content": "What about it? " * 1000}
    messages = [turn, {"role": "assistant", "content": "Nothing. " * 1000}] * 20
    messages.append({"role": "user", "content": "What about it?"})
    started = time.process_time()

    answer = complete(messages=messages, model="quorum:unknown")

    assert answer["statusCode"] == 404
    assert time.process_time() - started < 1


def test_only_the_last_turns_of_a_conversation_are_read(backend: InMemoryBackend) -> None:
    early = [{"role": "user", "content": "When was the bridge of Riga built?"}]
    late = [{"role": "user", "content": "Who pays?"}, {"role": "assistant", "content": "The city."}] * 8
    answer = complete(messages=[*early, *late, {"role": "user", "content": "And why?"}])

    asked = backend.runs.question(RunId(json.loads(answer["body"])["quorum"]["run_id"])).text
    assert "Riga" not in asked
    assert "Who pays?" in asked
