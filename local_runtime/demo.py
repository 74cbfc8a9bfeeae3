"""The demo: a user, a workspace and the sample documents, so that the first question has an answer."""

from __future__ import annotations

import json
import mimetypes
import secrets
import string
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from genai_core.domain.callers import Group
from local_runtime import deployment
from local_runtime.deployed import Deployed
from local_runtime.home import REPOSITORY, Home, read_json, write_json
from local_runtime.ports import Ports
from local_runtime.report import step
from local_runtime.welcome import WORKSPACE
from quorum_client import Quorum, Session

SAMPLES = REPOSITORY / "samples"
USERNAME = "demo@quorum.example"
READY_LIMIT_S = 240.0


def sign_up(home: Home, ports: Ports, deployed: Deployed) -> Session:
    """Ensures that the demo user can sign in and owns a workspace; the CLI finds both in the session file."""
    with step("demo user and workspace") as current:
        session = read_json(home.session_file)
        password = str(session.get("password") or _password())
        _create_user(ports, deployed, password)
        values = {
            "api_url": deployed.api_url,
            "websocket_url": deployed.websocket_url,
            "user_pool_id": deployed.user_pool_id,
            "client_id": deployed.client_id,
            "region": deployed.region,
            "endpoint_url": ports.endpoint_url,
            "username": USERNAME,
            "password": password,
            "documents_bucket": deployed.documents_bucket,
        }
        write_json(home.session_file, values)
        with Quorum(Session.from_values(values)) as quorum:
            workspace = quorum.workspaces.find_or_create(WORKSPACE)
        write_json(home.session_file, {**values, "workspace_id": workspace.workspace_id})
        current.note = USERNAME
    return Session.from_values({**values, "workspace_id": workspace.workspace_id})


def ingest_samples(ports: Ports, session: Session) -> None:
    """Puts the samples into the inbox bucket, as any program may, and waits until all are searchable."""
    files = sorted(file for file in SAMPLES.rglob("*") if file.is_file() and _is_document(file))
    if not files:
        return
    with step(f"{len(files)} sample documents ingested") as current, Quorum(session) as quorum:
        paths = {file.relative_to(SAMPLES).as_posix(): file for file in files}
        statuses = _statuses(quorum, session)
        missing = {path: file for path, file in paths.items() if statuses.get(path) != "ready"}
        _drop(ports, session, missing)
        settled = quorum.documents.wait(session.workspace_id, list(missing), limit_s=READY_LIMIT_S)
        current.note = readiness(list(paths), {**statuses, **{each.path: each.status for each in settled}})
        for document in settled:
            if document.reason:
                current.note += f"; {document.path}: {document.reason}"


def readiness(paths: Sequence[str], statuses: Mapping[str, str]) -> str:
    """Returns the requested documents that are ready, and the status of the others."""
    others = [f"{path} is {statuses.get(path, 'unknown')}" for path in paths if statuses.get(path) != "ready"]
    return "; ".join([f"{len(paths) - len(others)} of {len(paths)} ready", *others])


def sample_question() -> str:
    """Returns a question that the samples answer."""
    questions = json.loads((SAMPLES / "questions.json").read_text())
    return str(questions[0]["question"])


def _statuses(quorum: Quorum, session: Session) -> dict[str, str]:
    return {document.path: document.status for document in quorum.documents.list(session.workspace_id)}


def _drop(ports: Ports, session: Session, files: Mapping[str, Path]) -> None:
    bucket = deployment.client(ports, "s3") if files else None
    for path, file in files.items():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        key = f"inbox/{session.workspace_id}/{path}"
        assert bucket is not None  # noqa: S101 - there are files
        bucket.put_object(Bucket=session.documents_bucket, Key=key, Body=file.read_bytes(), ContentType=kind)


def _create_user(ports: Ports, deployed: Deployed, password: str) -> None:
    cognito: Any = deployment.client(ports, "cognito-idp")
    pool = {"UserPoolId": deployed.user_pool_id, "Username": USERNAME}
    with suppress(cognito.exceptions.UsernameExistsException):
        cognito.admin_create_user(
            **pool,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": USERNAME},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
    cognito.admin_set_user_password(**pool, Password=password, Permanent=True)
    cognito.admin_add_user_to_group(**pool, GroupName=str(Group.ADMIN))


def _password() -> str:
    """Returns a password that every pool policy accepts: all four kinds of characters, 119 random bits."""
    letters = string.ascii_letters + string.digits
    return "".join(secrets.choice(letters) for _ in range(20)) + "-aZ7"


def _is_document(file: Path) -> bool:
    return file.name not in ("README.md", "questions.json")
