"""What every conversation store does."""

import pytest

from genai_core.adapters.dynamodb.conversation_store import DynamoConversationStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.conversation_store import MemoryConversationStore
from genai_core.domain.chat.conversations import SessionMessage, message_position
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.errors import Conflict, NotFound
from genai_core.ports.conversation_store import ConversationStore

ANN, BOB, SESSION = UserId("ann"), UserId("bob"), SessionId("s1")


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> ConversationStore:
    if request.param == "memory":
        return MemoryConversationStore()

    aws = request.getfixturevalue("aws")
    return DynamoConversationStore(DynamoTable(aws.client("dynamodb"), aws.create_table("sessions")))


def message(
    text: str, *, minute: int = 0, run: str = "r1", role: str = "user", **changes: object
) -> SessionMessage:
    values: dict[str, object] = {
        "session_id": SESSION,
        "workspace_id": WorkspaceId("w1"),
        "user_id": ANN,
        "role": role,
        "text": text,
        "created_at": f"2026-01-01T00:{minute:02d}:00Z",
        "run_id": run,
    }
    return SessionMessage(**{**values, **changes})  # type: ignore[arg-type]


def test_an_unknown_session_is_empty(store: ConversationStore) -> None:
    assert store.messages(ANN, SESSION) == []
    assert store.sessions(ANN) == []


def test_messages_come_back_oldest_first_with_their_payload(store: ConversationStore) -> None:
    payload = {"done": True, "agreement": {"value": 0.1 + 0.2}, "citations": []}
    second = message("An answer", role="assistant", answer=payload)
    first = message("A question")
    store.append(second)
    store.append(first)
    assert store.messages(ANN, SESSION) == [first, second]


def test_only_the_last_messages_are_returned_if_asked(store: ConversationStore) -> None:
    for minute in range(5):
        store.append(message(f"m{minute}", minute=minute, run=f"r{minute}"))
    assert [message.text for message in store.messages(ANN, SESSION, last=2)] == ["m3", "m4"]
    assert store.messages(ANN, SESSION, last=0) == []
    assert len(store.messages(ANN, SESSION, last=50)) == 5


def test_messages_before_a_position_follow_without_a_gap_or_a_repetition(store: ConversationStore) -> None:
    for turn in range(4):
        store.append(message(f"q{turn}", minute=turn, run=f"r{turn}"))
        store.append(message(f"a{turn}", minute=turn, run=f"r{turn}", role="assistant"))
    store.append(message("other", session_id=SessionId("s1-2")))
    store.append(message("other", session_id=SessionId("s0")))
    pages, before = [], ""
    while page := store.messages(ANN, SESSION, last=3, before=before):
        pages.append([each.text for each in page])
        before = message_position(page[0])
    assert pages == [["a2", "q3", "a3"], ["q1", "a1", "q2"], ["q0", "a0"]]
    # A position need not be one of a message.
    between = message_position(message("", minute=1, run="r9"))
    assert [each.text for each in store.messages(ANN, SESSION, before=between)] == ["q0", "a0", "q1"]
    assert store.messages(BOB, SESSION, last=3, before="9") == []
    assert store.messages(ANN, SESSION, last=0, before="9") == []


def test_the_workspaces_of_a_session_are_known_until_it_is_deleted(store: ConversationStore) -> None:
    assert store.workspaces(ANN, SESSION) == frozenset()
    store.append(message("here"))
    store.append(message("there", minute=1, run="r2", workspace_id=WorkspaceId("w2")))
    store.append(message("elsewhere", session_id=SessionId("s10"), workspace_id=WorkspaceId("w3")))
    assert store.workspaces(ANN, SESSION) == {"w1", "w2"}
    assert store.workspaces(BOB, SESSION) == frozenset()
    store.delete(ANN, SESSION)
    assert store.workspaces(ANN, SESSION) == frozenset()
    assert store.workspaces(ANN, SessionId("s10")) == {"w3"}


def test_the_same_turn_again_changes_nothing(store: ConversationStore) -> None:
    store.append(message("once"))
    store.append(message("again", minute=1))
    assert [message.text for message in store.messages(ANN, SESSION)] == ["once"]
    assert store.sessions(ANN)[0].message_count == 1


def test_nobody_reads_another_users_session(store: ConversationStore) -> None:
    store.append(message("secret"))
    assert store.messages(BOB, SESSION) == []
    assert store.sessions(BOB) == []


def test_a_session_is_summarised_by_its_first_message_and_its_times(store: ConversationStore) -> None:
    store.append(message("What   is\nit?"))
    store.append(message("It is that.", minute=3, role="assistant"))
    (summary,) = store.sessions(ANN)
    assert (summary.title, summary.message_count) == ("What is it?", 2)
    assert (summary.created_at, summary.updated_at) == ("2026-01-01T00:00:00Z", "2026-01-01T00:03:00Z")
    assert (summary.session_id, summary.workspace_id) == ("s1", "w1")


def test_sessions_are_listed_last_used_first(store: ConversationStore) -> None:
    store.append(message("a", session_id=SessionId("a"), minute=1))
    store.append(message("b", session_id=SessionId("b"), minute=2))
    store.append(message("a again", session_id=SessionId("a"), minute=3, run="r2"))
    assert [summary.session_id for summary in store.sessions(ANN)] == ["a", "b"]


def test_a_given_title_stays_whatever_is_asked_later(store: ConversationStore) -> None:
    store.append(message("What is it?"))
    renamed = store.rename(ANN, SESSION, "Of it")
    assert (renamed.session_id, renamed.title, renamed.message_count) == (SESSION, "Of it", 1)
    store.append(message("And that?", minute=1, run="r2"))
    (summary,) = store.sessions(ANN)
    assert (summary.title, summary.message_count) == ("Of it", 2)


def test_only_an_own_session_that_is_there_is_renamed(store: ConversationStore) -> None:
    store.append(message("What is it?"))
    for user, session in ((BOB, SESSION), (ANN, SessionId("s10"))):
        with pytest.raises(NotFound, match=r"s1.*List your sessions"):
            store.rename(user, session, "Mine")
    store.delete(ANN, SESSION)
    with pytest.raises(NotFound):
        store.rename(ANN, SESSION, "Mine")
    assert store.sessions(BOB) == store.sessions(ANN) == []


def test_deleting_a_session_takes_all_of_it_and_nothing_else(store: ConversationStore) -> None:
    store.append(message("gone"))
    store.append(message("stays", session_id=SessionId("s10")))
    store.delete(ANN, SESSION)
    store.delete(ANN, SESSION)
    assert store.messages(ANN, SESSION) == []
    assert [summary.session_id for summary in store.sessions(ANN)] == ["s10"]


def test_a_deleted_session_stays_deleted_though_its_run_ends_later(store: ConversationStore) -> None:
    store.append(message("Why?"))
    store.delete(ANN, SESSION)
    store.append(message("So.", role="assistant"))
    longer = SessionId(f"{SESSION}-2")
    store.append(message("Why?", session_id=longer))
    assert store.messages(ANN, SESSION) == []
    assert [summary.session_id for summary in store.sessions(ANN)] == [longer]
    bob = UserId("bob")
    store.append(message("Mine?", user_id=bob))
    assert len(store.messages(bob, SESSION)) == 1


def test_a_session_may_outgrow_one_record(store: ConversationStore) -> None:
    for minute in range(30):
        store.append(message("x" * 30_000, minute=minute, run=f"r{minute}"))
    assert sum(len(message.text) for message in store.messages(ANN, SESSION)) == 900_000


def test_a_session_is_shared_until_its_user_or_its_deletion_ends_it(store: ConversationStore) -> None:
    store.append(message("A question"))
    assert store.shared_by(SESSION) is None
    for _ in range(2):
        assert store.share(ANN, SESSION, is_shared=True).is_shared
    assert store.shared_by(SESSION) == ANN
    assert store.rename(ANN, SESSION, "Mine").is_shared
    assert [session.is_shared for session in store.sessions(ANN)] == [True]
    for _ in range(2):
        assert not store.share(ANN, SESSION, is_shared=False).is_shared
    assert store.shared_by(SESSION) is None
    store.share(ANN, SESSION, is_shared=True)
    store.delete(ANN, SESSION)
    assert store.shared_by(SESSION) is None


def test_nobody_shares_what_is_not_theirs(store: ConversationStore) -> None:
    with pytest.raises(NotFound):
        store.share(ANN, SESSION, is_shared=True)
    store.append(message("A question"))
    store.append(message("Another of the same id", user_id=BOB))
    store.share(ANN, SESSION, is_shared=True)
    with pytest.raises(Conflict):
        store.share(BOB, SESSION, is_shared=True)
    store.delete(BOB, SESSION)
    assert store.shared_by(SESSION) == ANN
