"""Old versions of files go, as on AWS; current files and what was replaced lately stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from local_runtime.old_versions import expired

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def entry(key: str, days_ago: int, *, is_marker: bool = False) -> dict[str, Any]:
    at = NOW - timedelta(days=days_ago)
    return {"Key": key, "VersionId": f"{key}{days_ago}", "at": at, "is_marker": is_marker}


def test_what_was_replaced_or_deleted_long_ago_goes_and_all_else_stays() -> None:
    entries = [
        entry("current", 400),
        entry("changed", 90),
        entry("changed", 50),
        entry("changed", 5),
        entry("deleted", 60),
        entry("deleted", 40, is_marker=True),
        entry("deleted-lately", 60),
        entry("deleted-lately", 10, is_marker=True),
        entry("made-again", 60),
        entry("made-again", 50, is_marker=True),
        entry("made-again", 40),
    ]
    old = {each["VersionId"] for each in expired(entries, NOW - timedelta(days=30))}
    assert old == {"changed90", "deleted60", "deleted40", "made-again60", "made-again50"}
