"""A throw-away server of a search engine for one process, whose settings it decides."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cdk_app.evaluation.opensearch import throwaway_opensearch
from cdk_app.evaluation.postgres import throwaway_postgres
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.workspaces import Engine

ROOT = Path(__file__).parents[2]


@contextmanager
def throwaway_engine(engine: Engine, workspace_id: WorkspaceId) -> Generator[None]:
    """Runs a server of the engine, and says in the environment where it and the encoder are.

    A pluggable store is the one that the environment names; of it, only the workspace is thrown away.

    Raises:
        Misconfigured: What the engine needs is not installed, or no store is named.
    """
    os.environ.setdefault("EMBEDDER_PATH", str(ROOT / ".build/model"))
    from genai_core.wiring import retrieval  # noqa: PLC0415  (reads the environment set here)

    if engine == "opensearch":
        with throwaway_opensearch() as url:
            os.environ.update({"OPENSEARCH_URL": url, "OPENSEARCH_AUTH": "none"})
            yield
            retrieval.search_server().close()
    elif engine == "store":
        try:
            yield
        finally:
            retrieval.chunk_index(engine).delete_workspace(workspace_id)
    else:
        with throwaway_postgres() as address:
            where = {"host": address.host, "port": str(address.port), "user": address.user, "auth": "trust"}
            os.environ.update({f"DATABASE_{name.upper()}": value for name, value in where.items()})
            os.environ["DATABASE_NAME"] = address.database
            yield
            retrieval.database().close()
