"""Builds the use case that answers questions about images."""

from __future__ import annotations

from functools import cache

from genai_core.ports.image_reader import ImageReader
from genai_core.settings import settings
from genai_core.usecases.answering.ask_about_image import AskAboutImage
from genai_core.wiring import allowances, api, storage
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.models import language_model


@cache
def ask_about_image() -> AskAboutImage:
    """Returns the use case that reads an image and answers a question from it."""
    return AskAboutImage(
        accept=api.accept_question(),
        runs=storage.run_store(),
        workspaces=storage.workspace_store(),
        catalogue=lambda: storage.model_catalogue().models(),
        model=language_model,
        recognition=image_reader(),
        ledger=storage.usage_ledger(),
        clock=clock(),
        check_budget=allowances.check_budget(),
    )


def image_reader() -> ImageReader | None:
    """Returns the text recognition; None if the deployment has none."""
    from genai_core.adapters.awslambda.image_reader import LambdaImageReader

    function = settings().recognition_function
    # A second attempt would outlast the asker's connection.
    return (
        LambdaImageReader(aws_client("lambda", read_timeout_s=20, attempts=1), function) if function else None
    )
