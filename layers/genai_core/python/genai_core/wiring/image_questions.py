"""Builds the use case that answers questions about images."""

from __future__ import annotations

from functools import cache

from genai_core.usecases.answering.ask_about_image import AskAboutImage
from genai_core.wiring import allowances, api, storage
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
        ledger=storage.usage_ledger(),
        clock=clock(),
        check_budget=allowances.check_budget(),
    )
