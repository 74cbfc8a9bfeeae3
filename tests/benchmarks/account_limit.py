"""Many documents in an account that may run ten functions at once, and questions meanwhile:
`python -m tests.benchmarks.account_limit [--documents 1000] [--functions 10] [--at-once 4]`.

Starts a Quorum of its own in the folder QUORUM_STATE (default: a temporary one, deleted afterwards), whose
emulator throttles calls beyond the limit as AWS does. One user asks again and again, first while nothing else
happens, then while the documents are ingested. Models are three scripted ones that speak for one to two
seconds. It exits with 1 if a document or a question fails.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from local_runtime.servers.account_limit import VARIABLE
from quorum_client import Quorum
from tests.benchmarks.load import scripted_catalogue, wait_for
from tests.e2e.laptop import Laptop

WARM, BEFORE = 5, 10
"""Questions that are not counted, because they start the functions; and those that show the usual time."""
PAUSE_S = 3.0
LIMIT_S = 1500.0
TEXT = (
    "Gate {0} of the depot opens with the code {0}-{1}. Its hinges were oiled in the spring by the crew of "
    "shed {2}. The gate is closed at dusk, and its log is kept for {3} years."
)


@dataclass
class Asked:
    """Seconds of the answered questions, and the errors of the others."""

    seconds: list[float] = field(default_factory=list[float])
    failures: list[str] = field(default_factory=list[str])

    def line(self, name: str) -> str:
        """Returns count, median, 95 % and longest as one line."""
        values = sorted(self.seconds)
        if not values:
            return f"{name}: none answered, {len(self.failures)} failed"
        p95 = values[int(0.95 * (len(values) - 1))]
        counts = f"{name}: {len(values)} answered, {len(self.failures)} failed"
        median = statistics.median(values)
        return f"{counts}, median {median:.2f} s, 95 % {p95:.2f} s, longest {values[-1]:.2f} s"


def ask(quorum: Quorum, space: str, models: Sequence[str], asked: Asked) -> None:
    """Asks one question over the WebSocket, and notes how long it took until `done`."""
    began = time.monotonic()
    try:
        answer = quorum.ask(
            f"Which code opens the gate of the yard? ({uuid.uuid4().hex[:6]})", space, models=models
        )
        if "yard-417" not in answer.text:
            raise ValueError(f"{answer.outcome}: {answer.text[:100]}")
        asked.seconds.append(time.monotonic() - began)
    except Exception as error:  # noqa: BLE001  # whatever it is, the question failed
        asked.failures.append(f"{type(error).__name__}: {error}")


def measure(laptop: Laptop, models: Sequence[str], documents: int) -> list[str]:
    """Prints the figures, and returns what failed."""
    with laptop.connect() as quorum:
        space = quorum.workspaces.create(f"limit {uuid.uuid4().hex[:6]}").workspace_id
        drop(laptop, quorum, space, {"yard.txt": "The gate of the yard opens with the code yard-417."})
        quorum.documents.wait(space, ["yard.txt"])
        cold, usual, meanwhile, ended = Asked(), Asked(), Asked(), Event()
        for asked in [cold] * WARM + [usual] * BEFORE:
            ask(quorum, space, models, asked)
        print(usual.line("questions alone"), flush=True)
        asking = Thread(target=keep_asking, args=(laptop, space, models, meanwhile, ended))
        began = time.monotonic()
        texts = {
            f"gate-{n}.txt": TEXT.format(n, n * 7919 % 1000, n % 40, n % 9 + 1) for n in range(documents)
        }
        drop(laptop, quorum, space, texts)
        asking.start()
        settled = wait_until_settled(quorum, space, len(texts) + 1)
        took = time.monotonic() - began
        ended.set()
        asking.join()
    print(meanwhile.line("questions meanwhile"), flush=True)
    ratio = statistics.median(meanwhile.seconds or [float("inf")]) / statistics.median(usual.seconds)
    ready = [document for document in settled if document.status == "ready"]
    print(f"{len(ready) - 1} of {documents} documents ready after {took:.0f} s")
    print(f"a question meanwhile takes {ratio:.2f} times its usual time (medians)", flush=True)
    failed = [f"{each.path}: {each.status} {each.reason}" for each in settled if each.status != "ready"]
    missing = [f"{len(texts) + 1 - len(settled)} documents are missing"] * (len(settled) <= len(texts))
    return [*cold.failures, *usual.failures, *meanwhile.failures, *failed, *missing]


def keep_asking(laptop: Laptop, space: str, models: Sequence[str], asked: Asked, ended: Event) -> None:
    """Asks one question after another until the event."""
    with laptop.connect() as quorum:
        while not ended.wait(PAUSE_S):
            ask(quorum, space, models, asked)


def drop(laptop: Laptop, quorum: Quorum, space: str, texts: dict[str, str]) -> None:
    """Puts the texts into the inbox of a workspace."""
    s3 = laptop.aws("s3")
    for name, text in texts.items():
        s3.put_object(Bucket=quorum.session.documents_bucket, Key=f"inbox/{space}/{name}", Body=text.encode())


def wait_until_settled(quorum: Quorum, space: str, count: int) -> list[Any]:
    """Looks every ten seconds, since each look takes one of the ten functions."""
    deadline, documents = time.monotonic() + LIMIT_S, []
    while time.monotonic() < deadline:
        try:
            documents = quorum.documents.list(space)
        except Exception as error:  # noqa: BLE001  # the next look may succeed
            print(f"  no list of documents: {error}", flush=True)
        settled = sum(document.is_settled for document in documents)
        print(f"  {len(documents)} documents known, {settled} settled", flush=True)
        if settled == count:
            break
        time.sleep(10)
    return documents


def main() -> None:
    """Prints the figures; fails if a document or a question failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--functions", type=int, default=10)
    parser.add_argument("--at-once", type=int, default=4, help="documents, as in `dev`; one batch of each")
    options = parser.parse_args()
    os.environ[VARIABLE] = str(options.functions)
    os.environ |= {"QUORUM_DOCUMENTS_AT_ONCE": str(options.at_once), "QUORUM_BATCHES_AT_ONCE": "1"}
    kept = os.environ.get("QUORUM_STATE")
    laptop = Laptop(Path(kept) if kept else Path(tempfile.mkdtemp(prefix="quorum-limit-")))
    try:
        laptop.act("start", "--no-samples", limit_s=900)
        with scripted_catalogue(laptop) as models:
            wait_for(laptop, models)
            failures = measure(laptop, models, options.documents)
    finally:
        laptop.act("stop" if kept else "reset")
    if failures:
        raise SystemExit("\n".join([f"{len(failures)} failed:", *failures[:20]]))


if __name__ == "__main__":
    main()
