"""Keeps which search engine new workspaces use, and whether OpenSearch runs.

Once chosen it runs after every start, because workspaces may use it.
"""

from __future__ import annotations

from typing import Literal

from local_runtime.home import Home

Choice = Literal["pgvector", "opensearch"]


def choose(home: Home, choice: Choice | None) -> None:
    """Stores the engine of new workspaces, unless it is None. Adds OpenSearch to the parts if chosen."""
    if choice is None:
        return
    if choice == "opensearch":
        (home.folder / "opensearch").mkdir(parents=True, exist_ok=True)
    home.path("engine").write_text(choice)


def chosen(home: Home) -> Choice:
    """Returns the engine of new workspaces."""
    choice_file = home.path("engine")
    return "opensearch" if choice_file.exists() and choice_file.read_text() == "opensearch" else "pgvector"


def uses_opensearch(home: Home) -> bool:
    """Returns whether OpenSearch is one of the parts."""
    return (home.folder / "opensearch").is_dir()
