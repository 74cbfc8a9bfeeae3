"""`quorum model stores`: the search stores that are installed, and what each can do."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Any

import click

from quorum_client.cli.display import notes
from quorum_client.cli.tables import list_options, write_list

GROUP = "quorum.stores"
CHOOSE = """
PostgreSQL searches by default. Another store is named in config.json, then `make start` or a deployment:
  "engine": "store", "store": { "name": "qdrant", "url": "http://127.0.0.1:6333" }
docs/concepts/stores.md explains the table; a package of your own adds a store by the entry point
group "quorum.stores"."""


@click.command()
@list_options
def stores(output_format: str) -> None:
    """Lists the search stores that can be plugged in instead of PostgreSQL."""
    list_stores(output_format)


def list_stores(output_format: str) -> None:
    """Lists all stores, including those whose package is missing."""
    described = [describe(each) for each in sorted(entry_points(group=GROUP), key=lambda each: each.name)]
    columns = ("store", "package", "dense", "bm25", "filters", "atomic_replace")
    write_list(output_format, described, {name: name for name in columns}, empty="No store is installed.")
    if output_format == "table":
        for each in described:
            notes.print(f"{each['store']}: {each.get('scale', '')}", markup=False)
        notes.print(CHOOSE, soft_wrap=True, markup=False)


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
