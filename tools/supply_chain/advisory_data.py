"""Advisory records kept beside the locks: read without a network, and refreshed by `make lock`."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tools.supply_chain.advisories import Record
from tools.supply_chain.locks import ROOT, LockedPackage

KEPT = ROOT / "requirements" / "advisories.json"
SERVICE = "https://api.osv.dev"
"""https://google.github.io/osv.dev/api/"""
_BATCH = 1000
_TIMEOUT_S = 20.0
_FIELDS = ("id", "modified", "withdrawn", "aliases", "affected")


@dataclass(frozen=True, slots=True)
class AdvisoryData:
    """Records, and the day that they are of; empty if the source does not say it."""

    records: tuple[Record, ...]
    as_of: str = ""


def read_advisories(path: Path) -> AdvisoryData:
    """Reads records: what `refresh` wrote, one record or a list of them, or a folder or zip of such files.

    Raises:
        ValueError: A file is not in the OSV format; it is named.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.json"))
        return AdvisoryData(
            tuple(record for file in files for record in _records(file.name, file.read_text()))
        )
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            texts = [(name, archive.read(name).decode()) for name in archive.namelist()]
        return AdvisoryData(tuple(record for name, text in texts for record in _records(name, text)))
    text = path.read_text(encoding="utf-8")
    return AdvisoryData(tuple(_records(path.name, text)), _day(text))


def refresh(packages: Sequence[LockedPackage], service: str = SERVICE, kept: Path = KEPT) -> int:
    """Asks the service for all records of the packages, keeps them, and returns how many there are.

    Raises:
        httpx.HTTPError: The service cannot be reached or refuses; nothing is written.
    """
    with httpx.Client(base_url=service, timeout=_TIMEOUT_S) as client:
        ids = sorted(set(_ids(client, packages)))
        records = [_kept_fields(_answer(client.get(f"/v1/vulns/{name}"))) for name in ids]
    data = {"as_of": datetime.now(UTC).date().isoformat(), "records": records}
    kept.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return len(records)


def _ids(client: httpx.Client, packages: Sequence[LockedPackage]) -> Iterator[str]:
    """Returns the ids of all records of the packages, whatever the version."""
    names = sorted({(package.ecosystem, package.name) for package in packages})
    waiting: list[dict[str, Any]] = [
        {"package": {"ecosystem": ecosystem, "name": name}} for ecosystem, name in names
    ]
    while waiting:
        asked, waiting = waiting[:_BATCH], waiting[_BATCH:]
        results = _answer(client.post("/v1/querybatch", json={"queries": asked}))["results"]
        for query, result in zip(asked, results, strict=True):
            yield from (item["id"] for item in result.get("vulns", ()))
            if token := result.get("next_page_token"):
                waiting.append({**query, "page_token": token})


def _answer(response: httpx.Response) -> Any:
    return response.raise_for_status().json()


def _kept_fields(record: Record) -> dict[str, Any]:
    """Returns what the check reads and a reader needs; the texts are behind the id."""
    return {name: record[name] for name in _FIELDS if name in record}


def _records(name: str, text: str) -> Iterable[Record]:
    records = json.loads(text)
    if isinstance(records, dict):
        records = records.get("records", [records])
    for record in records:
        if (
            not isinstance(record, dict)
            or "id" not in record
            or not isinstance(record.get("affected", []), list)
        ):
            raise ValueError(f"{name} is not in the OSV format: a record has an `id` and a list `affected`")
    return records


def _day(text: str) -> str:
    document = json.loads(text)
    return str(document.get("as_of", "")) if isinstance(document, dict) else ""
