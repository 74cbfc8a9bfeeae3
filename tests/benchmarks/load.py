"""Many users at once over the WebSocket: `python -m tests.benchmarks.load [--users 50] [--rounds 2]`.

Starts a Quorum of its own in the folder QUORUM_STATE (default: a temporary one, deleted afterwards), with
three scripted models behind a real OpenAI-compatible server that speak for one to two seconds. Every
user signs in, opens a connection of their own and asks about a document of their own at the same
moment. Clients do not resume here: whatever is lost, doubled or crossed is seen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier
from typing import Any

from websockets.sync.client import connect

from quorum_client import Quorum
from quorum_client.frames import FrameOrder
from tests.benchmarks.processor_time import processor_seconds, report_use
from tests.e2e.laptop import Laptop
from tests.servers.script import script_name
from tests.servers.scripted_model import scripted_server

LIMIT_S = 240.0
PASSWORD = "Load-test-1-aZ"
BEGINNINGS = ("ba", "do", "fe", "ki", "lu", "mo", "pa", "ri", "su", "vi")
ENDINGS = ("dran", "gorn", "lept", "nisk", "rolf", "tamb")
THINGS = tuple(f"{first}{last}" for first, last in itertools.product(BEGINNINGS, ENDINGS))
"""Names that no other text holds, one a user, so that an answer tells whose it is."""


@dataclass
class Heard:
    """What one user saw; times are seconds after the question was sent."""

    code: str
    request_id: str
    frames: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    accepted_s: float = 0.0
    token_s: float = 0.0
    done_s: float = 0.0
    error: str = ""

    def faults(self) -> list[str]:
        """Returns what was wrong with these frames; they are looked at as they came over the wire."""
        if self.error:
            return [self.error]
        seqs = [frame["seq"] for frame in self.frames]
        order = FrameOrder()
        ordered = [ready for frame in self.frames for ready in order.accept(frame)]
        last = ordered[-1] if ordered else {}
        streamed = "".join(str(frame["token"]) for frame in ordered if frame.get("type") == "token")
        wrong = {
            "a frame of another request": any(f["request_id"] != self.request_id for f in self.frames),
            "a frame twice": len(set(seqs)) < len(seqs),
            "a frame lost": sorted(set(seqs)) != list(range(max(seqs, default=-1) + 1)),
            "frames after the last": bool(ordered) and last.get("type") != "done",
            "another answer than was streamed": streamed.strip() != str(last.get("answer", "")).strip(),
            "not their own answer": self.code not in streamed,
            "another's answer": any(
                f"code {subject}-" in streamed for subject in THINGS if subject not in self.code
            ),
        }
        return [fault for fault, is_so in wrong.items() if is_so]

    def late_on_the_wire(self) -> int:
        """Returns how many frames came after one with a later number; `seq` puts them in order again."""
        seqs = [frame["seq"] for frame in self.frames]
        return sum(earlier > other for earlier, other in itertools.pairwise(seqs))


def ask_all(laptop: Laptop, users: int, models: Sequence[str], mode: str) -> list[Heard]:
    """Lets so many users ask at the same moment, prints the processor time, and returns what each saw."""
    with laptop.connect() as owner:
        space = owner.workspaces.create(f"load {uuid.uuid4().hex[:8]}").workspace_id
        subjects = [f"{THINGS[index % len(THINGS)]}-{index}" for index in range(users)]
        _ingest(laptop, owner, space, subjects)
        people = list(_sign_up(laptop, owner, space, users))
    gate = Barrier(users)
    before = processor_seconds(laptop)
    with ThreadPoolExecutor(users) as threads:
        heard = threads.map(
            lambda user, subject: _ask(user, subject, space, models, mode, gate), people, subjects
        )
        answered = list(heard)
    report_use(before, processor_seconds(laptop), users)
    return answered


def report(heard: Sequence[Heard]) -> list[str]:
    """Prints the latencies, and returns every fault."""
    for name in ("accepted", "token", "done"):
        values = sorted(getattr(client, f"{name}_s") for client in heard if not client.error)
        if values:
            p95 = values[int(0.95 * (len(values) - 1))]
            middle = statistics.median(values)
            print(f"{name:<9} median {middle:6.2f} s   95 % {p95:6.2f} s   last {values[-1]:6.2f} s")
    frames = sum(len(client.frames) for client in heard)
    late = sum(client.late_on_the_wire() for client in heard)
    faults = [f"{client.code}: {fault}" for client in heard for fault in client.faults()]
    print(
        f"{len(heard)} users, {frames} frames, {late} overtaken on the wire, {len(faults)} faults", flush=True
    )
    return faults


def _ingest(laptop: Laptop, owner: Quorum, space: str, subjects: Sequence[str]) -> None:
    s3 = laptop.aws("s3")
    for subject in subjects:
        name = subject.split("-")[0]
        body = (
            f"The {name} gate opens with the code {subject}. It was painted in the spring and closes at dusk."
        )
        s3.put_object(
            Bucket=owner.session.documents_bucket, Key=f"inbox/{space}/{subject}.txt", Body=body.encode()
        )
    settled = owner.documents.wait(space, [f"{subject}.txt" for subject in subjects], limit_s=LIMIT_S * 2)
    assert all(document.status == "ready" for document in settled), [d.reason for d in settled]


def _sign_up(laptop: Laptop, owner: Quorum, space: str, users: int) -> Iterator[Quorum]:
    """Yields a client for each of so many users, all members of the workspace."""
    cognito, session = laptop.aws("cognito-idp"), owner.session
    for index in range(users):
        name = f"load-{index}@quorum.example"
        pool = {"UserPoolId": session.user_pool_id, "Username": name}
        with suppress(cognito.exceptions.UsernameExistsException):
            cognito.admin_create_user(**pool, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(**pool, Password=PASSWORD, Permanent=True)
        user = Quorum(replace(session, username=name, password=PASSWORD, file=""))
        owner.workspaces.invite(space, user.user_id)
        user.workspaces.accept(space)
        yield user


def _ask(user: Quorum, subject: str, space: str, models: Sequence[str], mode: str, gate: Barrier) -> Heard:
    heard = Heard(f"code {subject}", uuid.uuid4().hex)
    question = {
        "action": "ask",
        "request_id": heard.request_id,
        "workspace_id": space,
        "query": f"Which code opens the {subject.split('-', maxsplit=1)[0]} gate?",
        "mode": mode,
        "models": list(models),
    }
    try:
        with user:
            ticket = user.rest.call("POST", "/ws-ticket", repeatable=True)["ticket"]
            address = f"{user.session.websocket_url}?ticket={ticket}"
            with connect(address, open_timeout=60, proxy=None) as socket:
                gate.wait(LIMIT_S)
                began = time.monotonic()
                socket.send(json.dumps(question))
                while not _is_complete(heard):
                    frame = json.loads(socket.recv(timeout=max(1.0, began + LIMIT_S - time.monotonic())))
                    _take(heard, frame, time.monotonic() - began)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is a fault of this user's run
        heard.error = heard.error or f"{type(error).__name__}: {error}"
        gate.abort()
    return heard


def _take(heard: Heard, frame: dict[str, Any], at: float) -> None:
    if "seq" not in frame or "error" in frame:
        raise ValueError(str(frame.get("error", frame)))
    heard.frames.append(frame)
    kind = frame["type"]
    heard.accepted_s = heard.accepted_s or (at if kind == "accepted" else 0.0)
    heard.token_s = heard.token_s or (at if kind == "token" else 0.0)
    heard.done_s = heard.done_s or (at if kind == "done" else 0.0)


def _is_complete(heard: Heard) -> bool:
    """True once the last frame and all before it have come."""
    ends = [frame["seq"] for frame in heard.frames if frame["type"] == "done"]
    return bool(ends) and {frame["seq"] for frame in heard.frames} >= set(range(ends[0] + 1))


@contextmanager
def scripted_catalogue(laptop: Laptop) -> Generator[list[str]]:
    """Puts three scripted models into a running Quorum's catalogue, and the old ones back afterwards."""
    ssm, parameter = laptop.aws("ssm"), "/quorum/local/models"
    before = ssm.get_parameter(Name=parameter)["Parameter"]["Value"]
    scripts = [
        script_name(quote=1, first_ms=first_ms, rate=20, run=f"load{first_ms}")
        for first_ms in (500, 800, 1200)
    ]
    with scripted_server() as server:
        rows = [
            {
                "model_id": f"scripted-{index}",
                "family": f"family-{index}",
                "provider": "openai",
                "target": script,
                "endpoint": f"{server.address}/v1",
            }
            for index, script in enumerate(scripts)
        ]
        ssm.put_parameter(
            Name=parameter, Value=json.dumps([*json.loads(before), *rows]), Overwrite=True, Type="String"
        )
        try:
            yield [str(row["model_id"]) for row in rows]
        finally:
            ssm.put_parameter(Name=parameter, Value=before, Overwrite=True, Type="String")


def wait_for(laptop: Laptop, models: Sequence[str], limit_s: float = 120) -> None:
    """Waits until every function reads the changed catalogue: they keep it for a while."""
    deadline = time.monotonic() + limit_s
    with laptop.connect() as quorum:
        while time.monotonic() < deadline:
            with suppress(Exception):
                quorum.query("Which code?", quorum.session.workspace_id, models=models)
                return
            time.sleep(3)
    raise TimeoutError(f"the models {', '.join(models)} did not appear")


def main() -> None:
    """Prints latencies, faults and processor time; fails where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=1, help="the first is cold")
    options = parser.parse_args()
    kept = os.environ.get("QUORUM_STATE")
    laptop = Laptop(Path(kept) if kept else Path(tempfile.mkdtemp(prefix="quorum-load-")))
    try:
        laptop.act("start", "--no-samples", limit_s=900)
        with scripted_catalogue(laptop) as models:
            wait_for(laptop, models)
            rounds = [report(ask_all(laptop, options.users, models, "quorum")) for _ in range(options.rounds)]
    finally:
        laptop.act("stop" if kept else "reset")
    if faults := [fault for each in rounds for fault in each]:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    main()
