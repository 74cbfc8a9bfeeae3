"""Which connection gets a run's frames, and that each of them is sent to it once."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.domain.chat.frames import Frame
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Token
from genai_core.errors import NotFound, Overloaded
from genai_core.usecases.answering.bind_connection import BindConnection
from genai_core.usecases.answering.follow_run import FollowRun
from genai_core.usecases.answering.publish_frames import FramePublisher
from tests.unit.usecases.answering.scenario import ANNA, RUN, Scenario, question


class Page(Scenario):
    """A scenario whose question was asked by `old`; `new` was opened a second later, `newest` after that."""

    def __init__(self, runs: MemoryRunStore | None = None) -> None:
        super().__init__()
        self.runs = runs or MemoryRunStore()
        self.runs.create(question(connection_id="old"))
        self.publisher = FramePublisher(self.runs, self.sink, self.question)
        self.connections = MemoryConnectionStore(self.clock)
        for name in ("old", "new", "newest"):
            self.connections.open(name, ANNA)
            self.sink.connect(name)
            self.clock.sleep(1)
        self.bind = BindConnection(self.runs, self.connections)
        self.follow = FollowRun(
            runs=self.runs,
            workspaces=self.workspaces,
            sink=self.sink,
            quotes=self.quotes,
            bind=self.bind,
            clock=self.clock,
        )

    def close(self, name: str, *, is_recorded: bool = True) -> None:
        """Closes a connection; its $disconnect may be handled later, or never."""
        self.sink.disconnect(name)
        if is_recorded:
            self.connections.close(name)

    def resume(self, name: str, after_seq: int = -1) -> int:
        return self.follow.resume(self.connections.get(name), "request", after_seq=after_seq)

    def tell(self, text: str) -> None:
        self.publisher.publish(Token(text))

    def read(self, name: str) -> list[tuple[int, str]]:
        return [(frame["seq"], frame["token"]) for frame in self.sink.sent[name]]

    @property
    def bound(self) -> str:
        return self.runs.question(RUN).connection_id


def test_a_newer_connection_takes_the_run_and_gets_all_frames() -> None:
    page = Page()
    page.tell("a")
    assert page.resume("new") == 1
    page.tell("b")
    assert page.read("old") == [(0, "a")]
    assert page.read("new") == [(0, "a"), (1, "b")]


@pytest.mark.parametrize("is_recorded", [True, False])
def test_a_frame_of_the_old_connection_that_is_handled_late_takes_nothing(is_recorded: bool) -> None:
    """The page was loaded again, and the last that its old socket sent comes after its new one asked."""
    page = Page()
    old = page.connections.get("old")
    page.close("old", is_recorded=is_recorded)
    page.resume("new")
    page.tell("a")
    if is_recorded:
        with pytest.raises(NotFound):
            page.follow.resume(old, "request", after_seq=-1)
    else:
        assert page.follow.resume(old, "request", after_seq=-1) == 0
    page.tell("b")
    assert page.bound == "new"
    assert page.read("new") == [(0, "a"), (1, "b")]


def test_the_same_frame_handled_first_yields_to_the_new_connection() -> None:
    page = Page()
    page.close("old", is_recorded=False)
    page.resume("old")
    page.tell("a")
    assert page.resume("new") == 1
    page.tell("b")
    assert page.read("new") == [(0, "a"), (1, "b")]


def test_a_disconnect_of_the_old_connection_leaves_the_run_with_the_new_one() -> None:
    page = Page()
    page.resume("new")
    page.close("old")
    page.tell("a")
    assert (page.bound, page.read("new")) == ("new", [(0, "a")])


def test_frames_between_a_disconnect_and_the_next_connection_are_sent_to_that_one() -> None:
    page = Page()
    page.tell("a")
    page.close("old")
    page.tell("b")
    assert page.resume("new", after_seq=0) == 1
    page.tell("c")
    assert page.read("new") == [(1, "b"), (2, "c")]


def test_an_older_open_connection_takes_the_run_back_once_the_newer_one_is_closed() -> None:
    page = Page()
    page.resume("newest")
    page.tell("a")
    assert page.resume("new") == 1
    page.tell("b")
    assert page.read("new") == [(0, "a")]
    page.close("newest")
    page.resume("new", after_seq=0)
    page.tell("c")
    assert page.read("new") == [(0, "a"), (1, "b"), (2, "c")]


def test_a_connection_that_closed_before_it_is_bound_gets_nothing() -> None:
    page = Page()
    new = page.connections.get("new")
    page.close("new")
    with pytest.raises(NotFound):
        page.bind(RUN, new)
    assert page.bound == "old"


def test_whoever_is_bound_first_the_newest_connection_keeps_the_run() -> None:
    for _ in range(20):
        page = Page()
        names = ["old", "new", "newest"] * 3
        with ThreadPoolExecutor(len(names)) as pool:
            list(pool.map(page.bind, itertools.repeat(RUN), map(page.connections.get, names)))
        assert page.bound == "newest"


def test_each_frame_is_sent_once_while_the_connection_changes() -> None:
    for _ in range(20):
        page = Page()
        page.close("old")
        with ThreadPoolExecutor(2) as pool:
            publishing = pool.map(page.tell, map(str, range(100)))
            page.resume("new")
            list(publishing)
        assert sorted(seq for seq, _ in page.read("new")) == list(range(100))


class SlowRunStore(MemoryRunStore):
    """Shows the last frame only at the third look, as a store does into which it is being written."""

    looks = 0

    def frames(self, run_id: RunId, *, after_seq: int) -> list[Frame]:
        self.looks += 1
        whole = super().frames(run_id, after_seq=after_seq)
        # The first look is for the documents that the frames quote.
        return whole if self.looks > 3 else whole[:-1]


def test_a_frame_that_is_being_written_for_the_former_connection_is_waited_for() -> None:
    page = Page(SlowRunStore())
    for text in "abc":
        page.tell(text)
    assert page.resume("new", after_seq=0) == 2
    assert page.read("new") == [(1, "b"), (2, "c")]


def test_a_frame_that_never_comes_is_waited_for_a_few_seconds() -> None:
    runs = SlowRunStore()
    page = Page(runs)
    page.tell("a")
    runs.looks = -1000
    assert page.resume("new") == 0
    assert 3 < page.clock.seconds - 3 < 5


def test_a_gateway_that_cannot_take_a_frame_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page()

    def overloaded(*_: object) -> bool:
        raise Overloaded("too many requests")

    with monkeypatch.context() as patch:
        patch.setattr(page.sink, "send", overloaded)
        page.tell("a")
    page.tell("b")
    assert page.read("old") == [(1, "b")]
    assert page.resume("old") == 2
