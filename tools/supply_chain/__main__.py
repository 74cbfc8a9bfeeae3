"""`make audit`, `make sbom` and what `make lock` does besides locking: see `--help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import httpx

from tools.supply_chain.advisories import findings
from tools.supply_chain.advisory_data import KEPT, SERVICE, read_advisories, refresh
from tools.supply_chain.licences import PAGE, LicenceRules, licences_page
from tools.supply_chain.locks import ROOT, locked_packages
from tools.supply_chain.sbom import write_sboms

NOTHING_KEPT = (
    f"audit: there are no advisories in {KEPT.relative_to(ROOT)}. Run `make lock` where {SERVICE} can be"
    " reached, or give a file, folder or zip of OSV records: `make audit ADVISORIES=PATH`."
)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.supply_chain", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    audit_command = commands.add_parser("audit", help="Compare the locks with advisories")
    audit_command.add_argument("advisories", type=Path, nargs="?", default=KEPT)
    commands.add_parser("refresh", help="Keep the advisories of the locked packages, if they can be reached")
    commands.add_parser("licences", help=f"Write {PAGE.relative_to(ROOT)}")
    commands.add_parser("sbom", help="Write a bill of materials for each lock into .build/sbom")
    given = parser.parse_args(arguments)
    match given.command:
        case "audit":
            return audit(given.advisories)
        case "refresh":
            return keep_advisories()
        case "licences":
            PAGE.write_text(licences_page(locked_packages(), LicenceRules()), encoding="utf-8")
            print(PAGE.relative_to(ROOT))
        case _:
            for path in write_sboms(ROOT / ".build" / "sbom"):
                print(path.relative_to(ROOT))
    return 0


def audit(advisories: Path) -> int:
    """Prints each locked version that an advisory speaks of; 1 if there is one, 2 if nothing was compared."""
    if not advisories.exists():
        print(NOTHING_KEPT if advisories == KEPT else f"audit: {advisories} is not there.", file=sys.stderr)
        return 2
    packages, data = locked_packages(), read_advisories(advisories)
    affected = findings(packages, data.records)
    for finding in affected:
        print(finding)
    of = f" of {data.as_of}" if data.as_of else ""
    compared = f"{len(packages)} packages, {len(data.records)} advisories{of}"
    print(f"audit: {compared}: {len(affected)} of a locked version")
    return 1 if affected else 0


def keep_advisories() -> int:
    """Refreshes what is kept; says so in one sentence if it cannot, and leaves what was there."""
    try:
        print(f"{KEPT.relative_to(ROOT)}: {refresh(locked_packages())} advisories")
    except (httpx.HTTPError, ValueError) as error:
        print(f"The advisories were not refreshed, because {SERVICE} cannot be read: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
