"""Every DynamoDB table of Quorum, one row each; the stacks and the tests create them from here.

Imports nothing, so that a stack may read it without the core. All attributes named here are strings;
all others are free. All tables are on demand, with point-in-time recovery.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSpec:
    """One global secondary index, all attributes projected."""

    name: str
    partition_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """One table.

    Attributes:
        name: Its setting is `<NAME>_TABLE`; grants name it `<name>:read` and `<name>:write`.
        sort_key: Empty if there is none.
        ttl: Attribute with the epoch second an item expires at; empty if items do not expire.
    """

    name: str
    partition_key: str
    sort_key: str = ""
    indexes: tuple[IndexSpec, ...] = ()
    ttl: str = ""


TABLES: tuple[TableSpec, ...] = (
    # The workspace itself (`workspace`) and one item per user who may read it (`member#<user>`)
    # or is invited to (`invited#<user>`, `invited-email#<address>`); only invitations expire.
    TableSpec(
        name="workspaces",
        partition_key="workspace_id",
        sort_key="object_type",
        indexes=(IndexSpec(name="by_type", partition_key="object_type", sort_key="created_at"),),
        ttl="expires_at",
    ),
    TableSpec(
        name="documents",
        partition_key="workspace_id",
        sort_key="document_id",
        indexes=(
            IndexSpec(name="by_time", partition_key="workspace_id", sort_key="compound_sort_key"),
            IndexSpec(name="by_status", partition_key="status", sort_key="document_type"),
        ),
    ),
    # Sessions (`session#`), one item per message (`message#`), turns seen (`turn#`), sessions that were
    # deleted (`deleted#`), and who shares a session (in a partition `shared#` of its own).
    TableSpec(name="sessions", partition_key="user_id", sort_key="item"),
    # Open connections (`connection#`) and hashed tickets (`ticket#`); only the former have a user_id.
    TableSpec(
        name="connections",
        partition_key="item",
        indexes=(IndexSpec(name="by_user", partition_key="user_id", sort_key="item"),),
        ttl="expires_at",
    ),
    # A run (`run`), its frames (`frame#`) and answers (`answer#`); a request points to its run (`request`).
    TableSpec(name="runs", partition_key="run_id", sort_key="item", ttl="expires_at"),
    # A line per day and model (`line#`), and the calls already counted (`call#`). Only lines have a day.
    TableSpec(
        name="usage",
        partition_key="user_id",
        sort_key="item",
        indexes=(IndexSpec(name="by_day", partition_key="day", sort_key="user_id"),),
        ttl="expires_at",
    ),
)


def table(name: str) -> TableSpec:
    """Returns the row of that name."""
    return next(spec for spec in TABLES if spec.name == name)
