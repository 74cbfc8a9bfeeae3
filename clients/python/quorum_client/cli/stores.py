"""`quorum models --stores`: the search stores that are installed, and what each can do."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quorum_client.cli.display import console, show_table, write_result

GROUP = "quorum.stores"
CHOOSE = """
PostgreSQL searches by default. Another store is named in config.json, then `make start` or a deployment:
  "engine": "store", "store": { "name": "qdrant", "url": "http://127.0.0.1:6333" }
docs/concepts/stores.md explains the table; a package of your own adds a store by the entry point
group "quorum.stores"."""


def list_stores(json_file: Path | None) -> None:
    """Lists them, those whose own package is missing too."""
    found = [describe(each) for each in sorted(entry_points(group=GROUP), key=lambda each: each.name)]
    write_result(json_file, found)
    columns = ("store", "package", "dense", "bm25", "filters", "atomic_replace")
    rows = [tuple(each.get(column, "") for column in columns) for each in found]
    show_table(columns, rows, empty="No store is installed.")
    for each in found:
        console.print(f"{each['store']}: {each.get('scale', '')}", highlight=False, markup=False)
    console.print(CHOOSE, highlight=False, soft_wrap=True, markup=False)


def describe(entry: EntryPoint) -> dict[str, Any]:
    """Returns a store's name, whether its package is there, and its capabilities."""
    try:
        store = entry.load()
        state = _package(store.requires)
        return {"store": entry.name, "package": state, **asdict(store.capabilities)}
    except (ImportError, AttributeError, TypeError) as error:
        return {"store": entry.name, "package": f"broken: {error}"}


def _package(name: str) -> str:
    if not name:
        return "none needed"
    return f"{name} is installed" if find_spec(name) else f"{name} is missing"
