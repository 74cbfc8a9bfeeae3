"""Loads what each copy of a function would load for itself: modules, models, word lists, descriptions of AWS.

Only what is the same for all functions of this checkout: no settings, no credentials, no connections.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

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
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.wiring.aws import aws_session
from genai_core.wiring.embedding import onnx_embedder
from genai_core.wiring.verification import onnx_verifier
from lambdas.catalogue import FUNCTIONS
from local_runtime.home import REPOSITORY

MODELS = REPOSITORY / ".build"
_PACKAGES = ("genai_core.adapters", "genai_core.wiring")
"""Packages whose modules functions import during their first call."""
_LEFT_OUT = ("genai_core.adapters.memory", "genai_core.adapters.extraction")
"""No function uses the first; the second forks copies of its own."""
_SERVICES = ("dynamodb", "s3", "ssm", "sqs", "lambda", "stepfunctions", "apigatewaymanagementapi")
_FACT = "The north gate opens at 7:30 on 2 May 2024. It was painted in spring."
_OTHER = "The north gate opens at 7:30 on 2 May 2024. It was painted in autumn."


def load_shared() -> None:
    """Loads everything; takes two to three seconds of processor time.

    Raises:
        ImportError, Misconfigured: The checkout is incomplete.
    """
    # Threads of the tokenizer would not survive a fork; copies start their own.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    for module in _modules():
        # A package of an optional engine; the function that needs it reports what is missing.
        with suppress(ModuleNotFoundError):
            import_module(module)
    _read_services()
    _check_sample()


def _modules() -> Iterator[str]:
    yield from (spec.handler.rpartition(".")[0] for spec in FUNCTIONS)
    for name in _PACKAGES:
        package = import_module(name)
        modules = walk_packages(package.__path__, f"{name}.")
        yield from (module.name for module in modules if not module.name.startswith(_LEFT_OUT))


def _read_services() -> None:
    """Makes a client of each service and drops it: the session keeps the descriptions."""
    for service in _SERVICES:
        # Keys that are given here are not kept by the session.
        aws_session().create_client(
            service,
            region_name="us-east-1",
            aws_access_key_id="none",
            aws_secret_access_key="none",  # noqa: S106 - nothing is called
        )


def _check_sample() -> None:
    """Checks two answers, which reads the models and the word lists of the checks."""
    verifier = onnx_verifier(MODELS / "verifier")
    check = CheckAnswers(onnx_embedder(MODELS / "model"), verifier)
    question = Question(
        RunId("sample"),
        "sample",
        WorkspaceId("sample"),
        SessionId("sample"),
        UserId("sample"),
        "When does the north gate open?",
    )
    answers = [ModelAnswer(ModelId(text), text, ModelStatus.ANSWERED, text=text) for text in (_FACT, _OTHER)]
    passage = Passage(Chunk(ChunkId("sample"), DocumentId("sample"), 0, _FACT, ""), score=1.0)
    check(question, answers, [passage])
    # The check asks it only what the word lists leave open.
    verifier.verify([(_OTHER, _FACT)])
