"""`quorum workspace invite`, `accept`, `leave` and `remove`, against the function that serves the API."""

from __future__ import annotations

from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, InMemoryBackend
from tests.unit.quorum_client.command_line import CommandLine


def test_a_user_who_is_invited_joins_and_leaves(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    result = quorum_as(EVE, "invitations").words  # an earlier name
    assert "There are no open invitations. Join with `quorum workspace accept ID`." in result
    assert f"Owners invite you by your address, eve@quorum.example, or your id, {EVE}." in result

    assert f"invited {EVE}" in quorum_as(ANN, "workspace", "share", EVE, "-w", SHARED).words
    assert EVE not in backend.workspaces.get(SHARED).members
    assert SHARED in quorum_as(EVE, "workspace", "invitations").out

    assert quorum_as(EVE, "workspace", "accept", SHARED).status == 0
    assert EVE in backend.workspaces.get(SHARED).members
    assert quorum_as(EVE, "workspace", "leave", SHARED).status == 0
    assert EVE not in backend.workspaces.get(SHARED).members


def test_an_address_is_invited_and_withdrawn_like_an_id(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    shared = quorum_as(ANN, "workspace", "share", " Eve@Quorum.example", "-w", SHARED)
    assert "invited eve@quorum.example" in shared.words
    assert SHARED in quorum_as(EVE, "workspace", "invitations").out
    removed = quorum_as(ANN, "workspace", "remove", "EVE@quorum.example", "-w", SHARED)
    assert "invited nobody" in removed.words
    assert quorum_as(EVE, "workspace", "accept", SHARED).status == 5

    made = quorum_as(ANN, "workspace", "create", "New", "--invite", "eve@quorum.example", "--invite", BOB)
    assert made.status == 0
    (new,) = (each for each in backend.workspaces.visible_to(ANN) if each.name == "New")
    assert (new.invited, new.invited_emails) == ((BOB,), ("eve@quorum.example",))
    assert quorum_as(EVE, "workspace", "accept", new.workspace_id).status == 0
    assert backend.workspaces.get(new.workspace_id).members == (EVE,)


def test_an_owner_removes_a_member(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    assert BOB in backend.workspaces.get(SHARED).members
    result = quorum_as(ANN, "workspace", "remove", BOB, "-w", SHARED)
    assert "members nobody but the owner" in result.words
    assert BOB not in backend.workspaces.get(SHARED).members


def test_who_is_not_invited_cannot_join_and_a_member_cannot_invite(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    refused = quorum_as(EVE, "workspace", "accept", SHARED)
    assert refused.status == 5
    assert "may not" in refused.err
    assert quorum_as(BOB, "workspace", "invite", EVE, "-w", SHARED).status == 5
    assert backend.workspaces.get(SHARED).invited == ()
