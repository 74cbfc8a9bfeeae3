"""Processor time of a copy of `ask_model` until its first check: `python -m tests.benchmarks.cold_copies`.

Starts copies on a laptop by their bootstrap, and as forks; each builds the step, makes its clients and checks
two answers with all models, and reports the processor time that its process has used since its start.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
import zipfile
from typing import Any

from ministack.core import lambda_runtime

from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import (
    ChunkId,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
)
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.outcomes import ModelStatus
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.wiring import answering
from genai_core.wiring.verification import claim_verifier
from local_runtime.home import REPOSITORY
from local_runtime.servers.forked_functions import BOOTSTRAP, ForkingSubprocess

COPIES = 5
FACT = "The code of the south hall is 4711. The hall was rebuilt last year by a team of twelve."
OTHER = "The code of the south hall is 4711. The hall was rebuilt long ago by a team of twelve."


def handle(_event: Any, _context: Any) -> float:
    """Returns the seconds of processor time of this process after its first check."""
    answering.ask_model()
    verifier = claim_verifier()
    question = Question(
        RunId("run"),
        "request",
        WorkspaceId("workspace"),
        SessionId("session"),
        UserId("user"),
        "What is the code of the south hall?",
    )
    answers = [ModelAnswer(ModelId(text), text, ModelStatus.ANSWERED, text=text) for text in (FACT, OTHER)]
    passage = Passage(Chunk(ChunkId("chunk"), DocumentId("document"), 0, FACT, ""), score=1.0)
    answering.check_answers()(question, answers, [passage])
    if verifier is not None:
        verifier.verify([(OTHER, FACT)])
    return time.process_time()


def copy() -> Any:
    """Returns a copy that is not started yet."""
    core = REPOSITORY / "layers/genai_core/python"
    name = "quorum-local-ask_model"
    config = {
        "FunctionName": name,
        "FunctionArn": f"arn:aws:lambda:us-east-1:000000000000:function:{name}",
        "Handler": "tests.benchmarks.cold_copies.handle",
        "Runtime": "provided.al2023",
        "Timeout": 60,
        "Environment": {
            "Variables": {
                "QUORUM_PYTHON": sys.executable,
                "PYTHONPATH": f"{REPOSITORY}:{core}",
                "OPENBLAS_NUM_THREADS": "1",
                "EMBEDDER_PATH": str(REPOSITORY / ".build/model"),
                "VERIFIER_PATH": str(REPOSITORY / ".build/verifier"),
                "RUNS_TABLE": "runs",
                "WEBSOCKET_MANAGEMENT_URL": "http://127.0.0.1:1",
            }
        },
    }
    return lambda_runtime.ProvidedWorker(name, config, _package())


def first_checks_s() -> list[float]:
    """Returns the processor time of several copies, started one after another."""
    copies = [copy() for _ in range(COPIES)]
    try:
        return [each.invoke({}, f"request-{number}")["result"] for number, each in enumerate(copies)]
    finally:
        lambda_runtime.kill_workers(copies)


def main() -> None:
    """Prints one line for each way to start."""
    forking = ForkingSubprocess()
    for way, starter in (("by their bootstrap", subprocess), ("forked", forking)):
        setattr(lambda_runtime, "subprocess", starter)  # noqa: B010 - a module's name
        seconds = first_checks_s()
        print(f"{way:<20} median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s of {COPIES}")
    for server in forking.servers():
        server.stop()


def _package() -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o755 << 16
        package.writestr(entry, f"#!/bin/sh\n{BOOTSTRAP}\n")
    return body.getvalue()


if __name__ == "__main__":
    main()
