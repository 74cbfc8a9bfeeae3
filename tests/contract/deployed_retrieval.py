"""Retrieval wired as in a deployment, on the real database and with the real encoder."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.usecases.ingestion.embed_chunks import embed_passages
from genai_core.wiring import embedding, engines
from local_runtime.servers.throwaway_postgres import PostgresAddress
from tests.contract.search_engines import chunks_of
from tests.fresh_wiring import forget_wiring

MODEL = Path(__file__).parents[2] / ".build" / "model"


@contextmanager
def deployed_on(postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Settings as in a deployment whose database is this one."""
    if not (MODEL / "model.onnx").is_file():
        pytest.skip("the encoder is not built: run `make build`")
    where = {"HOST": postgres.host, "PORT": str(postgres.port), "NAME": postgres.database}
    for name, value in {**where, "USER": postgres.user, "AUTH": "trust"}.items():
        monkeypatch.setenv(f"DATABASE_{name}", value)
    monkeypatch.setenv("EMBEDDER_PATH", str(MODEL))
    # The texts are neighbours of one document; here each stands for itself.
    monkeypatch.setenv("RETRIEVAL_JOIN_NEIGHBOURS", "off")
    # As on the laptop, users are not metered for searches: the table of meters is named and not asked.
    monkeypatch.setenv("LIMITS_SEARCHES_PER_MINUTE", "0")
    monkeypatch.setenv("RUNS_TABLE", "runs")
    monkeypatch.setenv("DOCUMENTS_BUCKET", "documents")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    forget_wiring()
    try:
        yield
    finally:
        engines.engine_parts().close()
        forget_wiring()


def encoded(name: str, texts: Sequence[str], number: int = 1) -> list[EmbeddedChunk]:
    """Returns the chunks of one version of a document as ingestion encodes them."""
    chunks = [plain.chunk for plain in chunks_of(name, *texts, number=number)]
    return embed_passages(embedding.embedder(), chunks)


def write(workspace: WorkspaceId, name: str, texts: Sequence[str], number: int = 1) -> None:
    """Writes one version of a document."""
    chunks = encoded(name, texts, number)
    version = ContentHash(str(number))
    engines.engine_parts().chunks.replace_document(workspace, DocumentId(f"document-{name}"), version, chunks)
