"""What an answer quotes is read by whoever may find it now: readers change, and documents are deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.quoted_documents import WITHHELD, quoted_in_record
from genai_core.domain.identifiers import DocumentId, RunId
from genai_core.errors import Forbidden
from genai_core.usecases.answering.accept_question import AcceptQuestion, Asked
from genai_core.usecases.answering.bind_connection import BindConnection
from genai_core.usecases.answering.follow_run import FollowRun
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.usecases.answering.read_conversations import ReadConversations
from genai_core.usecases.answering.show_run import ShowRun
from tests.unit.usecases.answering.scenario import (
    ANNA,
    PASSAGES,
    RUN,
    SESSION,
    SPACE,
    Scenario,
    document,
    question,
    spec,
)

SAID = "The Eiffel Tower was completed in 1889 [1]."


def restrict(scenario: Scenario) -> None:
    """Closes the document to everybody but Eve."""
    scenario.documents.remove(SPACE, DocumentId("d"))
    scenario.documents.submit(document(metadata={"readers": ("eve",)}))


def leave(_scenario: Scenario) -> None:
    """Changes nothing."""


def delete(scenario: Scenario) -> None:
    scenario.documents.remove(SPACE, DocumentId("d"))


@pytest.fixture
def scenario() -> Scenario:
    """Returns one question that was answered from the document."""
    answered = Scenario([spec("one")])
    answered.says("one", SAID)
    publish_passages(answered.publisher, PASSAGES, at="")
    answer = answered.answer_of(spec("one"), members=1)
    answered.record(answered.question, answered.reach(answered.question, [spec("one")], PASSAGES, [answer]))
    return answered


def turns(scenario: Scenario) -> list[SessionMessage]:
    reading = ReadConversations(scenario.conversations, scenario.workspaces, scenario.quotes)
    return reading.messages(ANNA, SESSION, limit=60).messages


def accept(scenario: Scenario) -> AcceptQuestion:
    return AcceptQuestion(
        runs=scenario.runs,
        workspaces=scenario.workspaces,
        workflows=MemoryWorkflowStarter({}),
        clock=scenario.clock,
        max_question_chars=200,
        quotes=scenario.quotes,
    )


def resumed(scenario: Scenario) -> int:
    connections = MemoryConnectionStore(scenario.clock)
    connections.open("socket", ANNA)
    follow = FollowRun(
        runs=scenario.runs,
        workspaces=scenario.workspaces,
        sink=scenario.sink,
        quotes=scenario.quotes,
        bind=BindConnection(scenario.runs, connections),
        clock=scenario.clock,
    )
    return follow.resume(connections.get("socket"), "request", after_seq=-1)


def asked_again(scenario: Scenario) -> str:
    again = Asked(request_id="request", workspace_id=SPACE, query=scenario.question.text, session_id=SESSION)
    return accept(scenario).run(ANNA, again).answer


def test_who_may_find_the_document_reads_all_of_the_answer(scenario: Scenario) -> None:
    asked, answer = turns(scenario)
    assert (asked.role, answer.role) == ("user", "assistant")
    assert "1889" in answer.text
    assert quoted_in_record(answer.answer) == {"d"}
    shown = ShowRun(scenario.runs, scenario.workspaces, scenario.quotes)(ANNA, RUN)
    assert shown.result is not None
    assert shown.result.documents == ("d",)
    assert resumed(scenario) > 2
    assert "1889" in asked_again(scenario)


@pytest.mark.parametrize("change", [restrict, delete])
def test_who_may_not_find_it_any_more_reads_nothing_of_it(
    scenario: Scenario, change: Callable[[Scenario], None]
) -> None:
    change(scenario)
    asked, answer = turns(scenario)
    assert asked.text == scenario.question.text
    assert (answer.text, answer.answer) == (WITHHELD, None)
    with pytest.raises(Forbidden, match="closed to you"):
        ShowRun(scenario.runs, scenario.workspaces, scenario.quotes)(ANNA, RUN)
    with pytest.raises(Forbidden, match="closed to you"):
        resumed(scenario)
    with pytest.raises(Forbidden, match="closed to you"):
        asked_again(scenario)


@pytest.mark.parametrize(("change", "turns_kept"), [(leave, 2), (restrict, 0), (delete, 0)])
def test_models_are_told_no_more_of_what_was_said_than_the_asker_may_read(
    scenario: Scenario, change: Callable[[Scenario], None], turns_kept: int
) -> None:
    change(scenario)
    scenario.runs.create(question("And how tall is it?", run_id=RunId("next"), request_id="next"))
    assert len(scenario.prepare(RunId("next")).history) == turns_kept


def test_an_answer_of_before_is_known_by_what_it_shows() -> None:
    old = {"citations": [{"document_id": "d"}], "nearest": [{"document_id": "e"}]}
    assert quoted_in_record(old) == {"d", "e"}
    assert quoted_in_record({"documents": ["attachment"], "citations": []}) == frozenset()
    assert quoted_in_record(None) == frozenset()
