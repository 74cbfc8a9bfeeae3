"""Locked versions are compared with records of the OSV format as OSV says.

The records are of the Python Packaging Advisory Database and the GitHub Advisory Database (CC-BY-4.0),
without their texts.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tools.supply_chain.__main__ import main
from tools.supply_chain.advisories import findings
from tools.supply_chain.advisory_data import KEPT, read_advisories
from tools.supply_chain.locks import Ecosystem, LockedPackage, locked_packages

FILE = Path(__file__).parents[2] / "data" / "advisories.json"
RECORDS = read_advisories(FILE).records
OLD = LockedPackage("PyPI", "urllib3", "2.0.6", ("requirements/query-layer.txt",))


@pytest.mark.parametrize(
    ("ecosystem", "name", "version", "advisory"),
    [
        ("PyPI", "urllib3", "2.0.6", "PYSEC-2023-212"),
        ("PyPI", "urllib3", "2.0.7", None),
        ("PyPI", "urllib3", "2.0.0a1", None),
        ("PyPI", "urllib3", "1.26.17", "PYSEC-2023-212"),
        ("PyPI", "urllib3", "1.26.18", None),
        ("PyPI", "jinja2", "2.11.2", "PYSEC-2021-66"),
        ("PyPI", "jinja2", "2.11.3rc1", "PYSEC-2021-66"),
        ("PyPI", "jinja2", "2.11.3", None),
        ("PyPI", "lxml", "4.9.0", "PYSEC-2022-230"),
        ("PyPI", "lxml", "4.10.0", None),
        ("PyPI", "py", "1.11.0", "PYSEC-2022-42969"),
        ("PyPI", "py", "1.11.1", None),
        ("PyPI", "aiohttp", "3.8.1", None),  # the advisory was withdrawn
        ("npm", "ws", "8.17.0", "GHSA-3h5v-q93c-6h6q"),
        ("npm", "ws", "8.17.1-beta.2", "GHSA-3h5v-q93c-6h6q"),
        ("npm", "ws", "8.17.1", None),
        ("npm", "ws", "8.2.0", "GHSA-3h5v-q93c-6h6q"),
        ("npm", "ws", "7.5.10", None),
        ("npm", "ws", "2.0.3", None),
        ("PyPI", "ws", "8.17.0", None),  # another package of the same name
    ],
)
def test_a_version_is_affected_between_its_introduction_and_its_fix(
    ecosystem: Ecosystem, name: str, version: str, advisory: str | None
) -> None:
    advisories = findings([LockedPackage(ecosystem, name, version)], RECORDS)
    assert [finding.advisory for finding in advisories] == ([advisory] if advisory else [])


def test_a_finding_names_the_package_its_lock_the_advisory_and_the_fix() -> None:
    (finding,) = findings([OLD], RECORDS)
    assert str(finding) == (
        "urllib3 2.0.6 (requirements/query-layer.txt): PYSEC-2023-212, CVE-2023-45803, GHSA-g4mx-q9vg-27p4; "
        "fixed in 2.0.7, 1.26.18"
    )


def test_no_locked_version_has_an_advisory_that_is_known_here() -> None:
    if not KEPT.exists():
        pytest.skip("no advisories are kept: `make lock` could not reach them yet")
    assert not findings(locked_packages(), read_advisories(KEPT).records)


def test_records_are_read_from_a_file_a_folder_and_a_zip(tmp_path: Path) -> None:
    folder, archive = tmp_path / "records", tmp_path / "all.zip"
    folder.mkdir()
    with zipfile.ZipFile(archive, "w") as written:
        for record in RECORDS:
            (folder / f"{record['id']}.json").write_text(json.dumps(record))
            written.writestr(f"{record['id']}.json", json.dumps(record))
    assert len(findings([OLD], read_advisories(folder).records)) == 1
    assert len(findings([OLD], read_advisories(archive).records)) == 1


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text('{"vulnerabilities": []}')
    with pytest.raises(ValueError, match=r"report\.json is not in the OSV format"):
        read_advisories(file)


def test_the_audit_fails_if_nothing_was_compared(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["audit", str(tmp_path / "none.json")]) == 2
    assert "none.json is not there" in capsys.readouterr().err
    assert main(["audit", str(FILE)]) == 0
    assert "6 advisories: 0 of a locked version" in capsys.readouterr().out


def test_the_audit_fails_on_an_advisory_of_a_locked_version(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "PYSEC-2023-212.json"
    (record,) = [record for record in RECORDS if record["id"] == "PYSEC-2023-212"]
    for event in record["affected"][0]["ranges"][1]["events"]:
        event.pop("fixed", None)
    file.write_text(json.dumps(record))
    assert main(["audit", str(file)]) == 1
    assert "urllib3" in capsys.readouterr().out
