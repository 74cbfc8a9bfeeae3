"""Pluggable stores are found by entry point, and say what they can."""

from __future__ import annotations

import json
import subprocess
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
from genai_core.errors import Misconfigured, Unavailable
from genai_core.ports.search_store import StoreSettings
from genai_core.settings import read_settings
from genai_core.wiring import engines, stores
from quorum_client.cli import quorum as command_line

ROOT = Path(__file__).resolve().parents[3]
FOREIGN = """
from quorum_stores.faiss.store import open_store
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


def test_those_of_the_core_and_of_installed_packages_are_found() -> None:
    document = tomllib.loads((ROOT / "contrib" / "stores" / "pyproject.toml").read_text())
    contributed = document["project"]["entry-points"][stores.GROUP]
    assert {*stores.OURS, *contributed} <= set(stores.stores())
    for name in (*stores.OURS, *contributed):
        assert stores.store_named(name).name == name


def test_a_store_of_somebody_else_s_is_found(foreign: None) -> None:
    assert stores.store_named("shelf").capabilities.scale == "a shelf"


def test_an_unknown_store_is_misconfigured_and_the_known_are_named() -> None:
    with pytest.raises(Misconfigured, match=r"'pinecone'.*chroma, faiss, opensearch, pgvector, qdrant"):
        stores.store_named("pinecone")


@pytest.mark.parametrize("name", ["wrong", "gone"])
def test_an_entry_point_that_leads_nowhere_is_misconfigured(foreign: None, name: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        stores.store_named(name)


def test_naming_a_contributed_store_does_not_import_its_package() -> None:
    code = "import sys; from genai_core.wiring.stores import store_named as named\n"
    code += "named('qdrant'), named('faiss'), named('chroma')\n"
    code += "assert not {'qdrant_client', 'faiss', 'chromadb'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_engine_opens_without_connecting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read_settings(
        {
            "STORE": "faiss",
            "STORE_URL": str(tmp_path / "none"),
            "DATABASE_HOST": "127.0.0.1",
            "DATABASE_PORT": "1",
            "DATABASE_AUTH": "trust",
            "OPENSEARCH_URL": "http://127.0.0.1:1",
            "OPENSEARCH_AUTH": "none",
        }
    )
    monkeypatch.setattr(engines, "settings", lambda: settings)
    assert engines.engines() == ("postgresql", "opensearch", "store")
    opened = {name: engines._opened.__wrapped__(name) for name in engines.engines()}
    assert not (tmp_path / "none").exists()
    assert opened["store"].chunks.count("w") == 0  # type: ignore[arg-type]  # a workspace's name
    with pytest.raises(Unavailable):
        opened["postgresql"].chunks.count("w")  # type: ignore[arg-type]


def test_an_engine_that_the_deployment_lacks_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "settings", lambda: settings_module.Settings(store="faiss"))
    assert engines.engines() == ("postgresql", "store")
    with pytest.raises(Misconfigured, match="STORE_URL"):
        engines._opened.__wrapped__("store")
    with pytest.raises(Misconfigured, match="OPENSEARCH_URL"):
        engines._opened.__wrapped__("opensearch")


@pytest.mark.parametrize("url", ["", "postgresql://", "postgresql://host/quorum", "postgresql://u@host"])
def test_an_incomplete_database_address_is_misconfigured(url: str) -> None:
    analyser = LexicalAnalyser(SnowballStemmer())
    with pytest.raises(Misconfigured, match="database's address"):
        stores.store_named("pgvector").open(StoreSettings(url, analyser))


def test_the_documentation_says_what_each_store_says_of_itself() -> None:
    text = (ROOT / "docs" / "concepts" / "stores.md").read_text()
    for name in (*stores.OURS, "qdrant", "faiss", "chroma"):
        cells = asdict(stores.store_named(name).capabilities).values()
        assert f"| {name} | {' | '.join(cells)} |" in text


def test_the_command_line_lists_them_with_their_capabilities(foreign: None) -> None:
    done = CliRunner().invoke(command_line, ["model", "stores", "--json"])
    assert done.exit_code == 0, done.output
    output = {each["store"]: each for each in json.loads(done.stdout)}
    assert output["shelf"]["dense"] == "exact"
    assert output["shelf"]["package"] == "none needed"
    assert output["gone"]["package"].startswith("broken: ")
