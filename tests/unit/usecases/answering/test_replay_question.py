"""A replay: a new run of a question, which asks every model and leaves its origin alone."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

import pytest

from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.domain.generation.models import ModelStatus
from genai_core.domain.identifiers import RunId, UserId, WorkspaceId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound
from genai_core.usecases.answering.replay_question import ReplayQuestion, StartReplay
from genai_core.usecases.answering.show_run import ShowRun
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, RUN, SESSION, Scenario, question, spec

ROWS = (spec("m1"), spec("m2"))
TEXTS = ("The Eiffel Tower was completed in 1889.", "It was completed in 1889.")


def answer(scenario: Scenario, run_id: RunId) -> list[ModelStatus]:
    """Takes a run through its steps, and returns how each model ended."""
    for row, text in zip(ROWS, TEXTS, strict=True):
        scenario.says(row.model_id, text)
    prepared = scenario.prepare(run_id)
    members = [row.model_id for row in ROWS]
    runs = [scenario.ask(prepared.question, row, PASSAGES, prepared.history, members) for row in ROWS]
    reached = scenario.reach(prepared.question, ROWS, PASSAGES, runs, started_at=prepared.started_at)
    scenario.record(prepared.question, reached)
    return [each.status for each in runs]


def everything(scenario: Scenario, run_id: RunId) -> list[Any]:
    """Returns all that is kept of a run."""
    return [
        asdict(scenario.runs.question(run_id)),
        [to_json(frame.content) for frame in scenario.runs.frames(run_id, after_seq=-1)],
        [asdict(each) for each in scenario.runs.answers(run_id)],
        to_json(scenario.runs.result(run_id)),
        scenario.runs.state(run_id).is_over,
    ]


@pytest.fixture
def scenario() -> Scenario:
    """A scenario whose only run is answered."""
    scenario = Scenario(ROWS)
    answer(scenario, RUN)
    scenario.clock.sleep(3600)
    return scenario


@pytest.fixture
def replay(scenario: Scenario) -> ReplayQuestion:
    return ReplayQuestion(runs=scenario.runs, clock=scenario.clock)


def turns(scenario: Scenario) -> list[Any]:
    return scenario.conversations.messages(ANNA, SESSION, last=99)


def test_a_replay_asks_every_model_and_leaves_its_origin_as_it_is(
    scenario: Scenario, replay: ReplayQuestion
) -> None:
    before, spoken, sent = (
        everything(scenario, RUN),
        turns(scenario),
        len(scenario.sink.sent["socket"]),
    )
    new = replay(RUN, "execution-1")
    assert answer(scenario, new) == [ModelStatus.ANSWERED, ModelStatus.ANSWERED]
    # An answer that is kept for a workspace is not used for it.
    assert [request.workspace_id for model in scenario.models.values() for request in model.requests] == [
        "",
        "",
    ]
    assert everything(scenario, RUN) == before
    assert turns(scenario) == spoken
    assert len(scenario.sink.sent["socket"]) == sent
    result = scenario.runs.result(new)
    assert result is not None
    assert result.run_id == new
    assert "1889" in result.answer


def test_a_replay_is_charged_by_itself_on_its_own_day(scenario: Scenario, replay: ReplayQuestion) -> None:
    scenario.clock.sleep(24 * 3600)
    new = replay(RUN, "execution-1")
    answer(scenario, new)
    lines = [
        (line.day, line.model_id, line.calls) for line in scenario.ledger.lines(ANNA, since="2026-01-01")
    ]
    # The origin settled without its slower model; a replay hears both.
    assert lines == [("2026-01-02", "m1", 1), ("2026-01-03", "m1", 1), ("2026-01-03", "m2", 1)]


def test_the_same_request_is_the_same_replay_and_another_is_another(
    scenario: Scenario, replay: ReplayQuestion
) -> None:
    first, again = replay(RUN, "execution-1"), replay(RUN, "execution-1")
    assert first == again
    assert replay(RUN, "execution-2") != first
    assert scenario.runs.question(first).origin == "run"


def test_a_replay_reads_what_was_said_before_its_origin_and_nothing_after(
    scenario: Scenario, replay: ReplayQuestion
) -> None:
    asked = scenario.runs.question(RUN)
    later = replay(RUN, "later")
    scenario.runs.create(replace(asked, run_id=RunId("next"), request_id="next", text="And who designed it?"))
    answer(scenario, RunId("next"))
    assert [turn.text for turn in scenario.prepare(RunId("next")).history] == [
        asked.text,
        turns(scenario)[1].text,
    ]
    assert scenario.prepare(later).history == ()
    of_next = replay(RunId("next"), "of-next")
    assert [turn.text for turn in scenario.prepare(of_next).history] == [asked.text, turns(scenario)[1].text]


def starting(scenario: Scenario, replay: ReplayQuestion) -> tuple[StartReplay, MemoryWorkflowStarter]:
    workflows = MemoryWorkflowStarter({"answer_question_replay": lambda payload: payload})
    start = StartReplay(
        runs=scenario.runs, workspaces=scenario.workspaces, replay=replay, workflows=workflows
    )
    return start, workflows


def test_only_the_asker_may_replay_and_the_machine_gets_the_origin(
    scenario: Scenario, replay: ReplayQuestion
) -> None:
    start, workflows = starting(scenario, replay)
    with pytest.raises(NotFound):
        start(UserId("eve"), RUN, "rest-1")
    assert workflows.started == []
    begun = start(ANNA, RUN, "rest-1")
    ((workflow, name, payload),) = workflows.started
    assert (workflow, payload) == ("answer_question_replay", {"run_id": "run"})
    assert (begun.origin, begun.run_id) == ("run", replay(RUN, name))
    assert (
        ShowRun(scenario.runs, scenario.workspaces, scenario.quotes)(ANNA, RunId(begun.run_id)).origin
        == "run"
    )


def test_an_unknown_run_cannot_be_replayed(replay: ReplayQuestion) -> None:
    with pytest.raises(NotFound):
        replay(RunId("nowhere"), "execution-1")


def test_requests_that_two_users_call_the_same_are_two_replays(
    scenario: Scenario, replay: ReplayQuestion
) -> None:
    start, workflows = starting(scenario, replay)
    other = WorkspaceId("other")
    scenario.workspaces.create(Workspace(other, "Other", UserId("eve"), "2026-01-01T00:00:00+00:00"))
    scenario.runs.create(question(run_id=RunId("hers"), user_id=UserId("eve"), workspace_id=other))
    start(ANNA, RUN, "my first: /replay!")
    start(UserId("eve"), RunId("hers"), "my first: /replay!")
    names = [name for _, name, _ in workflows.started]
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name) for name in names)


def test_one_name_for_two_replays_is_a_conflict(scenario: Scenario, replay: ReplayQuestion) -> None:
    scenario.runs.create(question(run_id=RunId("second"), request_id="second"))
    first = replay(RUN, "again")
    assert replay(RUN, "again") == first
    with pytest.raises(Conflict):
        replay(RunId("second"), "again")
