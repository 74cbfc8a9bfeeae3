"""Erases what deleted workspaces left in tables, bucket and index, on a schedule.

Environment: the tables' names, DOCUMENTS_BUCKET, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER,
DATABASE_AUTH.
Integrations: DynamoDB, S3, PostgreSQL, OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.wiring import erasure
from lambdas.catalogue.metrics import LEFT_AFTER_ERASURE
from lambdas.entry import entry, logger
from lambdas.measures import measure

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Request:
    """A scheduled event; its fields are not used."""


@dataclass(frozen=True, slots=True)
class Round:
    """The result; the log names the keys that are left."""

    workspaces: int
    erased: int
    left: int
    waiting: int


@entry(Request)
def handler(_: Request) -> Round:
    """Returns what was erased, and how much is left, which is also logged for each workspace and counted."""
    done = erasure.erase_leftovers()()
    for workspace_id, keys in done.left.items():
        logger.warning(
            LEFT_AFTER_ERASURE.name,
            extra={"workspace": workspace_id, "count": len(keys), "keys": keys[:_SHOWN]},
        )
    left = sum(map(len, done.left.values()))
    if left:
        measure({LEFT_AFTER_ERASURE: left})
    return Round(done.workspaces, done.erased, left, done.waiting)
