"""People of a workspace: members, invitations by id and by address, and when these end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import EncoderName, UserId, WorkspaceId
from genai_core.domain.workspaces import Move, SearchBackend, Workspace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN, BOB, EVE = map(UserId, ("ann", "bob", "eve"))
MAIL = EmailAddress("eve@example.org")
EMPTY = Workspace(WorkspaceId("w"), "Papers", ANN, "2026-01-01T00:00:00Z")


def test_all_people_are_counted_but_the_owner() -> None:
    assert EMPTY.people == 0
    assert replace(EMPTY, members=(BOB,), invited=(EVE,), invited_emails=(MAIL,)).people == 3


def test_who_is_removed_loses_membership_and_both_kinds_of_invitation_with_their_ends() -> None:
    full = replace(
        EMPTY,
        members=(BOB, EVE),
        invited=(EVE,),
        invited_emails=(MAIL,),
        invited_until={EVE: "2026-04-01T00:00:00+00:00", MAIL: "2026-04-01T00:00:00+00:00"},
    )
    left = full.without(EVE, MAIL)
    assert (left.members, left.invited, left.invited_emails, left.invited_until) == ((BOB,), (), (), {})


def test_removing_one_user_keeps_the_invitations_of_others() -> None:
    full = replace(
        EMPTY, invited=(BOB, EVE), invited_emails=(MAIL,), invited_until={BOB: "x", EVE: "y", MAIL: "z"}
    )
    left = full.without(BOB)
    assert (left.invited, left.invited_emails) == ((EVE,), (MAIL,))
    assert left.invited_until == {EVE: "y", MAIL: "z"}


def test_a_user_without_an_address_takes_nobody_s_invitation_by_address() -> None:
    assert replace(EMPTY, invited_emails=(MAIL,)).without(BOB, None).invited_emails == (MAIL,)


@pytest.mark.parametrize(("minutes", "is_open"), [(-1, False), (0, False), (1, True)])
def test_an_invitation_is_open_until_its_end_and_not_at_it(minutes: int, is_open: bool) -> None:
    end = (NOW + timedelta(minutes=minutes)).isoformat()
    invited = replace(EMPTY, invited=(EVE,), invited_emails=(MAIL,), invited_until={EVE: end, MAIL: end})
    now = invited.open_at(NOW)
    assert now.invited == ((EVE,) if is_open else ())
    assert now.invited_emails == ((MAIL,) if is_open else ())
    assert set(now.invited_until) == ({EVE, MAIL} if is_open else set[str]())


def test_an_end_with_another_offset_is_the_same_moment() -> None:
    until = {EVE: "2026-03-01T14:30:00+02:00"}  # half past twelve in UTC
    invited = replace(EMPTY, invited=(EVE,), invited_until=until)
    assert invited.open_at(NOW).invited == (EVE,)
    assert invited.open_at(NOW + timedelta(minutes=30)).invited == ()


def test_an_invitation_from_before_invitations_ended_stays_open_and_gets_an_end_with_the_next_change() -> (
    None
):
    old = replace(EMPTY, invited=(EVE,))
    assert old.open_at(NOW) is old
    assert old.invitation_end(EVE) == ""
    assert old.inviting_until(NOW).invitation_end(EVE) == NOW.isoformat()


def test_a_new_invitation_leaves_the_ends_of_earlier_ones_and_drops_those_of_people_who_are_gone() -> None:
    earlier = (NOW - timedelta(days=1)).isoformat()
    invited = replace(EMPTY, invited=(BOB, EVE), invited_until={BOB: earlier, "gone": earlier})
    assert invited.inviting_until(NOW).invited_until == {BOB: earlier, EVE: NOW.isoformat()}


def test_the_later_of_two_invitations_of_one_user_counts() -> None:
    first, second = NOW.isoformat(), (NOW + timedelta(days=1)).isoformat()
    invited = replace(EMPTY, invited_until={EVE: first, MAIL: second})
    assert invited.invitation_end(EVE, MAIL) == second
    assert invited.invitation_end(EVE) == first
    assert invited.invitation_end(BOB) == ""


def test_a_workspace_on_the_move_is_searched_where_it_was() -> None:
    moving = replace(EMPTY, moving=Move("opensearch", "m", encoder=EncoderName("titan")))
    assert moving.backend == EMPTY.backend == SearchBackend("postgresql")
    assert moving.moving
    assert moving.moving.backend == SearchBackend("opensearch", EncoderName("titan"))


def test_two_encoders_of_a_workspace_have_two_collections_in_one_engine() -> None:
    default = SearchBackend("postgresql").collection(EMPTY.workspace_id)
    other = SearchBackend("postgresql", EncoderName("titan")).collection(EMPTY.workspace_id)
    assert default != other
    assert other != SearchBackend("postgresql", EncoderName("titan")).collection(WorkspaceId("w2"))


def test_the_budget_of_all_members_is_unlimited_unless_one_is_set() -> None:
    assert (EMPTY.budget.daily_tokens, EMPTY.budget.daily_cost_usd) == (0, 0.0)
    capped = replace(EMPTY, daily_tokens=5000, daily_cost_usd=2.5).budget
    assert (capped.daily_tokens, capped.daily_cost_usd) == (5000, 2.5)
