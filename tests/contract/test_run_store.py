"""What every run store does."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from string import ascii_letters

import pytest

from genai_core.adapters.dynamodb.run_store import DynamoRunStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.frames import Accepted, Draft, ModelReport, Token
from genai_core.domain.questions import Question
from genai_core.errors import Conflict, NotFound
from genai_core.ports.run_store import RunStore
from tests.contract.clocks import SetClock
from tests.unit.domain.protocol.examples import EXAMPLES, WHOLE

RUN = RunId("run-1")
QUESTION = Question(
    run_id=RUN,
    request_id="req-1",
    workspace_id=WorkspaceId("w1"),
    session_id=SessionId("s1"),
    user_id=UserId("ann"),
    text="What is it? ÄÖ 🙂",
    models=(ModelId("m1"), ModelId("m2")),
    connection_id="c1",
)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> RunStore:
    if request.param == "memory":
        return MemoryRunStore()

    aws = request.getfixturevalue("aws")
    return DynamoRunStore(DynamoTable(aws.client("dynamodb"), aws.create_table("runs")), SetClock())


def answer(model: str, text: str = "yes") -> ModelAnswer:
    return ModelAnswer(ModelId(model), "family", ModelStatus.ANSWERED, text, usage=Usage(1, 2, 0.1))


def report(model: str) -> ModelReport:
    return ModelReport(model=model, family="f", status=ModelStatus.ANSWERED, reason="", latency_ms=1)


def test_a_question_reads_back_as_it_was_asked(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.question(RUN) == QUESTION


def test_a_run_is_found_by_its_users_request_only(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.find(UserId("ann"), "req-1") == RUN
    for user, request in (("bob", "req-1"), ("ann", "req-2")):
        with pytest.raises(NotFound):
            store.find(UserId(user), request)


def test_a_run_or_a_request_twice_is_a_conflict(store: RunStore) -> None:
    store.create(QUESTION)
    with pytest.raises(Conflict):
        store.create(replace(QUESTION, request_id="req-2"))
    with pytest.raises(Conflict):
        store.create(replace(QUESTION, run_id=RunId("run-2")))
    with pytest.raises(NotFound):
        store.question(RunId("run-2"))


def test_an_unknown_run_is_not_found(store: RunStore) -> None:
    with pytest.raises(NotFound):
        store.question(RUN)
    with pytest.raises(NotFound):
        store.append_frame(RUN, Token("a"))
    with pytest.raises(NotFound):
        store.decide(RUN, "me")


def test_frames_are_numbered_from_nought_and_kept(store: RunStore) -> None:
    store.create(QUESTION)
    first = store.append_frame(RUN, Accepted("s1", ("m1",)))
    second = store.append_frame(RUN, Token("a", ("m1",), "now"))
    assert (first.seq, second.seq, first.request_id, first.connection_id) == (0, 1, "req-1", "c1")
    kept = [replace(frame, state=RunState()) for frame in (first, second)]
    assert store.frames(RUN, after_seq=-1) == kept
    assert store.frames(RUN, after_seq=0) == kept[1:]
    assert store.frames(RUN, after_seq=1) == []
    assert store.frames(RUN, after_seq=99) == []


def test_parallel_writers_leave_no_gap_and_no_double(store: RunStore) -> None:
    store.create(QUESTION)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.append_frame(RUN, Draft("m", str(n))), range(60)))
    frames = store.frames(RUN, after_seq=-1)
    assert [frame.seq for frame in frames] == list(range(60))
    texts = [frame.content.text for frame in frames if isinstance(frame.content, Draft)]
    assert sorted(map(int, texts)) == list(range(60))


def test_later_frames_go_to_the_connection_that_came_back(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.rebind(RUN, "c2", instead_of="c1") == 0
    assert store.append_frame(RUN, Token("a")).connection_id == "c2"
    assert store.question(RUN).connection_id == "c2"
    assert store.rebind(RUN, "c2", instead_of="c1") == 1


def test_a_run_is_taken_only_from_the_connection_that_has_it(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.rebind(RUN, "c3", instead_of="c2") is None
    assert store.question(RUN).connection_id == "c1"
    with pytest.raises(NotFound):
        store.rebind(RunId("run-2"), "c3", instead_of="c2")


def test_a_run_without_a_connection_is_given_one(store: RunStore) -> None:
    store.create(replace(QUESTION, connection_id=""))
    assert store.rebind(RUN, "c1", instead_of="") == 0


def test_of_many_connections_one_takes_the_run(store: RunStore) -> None:
    store.create(QUESTION)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: store.rebind(RUN, f"new-{n}", instead_of="c1"), range(8)))
    assert [n for n, seq in enumerate(taken) if seq is not None] == [
        int(store.question(RUN).connection_id.removeprefix("new-"))
    ]


def test_the_number_of_a_change_parts_the_frames_of_both_connections(store: RunStore) -> None:
    store.create(QUESTION)
    with ThreadPoolExecutor(5) as pool:
        writing = [pool.submit(store.append_frame, RUN, Token(str(n))) for n in range(40)]
        next_seq = store.rebind(RUN, "c2", instead_of="c1")
        written = [each.result() for each in writing]
    assert next_seq is not None
    assert all((frame.connection_id == "c2") == (frame.seq >= next_seq) for frame in written)


def test_answers_come_in_order_of_arrival_and_a_model_replaces_its_own(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.answers(RUN) == []
    assert store.add_answer(RUN, answer("m2")) == [answer("m2")]
    store.add_answer(RUN, answer("m1"))
    assert store.add_answer(RUN, answer("m2", "no")) == [answer("m2", "no"), answer("m1")]
    assert store.answers(RUN) == [answer("m2", "no"), answer("m1")]


def test_one_caller_decides_and_may_repeat_it(store: RunStore) -> None:
    store.create(QUESTION)
    with ThreadPoolExecutor(8) as pool:
        wins = list(pool.map(lambda n: store.decide(RUN, f"by-{n}"), range(8)))
    assert sum(wins) == 1
    winner = f"by-{wins.index(True)}"
    assert store.decide(RUN, winner)
    assert not store.decide(RUN, "late")


def test_a_run_is_over_once_decided_or_cancelled(store: RunStore) -> None:
    store.create(QUESTION)
    assert not store.state(RUN).is_over
    assert not store.is_cancelled(RUN)
    store.cancel(RUN)
    store.cancel(RUN)
    assert store.state(RUN).is_over
    assert store.is_cancelled(RUN)
    store.create(replace(QUESTION, run_id=RunId("run-2"), request_id="req-2"))
    store.decide(RunId("run-2"), "m1")
    assert store.state(RunId("run-2")).is_over
    assert not store.is_cancelled(RunId("run-2"))


def test_the_state_counts_the_models_that_have_ended(store: RunStore) -> None:
    store.create(QUESTION)
    for ended, content in enumerate((Draft("m1", "x"), report("m1"), report("m2"))):
        frame = store.append_frame(RUN, content)
        assert frame.state is not None
        assert frame.state.reported == store.state(RUN).reported == ended


def test_a_dropped_model_is_named_by_the_state_and_by_later_frames(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.state(RUN).dropped == frozenset()
    for model in ("m1", "m1", "a.b:c-1"):
        store.drop_model(RUN, ModelId(model))
    assert store.state(RUN).dropped == {"m1", "a.b:c-1"}
    assert not store.state(RUN).is_over
    assert store.append_frame(RUN, Token("x")).state == store.state(RUN)
    with pytest.raises(NotFound):
        store.drop_model(RunId("run-0"), ModelId("m1"))


def test_the_state_names_the_models_that_the_frame_accepted_names(store: RunStore) -> None:
    store.create(QUESTION)
    assert store.state(RUN).asked == ()
    assert store.append_frame(RUN, Accepted("s1", ("m1", "a.b:c-1"))).state == store.state(RUN)
    store.append_frame(RUN, Token("x"))
    assert store.state(RUN).asked == ("m1", "a.b:c-1")


def test_every_kind_of_frame_reads_back_as_it_was_kept(store: RunStore) -> None:
    store.create(QUESTION)
    frames = [example for examples in EXAMPLES.values() for example in examples]
    for example in frames:
        store.append_frame(RUN, example)
    assert [frame.content for frame in store.frames(RUN, after_seq=-1)] == frames


@pytest.mark.parametrize("char", ["a", "🗼"])
def test_a_result_of_any_length_reads_back_whole(store: RunStore, char: str) -> None:
    store.create(QUESTION)
    assert store.result(RUN) is None
    texts = random.Random(1)  # what compresses well would not need several parts
    models = [
        replace(
            WHOLE.models[0], id=f"m{number}", text="".join(texts.choices(char + ascii_letters, k=100_000))
        )
        for number in range(8)
    ]
    whole = replace(WHOLE, models=tuple(models))
    store.keep_result(RUN, WHOLE)
    store.keep_result(RUN, whole)
    assert store.result(RUN) == whole
    store.keep_result(RUN, WHOLE)
    assert store.result(RUN) == WHOLE
    with pytest.raises(NotFound):
        store.result(RunId("run-2"))
