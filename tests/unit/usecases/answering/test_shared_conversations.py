"""Who may read a conversation that its user shares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.domain.chat.quoted_documents import WITHHELD
from genai_core.domain.identifiers import UserId
from genai_core.errors import Conflict, InvalidInput, NotFound
from genai_core.usecases.answering.change_conversation import change_conversation
from genai_core.usecases.answering.read_conversations import OpenedConversation, ReadConversations
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, SESSION, Scenario, spec
from tests.unit.usecases.answering.test_readable_quotes import delete

BOB, EVE = UserId("bob"), UserId("eve")


@pytest.fixture
def scenario() -> Scenario:
    """Returns one answered question of Anna's, in a workspace with Bob."""
    answered = Scenario([spec("one")])
    workspace = answered.workspaces.get(answered.question.workspace_id)
    answered.workspaces.update(replace(workspace, members=(*workspace.members, BOB)))
    answered.says("one", "The Eiffel Tower was completed in 1889.")
    answer = answered.answer_of(spec("one"), members=1)
    answered.record(answered.question, answered.reach(answered.question, [spec("one")], PASSAGES, [answer]))
    return answered


def read(scenario: Scenario, user: UserId) -> OpenedConversation:
    reading = ReadConversations(scenario.conversations, scenario.workspaces, scenario.quotes)
    return reading.messages(user, SESSION, limit=60)


def share(scenario: Scenario, *, is_shared: bool = True) -> None:
    change_conversation(scenario.conversations, ANNA, SESSION, None, is_shared=is_shared)


def test_members_read_it_only_while_it_is_shared(scenario: Scenario) -> None:
    own = read(scenario, ANNA)
    assert own.shared_by is None
    for is_shared in (False, True, False):
        share(scenario, is_shared=is_shared)
        if is_shared:
            assert read(scenario, BOB).shared_by == ANNA
            assert [each.role for each in read(scenario, BOB).messages] == ["user", "assistant"]
        else:
            with pytest.raises(NotFound):
                read(scenario, BOB)


def test_a_stranger_does_not_learn_that_it_exists(scenario: Scenario) -> None:
    share(scenario)
    with pytest.raises(NotFound):
        read(scenario, EVE)


def test_it_is_closed_if_its_user_or_the_reader_leaves_the_workspace(scenario: Scenario) -> None:
    share(scenario)
    workspace = scenario.workspaces.get(scenario.question.workspace_id)
    for left in (replace(workspace, members=()), replace(workspace, owner=EVE, members=(BOB,))):
        scenario.workspaces.update(
            replace(left, revision=scenario.workspaces.get(workspace.workspace_id).revision)
        )
        with pytest.raises(NotFound):
            read(scenario, BOB)


def test_an_answer_made_of_documents_that_the_reader_may_not_find_is_withheld(scenario: Scenario) -> None:
    share(scenario)
    for message in read(scenario, BOB).messages:
        assert message.text != WITHHELD
    delete(scenario)
    assert read(scenario, BOB).messages[1].text == WITHHELD


def test_a_change_of_nothing_is_refused_and_both_may_be_changed_at_once(scenario: Scenario) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        change_conversation(scenario.conversations, ANNA, SESSION, None, is_shared=None)
    changed = change_conversation(scenario.conversations, ANNA, SESSION, " The tower ", is_shared=True)
    assert (changed.title, changed.is_shared) == ("The tower", True)
    with pytest.raises((NotFound, Conflict)):
        change_conversation(scenario.conversations, BOB, SESSION, None, is_shared=True)
