"""Find the installed search stores by their entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from genai_core.errors import Misconfigured
from genai_core.ports.search_store import SearchStore

GROUP = "quorum.stores"
OURS = ("pgvector", "opensearch")
"""Stores that ship with the core; packages add others by entry points."""


def stores() -> dict[str, EntryPoint]:
    """Returns the entry points of all stores by name; nothing is imported yet."""
    ours = {name: EntryPoint(name, f"genai_core.adapters.{name}.store:STORE", GROUP) for name in OURS}
    return ours | {entry_point.name: entry_point for entry_point in entry_points(group=GROUP)}


def store_named(name: str) -> SearchStore:
    """Returns a store. Raises Misconfigured if there is none of that name, or it cannot be imported."""
    known = stores()
    if name not in known:
        raise Misconfigured(
            f"the store {name!r} is unknown", remedy=f"It must be one of {', '.join(sorted(known))}."
        )
    try:
        store = known[name].load()
    except (ImportError, AttributeError) as error:
        raise Misconfigured(
            f"the store {name!r} cannot be imported: {error}", remedy="Install its package again."
        ) from error
    if not isinstance(store, SearchStore):
        raise Misconfigured(
            f"the store {name!r} is {store!r:.80}", remedy="Its entry point must name a SearchStore."
        )
    return store
