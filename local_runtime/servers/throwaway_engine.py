"""A temporary server of a search engine for one process, which sets its environment."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.workspaces import Engine
from local_runtime.servers.throwaway_opensearch import throwaway_opensearch
from local_runtime.servers.throwaway_postgres import throwaway_postgres

ROOT = Path(__file__).parents[2]


@contextmanager
def throwaway_engine(engine: Engine, workspace_id: WorkspaceId) -> Generator[None]:
    """Runs a server of the engine, and puts its address and the encoder's path into the environment.

    A pluggable store is the one that the environment names; only the workspace in it is deleted.

    Raises:
        Misconfigured: The engine's packages are not installed, or no store is named.
    """
    os.environ.setdefault("EMBEDDER_PATH", str(ROOT / ".build/model"))
    os.environ.setdefault("VERIFIER_PATH", str(ROOT / ".build/verifier"))
    from genai_core.wiring import engines  # noqa: PLC0415  (reads the environment set here)

    if engine == "opensearch":
        with throwaway_opensearch() as url:
            os.environ.update({"OPENSEARCH_URL": url, "OPENSEARCH_AUTH": "none"})
            yield
            engines.engine_parts("opensearch").close()
    elif engine == "store":
        try:
            yield
        finally:
            engines.engine_parts(engine).chunks.delete_workspace(workspace_id)
    else:
        with throwaway_postgres() as address:
            where = {"host": address.host, "port": str(address.port), "user": address.user, "auth": "trust"}
            os.environ.update({f"DATABASE_{name.upper()}": value for name, value in where.items()})
            os.environ["DATABASE_NAME"] = address.database
            yield
            engines.engine_parts().close()
