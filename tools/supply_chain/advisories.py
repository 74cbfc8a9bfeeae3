"""Finds the OSV records that apply to a locked version.

The rules are OSV's own: https://ossf.github.io/osv-schema/#evaluation
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from packaging.version import InvalidVersion, Version

from tools.supply_chain.locks import Ecosystem, LockedPackage, normalised

Record = Mapping[str, Any]
_SEMVER = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+.*)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One locked version that an advisory speaks of."""

    package: LockedPackage
    advisory: str
    aliases: tuple[str, ...]
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join((self.advisory, *self.aliases))
        remedy = f"fixed in {', '.join(self.fixed)}" if self.fixed else "no fixed version is named"
        where = ", ".join(self.package.locks)
        return f"{self.package.name} {self.package.version} ({where}): {names}; {remedy}"


def findings(packages: Iterable[LockedPackage], records: Iterable[Record]) -> list[Finding]:
    """Returns the advisories of locked versions, by package and advisory; withdrawn ones are none."""
    affected: dict[tuple[str, str], list[tuple[Record, Record]]] = {}
    for record in records:
        if not record.get("withdrawn"):
            for part in record.get("affected", ()):
                affected.setdefault(_key(part["package"]), []).append((record, part))
    by_id = {
        (package, record["id"]): _finding(package, record, part)
        for package in packages
        for record, part in affected.get((package.ecosystem, package.name), ())
        if is_affected(package, part)
    }
    return [by_id[key] for key in sorted(by_id)]


def is_affected(package: LockedPackage, part: Record) -> bool:
    """Tells whether one entry of `affected` names the version, or has it in a range."""
    if package.version in part.get("versions", ()):
        return True
    ranges = (item for item in part.get("ranges", ()) if item["type"] in ("ECOSYSTEM", "SEMVER"))
    return any(_is_within(package, item["events"]) for item in ranges)


def _is_within(package: LockedPackage, events: Iterable[Record]) -> bool:
    """Returns whether the last event up to the version introduces the fault."""
    version = _order(package.ecosystem, package.version)
    is_within = False
    for kind, moment in sorted(_moments(package.ecosystem, events), key=lambda event: event[1]):
        if kind == "introduced" and version >= moment:
            is_within = True
        elif (kind == "fixed" and version >= moment) or (kind == "last_affected" and version > moment):
            is_within = False
    return is_within


def _moments(ecosystem: Ecosystem, events: Iterable[Record]) -> Iterator[tuple[str, Any]]:
    for event in events:
        for kind, version in event.items():
            if kind != "limit":
                yield kind, _order(ecosystem, str(version))


def _order(ecosystem: Ecosystem, version: str) -> Any:
    """Returns what compares versions of an ecosystem. Raises ValueError if it is not a version."""
    if ecosystem == "PyPI":
        try:
            return Version(version)
        except InvalidVersion as error:
            raise ValueError(f"{version!r} is not a version of PyPI") from error
    matched = _SEMVER.fullmatch(version)
    if not matched:
        raise ValueError(f"{version!r} is not a version of npm")
    major, minor, patch, before = matched.groups()
    parts = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in (before or "").split(".") if part
    )
    # A release comes after all that lead to it: https://semver.org/#spec-item-11
    return int(major), int(minor or 0), int(patch or 0), not before, parts


def _key(package: Record) -> tuple[str, str]:
    name = str(package["name"])
    return package["ecosystem"], normalised(name) if package["ecosystem"] == "PyPI" else name


def _finding(package: LockedPackage, record: Record, part: Record) -> Finding:
    fixed = [
        event["fixed"]
        for item in part.get("ranges", ())
        if item["type"] != "GIT"
        for event in item["events"]
        if "fixed" in event
    ]
    return Finding(package, record["id"], tuple(record.get("aliases", ())), tuple(fixed))
