"""What an answer quotes is read by whoever may find it now: readers change, and documents are deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.quoted_documents import WITHHELD, quoted_in_record
from genai_core.domain.identifiers import DocumentId, RunId, SessionId
from genai_core.errors import Forbidden
from genai_core.usecases.answering.accept_question import AcceptQuestion, Asked
from genai_core.usecases.answering.bind_connection import BindConnection
from genai_core.usecases.answering.follow_run import FollowRun
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.usecases.answering.read_conversations import ReadConversations
from genai_core.usecases.answering.show_run import ShowRun
from tests.unit.usecases.answering.stage import ANNA, PASSAGES, SPACE, Stage, document, question, spec

SAID = "The Eiffel Tower was completed in 1889 [1]."
SESSION = SessionId("session")


def restrict(stage: Stage) -> None:
    """Closes the document to everybody but Eve."""
    stage.documents.remove(SPACE, DocumentId("d"))
    stage.documents.submit(document(metadata={"readers": ("eve",)}))


def leave(_stage: Stage) -> None:
    """Changes nothing."""


def delete(stage: Stage) -> None:
    stage.documents.remove(SPACE, DocumentId("d"))


@pytest.fixture
def stage() -> Stage:
    """Returns one question that was answered from the document."""
    answered = Stage([spec("one")])
    answered.says("one", SAID)
    publish_passages(answered.publisher, PASSAGES, at="")
    answer = answered.hears(spec("one"), members=1)
    answered.record(answered.question, answered.reach(answered.question, [spec("one")], PASSAGES, [answer]))
    return answered


def turns(stage: Stage) -> list[SessionMessage]:
    return ReadConversations(stage.conversations, stage.workspaces, stage.quotes).one(ANNA, SESSION)


def accept(stage: Stage) -> AcceptQuestion:
    return AcceptQuestion(
        runs=stage.runs,
        workspaces=stage.workspaces,
        workflows=MemoryWorkflowStarter({}),
        clock=stage.clock,
        max_question_chars=200,
        quotes=stage.quotes,
    )


def resumed(stage: Stage) -> int:
    connections = MemoryConnectionStore(stage.clock)
    connections.open("socket", ANNA)
    follow = FollowRun(
        runs=stage.runs,
        workspaces=stage.workspaces,
        sink=stage.sink,
        quotes=stage.quotes,
        bind=BindConnection(stage.runs, connections),
        clock=stage.clock,
    )
    return follow.resume(connections.get("socket"), "request", after_seq=-1)


def asked_again(stage: Stage) -> str:
    again = Asked(request_id="request", workspace_id=SPACE, query=stage.question.text, session_id=SESSION)
    return accept(stage).run(ANNA, again).answer


def test_who_may_find_the_document_reads_all_of_the_answer(stage: Stage) -> None:
    asked, answer = turns(stage)
    assert (asked.role, answer.role) == ("user", "assistant")
    assert "1889" in answer.text
    assert quoted_in_record(answer.answer) == {"d"}
    shown = ShowRun(stage.runs, stage.workspaces, stage.quotes)(ANNA, RunId("run"))
    assert shown.result is not None
    assert shown.result.documents == ("d",)
    assert resumed(stage) > 2
    assert "1889" in asked_again(stage)


@pytest.mark.parametrize("change", [restrict, delete])
def test_who_may_not_find_it_any_more_reads_nothing_of_it(
    stage: Stage, change: Callable[[Stage], None]
) -> None:
    change(stage)
    asked, answer = turns(stage)
    assert asked.text == stage.question.text
    assert (answer.text, answer.answer) == (WITHHELD, None)
    with pytest.raises(Forbidden, match="closed to you"):
        ShowRun(stage.runs, stage.workspaces, stage.quotes)(ANNA, RunId("run"))
    with pytest.raises(Forbidden, match="closed to you"):
        resumed(stage)
    with pytest.raises(Forbidden, match="closed to you"):
        asked_again(stage)


@pytest.mark.parametrize(("change", "turns_kept"), [(leave, 2), (restrict, 0), (delete, 0)])
def test_models_are_told_no_more_of_what_was_said_than_the_asker_may_read(
    stage: Stage, change: Callable[[Stage], None], turns_kept: int
) -> None:
    change(stage)
    stage.runs.create(question("And how tall is it?", run_id=RunId("next"), request_id="next"))
    assert len(stage.prepare(RunId("next")).history) == turns_kept


def test_an_answer_of_before_is_known_by_what_it_shows() -> None:
    old = {"citations": [{"document_id": "d"}], "nearest": [{"document_id": "e"}]}
    assert quoted_in_record(old) == {"d", "e"}
    assert quoted_in_record({"documents": ["attachment"], "citations": []}) == frozenset()
    assert quoted_in_record(None) == frozenset()
