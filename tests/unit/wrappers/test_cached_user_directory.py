"""A user is looked up at most once a minute."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from genai_core.domain.identifiers import UserId
from genai_core.errors import Unavailable
from genai_core.wrappers.cached_user_directory import CACHED_S, CachedUserDirectory
from tests.contract.clocks import SetClock

ANN, BOB, GONE = UserId("ann"), UserId("bob"), UserId("gone")


class Counted:
    """Knows Ann and Bob, and records who is looked up."""

    def __init__(self) -> None:
        self.asked: list[list[UserId]] = []
        self.fails = False

    def addresses(self, user_ids: Collection[UserId], *, only_verified: bool = False) -> Mapping[UserId, str]:
        self.asked.append(list(user_ids))
        if self.fails:
            raise Unavailable("the pool cannot be reached")
        known = {ANN: "ann@quorum.example"} | ({} if only_verified else {BOB: "bob@quorum.example"})
        return {user: known[user] for user in user_ids if user in known}


def test_only_users_that_are_not_cached_are_looked_up() -> None:
    inner, clock = Counted(), SetClock()
    directory = CachedUserDirectory(inner, clock)
    assert directory.addresses([ANN, GONE]) == {ANN: "ann@quorum.example"}
    assert directory.addresses([GONE, BOB, ANN]) == {ANN: "ann@quorum.example", BOB: "bob@quorum.example"}
    assert inner.asked == [[ANN, GONE], [BOB]]
    clock.pass_by(CACHED_S)
    directory.addresses([ANN])
    assert inner.asked[2:] == [[ANN]]


def test_an_unverified_address_that_is_cached_is_not_returned_as_a_verified_one() -> None:
    directory = CachedUserDirectory(Counted(), SetClock())
    assert BOB in directory.addresses([BOB])
    assert directory.addresses([BOB], only_verified=True) == {}


def test_a_failure_is_not_cached() -> None:
    inner = Counted()
    directory = CachedUserDirectory(inner, SetClock())
    inner.fails = True
    with pytest.raises(Unavailable):
        directory.addresses([ANN])
    inner.fails = False
    assert directory.addresses([ANN]) == {ANN: "ann@quorum.example"}
