"""What every connection store does."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from genai_core.adapters.dynamodb.connection_store import DynamoConnectionStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.connection_store import ConnectionStore
from tests.contract.clocks import SetClock

ANN = UserId("ann")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest, clock: SetClock) -> ConnectionStore:
    if request.param == "memory":
        return MemoryConnectionStore(clock)

    aws = request.getfixturevalue("aws")
    table = DynamoTable(aws.client("dynamodb"), aws.create_table("connections"))
    return DynamoConnectionStore(table, clock)


def test_a_ticket_names_its_user_once(store: ConnectionStore) -> None:
    ticket = store.issue_ticket(ANN, valid_s=60)
    assert store.redeem_ticket(ticket) == ANN
    with pytest.raises(Forbidden):
        store.redeem_ticket(ticket)


def test_an_expired_ticket_opens_nothing(store: ConnectionStore, clock: SetClock) -> None:
    ticket = store.issue_ticket(ANN, valid_s=60)
    clock.pass_by(61)
    with pytest.raises(Forbidden, match="expired"):
        store.redeem_ticket(ticket)


@pytest.mark.parametrize("ticket", ["", "guess", "connection#c1", "x" * 5000])
def test_a_forged_ticket_opens_nothing(store: ConnectionStore, ticket: str) -> None:
    store.open("c1", ANN)
    with pytest.raises(Forbidden):
        store.redeem_ticket(ticket)


def test_tickets_are_long_and_differ(store: ConnectionStore) -> None:
    tickets = {store.issue_ticket(ANN, valid_s=60) for _ in range(5)}
    assert len(tickets) == 5
    assert min(map(len, tickets)) >= 32


def test_of_many_who_come_with_one_ticket_one_gets_in(store: ConnectionStore) -> None:
    ticket = store.issue_ticket(ANN, valid_s=60)

    def come(_: int) -> bool:
        try:
            return store.redeem_ticket(ticket) == ANN
        except Forbidden:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(come, range(8))) == 1


def test_a_connection_knows_its_user_until_it_closes(store: ConnectionStore) -> None:
    store.open("c1", ANN)
    connection = store.get("c1")
    assert (connection.connection_id, connection.user_id) == ("c1", ANN)
    store.close("c1")
    store.close("c1")
    with pytest.raises(NotFound):
        store.get("c1")


def test_a_connection_knows_when_it_was_opened(store: ConnectionStore, clock: SetClock) -> None:
    store.open("c1", ANN)
    clock.pass_by(0.25)
    store.open("c2", ANN)
    assert store.get("c1").opened_at_ms == int((clock.now().timestamp() - 0.25) * 1000)
    assert store.get("c2").opened_at_ms - store.get("c1").opened_at_ms in (249, 250, 251)


def test_a_connection_whose_end_nobody_told_is_closed_after_some_hours(
    store: ConnectionStore, clock: SetClock
) -> None:
    store.open("c1", ANN)
    clock.pass_by(2 * 3600)
    assert store.get("c1").user_id == ANN
    clock.pass_by(2 * 3600)
    with pytest.raises(NotFound):
        store.get("c1")


def test_a_user_may_have_several_connections_and_a_ticket_is_none(store: ConnectionStore) -> None:
    store.open("c1", ANN)
    store.open("c2", ANN)
    store.open("c3", UserId("bob"))
    store.issue_ticket(ANN, valid_s=60)
    assert sorted(store.connections(ANN)) == ["c1", "c2"]
