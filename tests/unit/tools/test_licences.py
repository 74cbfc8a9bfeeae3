"""Every dependency has a permitted licence, and the page that lists them is as old as the locks."""

from __future__ import annotations

import pytest

from tools.supply_chain.licences import PAGE, LicenceRules, licences_page
from tools.supply_chain.locks import LockedPackage, locked_packages

PACKAGES = locked_packages()
RULES = LicenceRules()


def test_every_locked_package_has_a_permitted_licence() -> None:
    refused = [
        f"{package.name}: {RULES.licence_of(package) or 'not known'}"
        for package in PACKAGES
        if not RULES.permits(RULES.licence_of(package))
    ]
    assert not refused, "state or permit them in requirements/licences.toml, or use something else"


def test_the_page_lists_the_licences_of_the_locks() -> None:
    assert licences_page(PACKAGES, RULES) == PAGE.read_text(encoding="utf-8"), "run `make licences`"


@pytest.mark.parametrize(
    ("licence", "is_permitted"),
    [
        ("MIT", True),
        ("GPL-2.0-only OR MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-or-later", False),
        ("", False),
    ],
)
def test_an_expression_is_permitted_if_permitted_licences_meet_it(licence: str, is_permitted: bool) -> None:
    package = LockedPackage("npm", "given", "1.0.0", licence=licence)
    assert RULES.permits(RULES.licence_of(package)) is is_permitted


def test_words_that_are_not_of_spdx_and_packages_that_are_not_installed_have_no_licence() -> None:
    assert not RULES.licence_of(LockedPackage("npm", "given", "1.0.0", licence="SEE LICENSE IN FILE"))
    assert not RULES.licence_of(LockedPackage("PyPI", "a-package-that-nobody-installed", "1.0"))


def test_licences_are_stated_of_locked_packages_only() -> None:
    names = {package.name for package in PACKAGES}
    left = {name for name in RULES.stated if "*" not in name} - names
    assert not left, f"no lock pins {sorted(left)}: delete them in requirements/licences.toml"
