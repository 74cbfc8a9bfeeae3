"""Pluggable stores are found by entry point, and say what they can."""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from genai_core import settings as settings_module
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.errors import Misconfigured
from genai_core.settings import read_settings
from genai_core.wiring import stores
from quorum_client.cli.lists import models

ROOT = Path(__file__).resolve().parents[3]
FOREIGN = """
from genai_core.adapters.faiss.store import open_store
from genai_core.ports.search_store import SearchStore, StoreCapabilities

STORE = SearchStore("shelf", "", StoreCapabilities(*["exact"] * 5, scale="a shelf"), open_store)
WRONG = 7
"""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of somebody else's, installed as any other."""
    (tmp_path / "foreign_store.py").write_text(FOREIGN)
    installed = tmp_path / "foreign_store-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign-store\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(
        "[quorum.stores]\nshelf = foreign_store:STORE\nwrong = foreign_store:WRONG\ngone = no_such:STORE\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("foreign_store", None)


def test_ours_are_registered_as_any_other_s() -> None:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    registered = document["project"]["entry-points"][stores.GROUP]
    assert registered == {name: f"genai_core.adapters.{name}.store:STORE" for name in stores.OURS}
    assert set(stores.OURS) <= set(stores.stores())
    assert [stores.store_named(name).name for name in stores.OURS] == list(stores.OURS)


def test_a_store_of_somebody_else_s_is_found(foreign: None) -> None:
    assert stores.store_named("shelf").capabilities.scale == "a shelf"


def test_an_unknown_store_is_misconfigured_and_the_known_are_named() -> None:
    with pytest.raises(Misconfigured, match=r"'pinecone'.*chroma, faiss, qdrant"):
        stores.store_named("pinecone")


@pytest.mark.parametrize("name", ["wrong", "gone"])
def test_an_entry_point_that_leads_nowhere_is_misconfigured(foreign: None, name: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        stores.store_named(name)


def test_naming_a_store_imports_none_of_its_packages() -> None:
    for name in stores.OURS:
        importlib.import_module(f"genai_core.adapters.{name}.store")
    needed = {store.requires for store in map(stores.store_named, stores.OURS)} - {""}
    assert needed == {"qdrant_client", "faiss"}


def test_a_store_opens_without_connecting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = read_settings({"STORE": "faiss", "STORE_URL": str(tmp_path / "none")})
    monkeypatch.setattr(stores, "settings", lambda: place)
    parts = stores.open_store(LexicalAnalyser(SnowballStemmer()))
    assert not (tmp_path / "none").exists()
    assert parts.chunks.count("w") == 0  # type: ignore[arg-type]  # a workspace's name
    monkeypatch.setattr(stores, "settings", lambda: settings_module.Settings(store="faiss"))
    with pytest.raises(Misconfigured, match="STORE_URL"):
        stores.open_store(LexicalAnalyser(SnowballStemmer()))


def test_the_documentation_says_what_each_store_says_of_itself() -> None:
    text = (ROOT / "docs" / "concepts" / "stores.md").read_text()
    for name in stores.OURS:
        cells = asdict(stores.store_named(name).capabilities).values()
        assert f"| {name} | {' | '.join(cells)} |" in text


def test_the_command_line_lists_them_with_their_capabilities(foreign: None, tmp_path: Path) -> None:
    out = tmp_path / "stores.json"
    done = CliRunner().invoke(models, ["--stores", "--json", str(out)])
    assert done.exit_code == 0, done.output
    found = {each["store"]: each for each in json.loads(out.read_text())}
    assert found["shelf"]["dense"] == "exact"
    assert found["shelf"]["package"] == "none needed"
    assert found["gone"]["package"].startswith("broken: ")
