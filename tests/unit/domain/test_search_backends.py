"""Where an engine keeps the chunks of a workspace: vectors of two encoders never meet in one collection."""

from __future__ import annotations

from itertools import product

import pytest

from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, WorkspaceId
from genai_core.domain.workspaces import DEFAULT_BACKEND, SearchBackend

OTHER = EncoderName("multilingual-e5-small")


@pytest.mark.parametrize("engine", ["postgresql", "opensearch", "store"])
def test_the_default_encoder_keeps_the_workspace_s_own_name(engine: str) -> None:
    backend = SearchBackend(engine, DEFAULT_ENCODER)  # type: ignore[arg-type]
    assert backend.collection(WorkspaceId("w-1")) == "w-1"


def test_each_pair_of_workspace_and_encoder_has_its_own_collection() -> None:
    encoders = (DEFAULT_ENCODER, OTHER, EncoderName("e"))
    workspaces = (WorkspaceId("w-1"), WorkspaceId("w-2"))
    names = [SearchBackend(encoder=each).collection(ws) for each, ws in product(encoders, workspaces)]
    assert len(set(names)) == len(names)


def test_a_backend_is_a_value() -> None:
    assert SearchBackend() == DEFAULT_BACKEND
    assert SearchBackend("opensearch") != DEFAULT_BACKEND
    assert len({SearchBackend(encoder=OTHER), SearchBackend(encoder=OTHER)}) == 1
