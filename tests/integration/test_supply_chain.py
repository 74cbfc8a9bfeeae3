"""Advisories are fetched over HTTP and kept; the bills of materials are made by their tools."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools.supply_chain import sbom
from tools.supply_chain.advisories import findings
from tools.supply_chain.advisory_data import read_advisories, refresh
from tools.supply_chain.locks import ROOT, LockedPackage, locked_packages

RECORDS = {
    record["id"]: record for record in json.loads((ROOT / "tests/data/advisories.json").read_text("utf-8"))
}
PACKAGES = [LockedPackage("PyPI", "urllib3", "2.0.6"), LockedPackage("npm", "ws", "8.17.1")]


class Service(BaseHTTPRequestHandler):
    """Answers as OSV's API says; the records of a package come one a page."""

    def do_POST(self) -> None:
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self._send({"results": [self._page(query) for query in queries]})

    def do_GET(self) -> None:
        self._send(RECORDS[self.path.rpartition("/")[2]] | {"details": "A long text."})

    def _page(self, query: dict[str, Any]) -> dict[str, Any]:
        wanted = query["package"]
        names = [
            name
            for name, record in RECORDS.items()
            if any(wanted.items() <= part["package"].items() for part in record["affected"])
        ]
        if wanted["name"] == "urllib3" and "page_token" not in query:
            return {"next_page_token": "second"}
        return {"vulns": [{"id": name} for name in names]} if names else {}

    def _send(self, answer: Any) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the test's output empty."""


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_records_of_all_packages_are_kept_and_compared(service: str, tmp_path: Path) -> None:
    kept = tmp_path / "advisories.json"
    assert refresh(PACKAGES, service, kept) == 2
    data = read_advisories(kept)
    assert len(data.as_of) == len("2026-01-01")
    assert all("details" not in record for record in data.records)
    assert [finding.advisory for finding in findings(PACKAGES, data.records)] == ["PYSEC-2023-212"]


def test_a_service_that_is_not_there_leaves_what_was_kept(tmp_path: Path) -> None:
    kept = tmp_path / "advisories.json"
    kept.write_text("[]")
    with pytest.raises(httpx.HTTPError):
        refresh(PACKAGES, "http://127.0.0.1:1", kept)
    assert kept.read_text() == "[]"


def test_a_bill_of_materials_names_what_its_lock_pins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sbom, "PYTHON_LOCKS", ("requirements/install.txt",))
    monkeypatch.setattr(sbom, "NPM_LOCKS", ("package-lock.json",))
    named: set[str] = set()
    for path in sbom.write_sboms(tmp_path):
        bill = json.loads(path.read_text(encoding="utf-8"))
        assert bill["bomFormat"] == "CycloneDX"
        named |= {component["purl"].partition("?")[0] for component in bill["components"]}
    pinned = {
        f"pkg:{package.ecosystem.lower()}/{package.name.replace('@', '%40')}@{package.version}"
        for package in locked_packages()
        if {"requirements/install.txt", "package-lock.json"} & set(package.locks)
    }
    assert named == pinned
