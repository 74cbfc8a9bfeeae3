"""Invitations by e-mail address: who sees one, who can accept it, and what nobody learns from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId
from genai_core.domain.protocol.workspaces import MAX_MEMBERS
from genai_core.settings import settings
from lambdas.serve_api.handler import handler
from tests.unit.lambdas.in_memory_backend import (
    ANN,
    BOB,
    EVE,
    SHARED,
    Context,
    InMemoryBackend,
    address_of,
    rest_event,
)
from tests.unit.lambdas.rest import call

IN_SHARED = f"/workspaces/{SHARED}"
INVITATION = {"workspace_id": SHARED, "name": "Shared", "owner": ANN, "owner_email": address_of(ANN)}
DECLINED = {**INVITATION, "owner_email": "", "until": ""}


def invite(address: str, **options: Any) -> tuple[int, Any]:
    return call("POST", f"{IN_SHARED}/invitations", {"email": address}, **options)[:2]


def withdraw(address: str, **options: Any) -> tuple[int, Any]:
    return call("POST", f"{IN_SHARED}/invitations/withdraw", {"email": address}, **options)[:2]


def test_who_signs_in_with_the_address_sees_the_invitation_and_joins_by_id(backend: InMemoryBackend) -> None:
    status, shown = invite(" Eve@QUORUM.example\n")
    assert (status, shown["invited_emails"], shown["invited"]) == (200, ["eve@quorum.example"], [])
    (pending,) = call("GET", "/invitations", user=EVE)[1]["invitations"]
    assert pending == {**INVITATION, "until": shown["invited_until"]["eve@quorum.example"]}
    assert call("GET", IN_SHARED, user=EVE)[0] == 403
    joined = call("PUT", f"/invitations/{SHARED}", user=EVE)[1]
    assert (joined["members"], joined["invited_emails"]) == ([BOB, EVE], [])
    assert call("GET", "/invitations", user=EVE)[1] == {"invitations": []}
    assert backend.workspaces.get(SHARED).invited_emails == ()


def test_an_address_that_is_not_verified_never_matches(backend: InMemoryBackend) -> None:
    invite("eve@quorum.example")
    statuses: list[int] = []
    for method, path in (("GET", "/invitations"), ("PUT", f"/invitations/{SHARED}")):
        event = rest_event(method, path, user=EVE)
        # The authorizer hands on no address that is not verified.
        del event["requestContext"]["authorizer"]["email"]
        answer = handler(event, Context())
        statuses.append(answer["statusCode"])
        assert "Shared" not in answer["body"]
    assert statuses == [200, 403]
    assert EVE not in backend.workspaces.get(SHARED).members


def test_an_invitation_that_is_not_answered_ends_and_can_be_made_again(backend: InMemoryBackend) -> None:
    invite("eve@quorum.example")
    call("PUT", f"{IN_SHARED}/members/dan")
    days = settings().limits.invitation_days
    backend.clock.pass_by(days * 86400 - 1)
    assert len(call("GET", "/invitations", user=EVE)[1]["invitations"]) == 1
    backend.clock.pass_by(1)
    assert call("GET", "/invitations", user=EVE)[1] == {"invitations": []}
    status, problem = call("PUT", f"/invitations/{SHARED}", user=EVE)[:2]
    assert (status, "ended at" in problem["detail"], "again" in problem["remedy"]) == (403, True, True)
    assert EVE not in backend.workspaces.get(SHARED).members
    # Inviting again forgets the other invitation, which has ended too.
    shown = invite("eve@quorum.example")[1]
    assert (shown["invited"], list(shown["invited_until"])) == ([], ["eve@quorum.example"])
    assert EVE in call("PUT", f"/invitations/{SHARED}", user=EVE)[1]["members"]


def test_an_invitation_without_an_end_gets_one_at_the_next_change_of_people(backend: InMemoryBackend) -> None:
    old = backend.workspaces.get(SHARED)
    backend.workspaces.update(replace(old, invited_emails=(EmailAddress("eve@quorum.example"),)))
    (pending,) = call("GET", "/invitations", user=EVE)[1]["invitations"]
    assert pending["until"] == ""
    call("PUT", f"{IN_SHARED}/members/dan")
    assert set(call("GET", IN_SHARED)[1]["invited_until"]) == {"eve@quorum.example", "dan"}
    assert list(call("GET", IN_SHARED, user=BOB)[1]["invited_until"]) == ["dan"]


@pytest.mark.parametrize("member", ["..", "member%23x", "%C3%9Cn", "a.b"])
def test_what_cannot_be_an_id_is_not_invited(backend: InMemoryBackend, member: str) -> None:
    assert call("PUT", f"{IN_SHARED}/members/{member}")[0] in (400, 404)
    assert call("POST", "/workspaces", {"name": "w", "members": [unquote(member)]})[0] == 400
    assert backend.workspaces.get(SHARED).invited == ()


def test_it_is_declined_or_withdrawn(backend: InMemoryBackend) -> None:
    invite("eve@quorum.example")
    assert call("DELETE", f"/invitations/{SHARED}", user=EVE)[:2] == (200, DECLINED)
    assert backend.workspaces.get(SHARED).invited_emails == ()
    invite("eve@quorum.example")
    assert withdraw("EVE@quorum.example")[1]["invited_emails"] == []
    assert withdraw("eve@quorum.example")[0] == 200
    assert call("PUT", f"/invitations/{SHARED}", user=EVE)[0] == 403


def test_the_answer_is_the_same_whether_anybody_has_the_address(backend: InMemoryBackend) -> None:
    answers = [invite(address)[1] for address in ("eve@quorum.example", "nobody@quorum.example")]
    for answer in answers:
        answer.pop("revision")
        answer.pop("invited_emails")
        answer.pop("invited_until")
    assert answers[0] == answers[1]


def test_only_the_owner_sees_the_addresses(backend: InMemoryBackend) -> None:
    invite("eve@quorum.example")
    assert call("GET", IN_SHARED)[1]["invited_emails"] == ["eve@quorum.example"]
    assert call("GET", IN_SHARED, user=BOB)[1]["invited_emails"] == []
    assert call("GET", "/workspaces", user=BOB)[1]["workspaces"][0]["invited_emails"] == []


def test_who_is_in_the_workspace_already_is_not_asked_again(backend: InMemoryBackend) -> None:
    before = backend.workspaces.get(SHARED)
    assert invite("ann@quorum.example")[0] == 200
    assert backend.workspaces.get(SHARED) == before
    invite("bob@quorum.example")
    assert call("GET", "/invitations", user=BOB)[1] == {"invitations": []}
    assert call("PUT", f"/invitations/{SHARED}", user=BOB)[0] == 200
    assert backend.workspaces.get(SHARED).members == (BOB,)


def test_a_change_of_the_members_leaves_addresses_alone(backend: InMemoryBackend) -> None:
    invite("eve@quorum.example")
    changed = call("PATCH", IN_SHARED, {"members": []})[1]
    assert (changed["members"], changed["invited_emails"]) == ([], ["eve@quorum.example"])


@pytest.mark.parametrize(
    "address",
    ["eve", "eve@", "@quorum.example", "eve@quorum", "e ve@quorum.example", "a@b@c.d", "\u00e9ve@b.cd"],
)
def test_what_is_not_an_address_is_refused_without_repeating_it(
    backend: InMemoryBackend, address: str
) -> None:
    status, problem = invite(address)
    assert status == 400
    assert "not valid" in problem["detail"]
    assert "ann@example.org" in problem["remedy"]
    # Refusals are logged, and logs hold no addresses.
    assert address not in str(problem)
    assert backend.workspaces.get(SHARED).invited_emails == ()


def test_an_address_in_the_place_of_an_id_is_refused_with_the_way_to_invite_it(
    backend: InMemoryBackend,
) -> None:
    for status, problem, _ in (
        call("PUT", f"{IN_SHARED}/members/eve@quorum.example"),
        call("PATCH", IN_SHARED, {"members": ["eve@quorum.example"]}),
        call("POST", "/workspaces", {"name": "New", "members": ["eve@quorum.example"]}),
    ):
        assert status == 400
        assert "/invitations" in problem["remedy"]
        assert "eve" not in str(problem)
    assert backend.workspaces.get(SHARED).invited == ()


def test_an_address_that_an_earlier_version_took_for_an_id_can_be_removed(backend: InMemoryBackend) -> None:
    odd = (UserId("a@quorum.example"), UserId("b@quorum.example"))
    backend.workspaces.update(replace(backend.workspaces.get(SHARED), invited=odd))
    assert call("PUT", f"{IN_SHARED}/members/eve")[0] == 200
    assert call("DELETE", f"{IN_SHARED}/members/a@quorum.example")[0] == 200
    assert withdraw("B@quorum.example")[0] == 200
    assert backend.workspaces.get(SHARED).invited == (EVE,)


def test_addresses_count_among_the_members(backend: InMemoryBackend) -> None:
    full = [f"u{number}" for number in range(MAX_MEMBERS - 1)]
    assert call("PATCH", IN_SHARED, {"members": full})[0] == 200
    assert invite("eve@quorum.example")[0] == 200
    assert invite("dan@quorum.example")[0] == 400
    assert call("PUT", f"{IN_SHARED}/members/one-more")[0] == 400
    assert invite("eve@quorum.example")[0] == 200
