"""The page in real browsers: share a conversation, read it as another member, and see every kind of error."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from genai_core.domain.protocol.answers import ModelFailure
from genai_core.domain.protocol.frames import Failure, message_of
from genai_core.domain.protocol.outcomes import ModelStatus
from genai_core.errors import Misconfigured, NoAnswer, Overloaded, QuorumError, Throttled, TimedOut
from local_runtime.home import Home
from local_runtime.ports import remembered_ports
from quorum_client import Quorum, Session
from tests.e2e.laptop import ROOT, Laptop
from tests.e2e.test_page import AT_ONCE_MS

QUESTION = "What is the full day allowance in Norway?"
MEMBER, PASSWORD = "reader@quorum.example", "Reads-Only-7-times"
# New ones each time: a deleted conversation takes no more messages.
SHARED, AMBIGUOUS = f"shared-{uuid4()}", f"of-two-users-{uuid4()}"
TRIES = 2
# What no setting of a laptop causes at once and each time is answered on the socket, as the contract says it.
ERRORS: tuple[QuorumError, ...] = (
    Throttled("the model 'smollm2' asks to slow down", remedy="Ask again in 5 s."),
    TimedOut("the search took longer than 10 s", remedy="Ask again."),
    Overloaded("the model's server is full", remedy="Ask again later."),
    NoAnswer("no model answered (smollm2: it is full)", remedy="Ask again, or choose another model."),
    Misconfigured("there is no model 'gpt'", remedy="Ask the operator to correct `models`."),
)


@contextmanager
def member_of(laptop: Laptop, workspace_id: str) -> Generator[Quorum]:
    """Signs in a second user, who is a member of the workspace."""
    session = Session.load(laptop.folder / "session.json")
    pool: dict[str, Any] = {"UserPoolId": session.user_pool_id, "Username": MEMBER}
    cognito = laptop.aws("cognito-idp")
    attributes = [{"Name": "email", "Value": MEMBER}, {"Name": "email_verified", "Value": "true"}]
    with suppress(cognito.exceptions.UsernameExistsException):  # of a run that was killed
        cognito.admin_create_user(**pool, MessageAction="SUPPRESS", UserAttributes=attributes)
    cognito.admin_set_user_password(**pool, Password=PASSWORD, Permanent=True)
    with Quorum(replace(session, username=MEMBER, password=PASSWORD)) as member, laptop.connect() as owner:
        owner.workspaces.invite(workspace_id, member.user_id)
        member.workspaces.accept(workspace_id)
        try:
            yield member
        finally:
            owner.workspaces.remove(workspace_id, member.user_id)
            for user in (owner, member):
                for session_id in {each["session_id"] for each in user.sessions()} & {SHARED, AMBIGUOUS}:
                    user.delete_session(session_id)
            cognito.admin_delete_user(**pool)


@pytest.fixture(scope="module")
def workspace_id(laptop: Laptop) -> Iterator[str]:
    """The workspace of two users: one has a conversation, and both have one of the same id."""
    with laptop.connect() as owner:
        samples = owner.workspaces.find("samples").workspace_id
        with member_of(laptop, samples) as member:
            for user, session_id in ((owner, SHARED), (owner, AMBIGUOUS), (member, AMBIGUOUS)):
                user.ask(QUESTION, samples, mode="single", models=["extractive"], session_id=session_id)
            owner.share_session(AMBIGUOUS)
            yield samples


@pytest.fixture(scope="module")
def seen(browser: str, laptop: Laptop, workspace_id: str) -> dict[str, Any]:
    """What two users saw."""
    session = json.loads((laptop.folder / "session.json").read_text())
    ports = remembered_ports(Home(laptop.folder))
    assert ports is not None
    task = {
        "browser": browser,
        "url": ports.web_url.rstrip("/"),
        "username": session["username"],
        "password": session["password"],
        "member": {"username": MEMBER, "password": PASSWORD},
        "question": QUESTION,
        "shared": f"/w/{workspace_id}/c/{SHARED}",
        "ambiguous": f"/w/{workspace_id}/c/{AMBIGUOUS}",
        "errors": {type(error).__name__: frame_of(error) for error in ERRORS},
        "tries": TRIES,
    }
    command = ["node", str(Path(__file__).with_name("share_and_fail.mjs")), json.dumps(task)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def frame_of(error: QuorumError) -> dict[str, Any]:
    models = (
        (ModelFailure("smollm2", ModelStatus.FAILED, "it is full"),) if isinstance(error, NoAnswer) else ()
    )
    failure = Failure(error.message, type(error).__name__, error.remedy, models)
    return message_of(failure, request_id="of the question")


def test_a_shared_conversation_is_read_by_a_member_and_by_nobody_after_sharing_stops(seen: dict[str, Any]):
    shared = seen["shared"]
    assert re.search(rf"/c/{SHARED}\?turn=", shared["link"])
    assert shared["question"] == QUESTION
    assert re.search(r"\d", shared["answer"])
    assert "who alone can go on with it" in shared["note"]
    assert shared["boxes"] == 0
    assert [action.strip() for action in shared["actions"]] == ["Copy", "Export"]
    for refused in (shared["before"], shared["after"]):
        assert "not shared with you" in refused["alert"]
        assert refused["turns"] == 0


def test_a_conflict_is_shown_at_once(seen: dict[str, Any]):
    assert "Another user shares a conversation with the id" in seen["conflict"]["alert"]
    assert seen["conflict"]["ms"] < AT_ONCE_MS


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_of_each_kind_is_shown_at_once_with_its_remedy(seen: dict[str, Any], error: QuorumError):
    shown = seen["errors"][type(error).__name__]
    assert error.message.lower() in shown["alert"].lower()
    assert error.remedy in shown["alert"]
    assert shown["ms"] < AT_ONCE_MS


def test_nothing_failed_in_the_browsers(seen: dict[str, Any]):
    assert seen["failures"] == []
