"""What CloudFormation would be given, under two linters: AWS's own validator, and cfn-lint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cloudformation_validate import RegoEngine, Severity

from tests.infrastructure.assembly import Assembly

ENVIRONMENTS = ("local", "dev", "prod", "everything")
EXPLAINED = {
    "W3005": "A dependency that a reference implies as well is written twice by the library, and harmless.",
    "W3694": "A topic calls the alias that a canary moves; SNS takes the ARN of an alias like a function's.",
    "W9002": "A model of JumpStart is named by its ARN in config.json: nothing in the stacks makes it.",
}


@pytest.fixture(scope="module")
def templates(request: pytest.FixtureRequest) -> dict[str, Path]:
    """Returns one file for each distinct template of all environments."""
    found: dict[str, Path] = {}
    for name in ENVIRONMENTS:
        assembly: Assembly = request.getfixturevalue(name)
        for path in sorted(assembly.folder.glob("*.template.json")):
            found.setdefault(path.read_text(), path)
    return found


@pytest.fixture(scope="module")
def warnings() -> Callable[[str], set[str]]:
    """Returns what validates a template and gives the rules it breaks, informational ones left out."""
    engine = RegoEngine()

    def validate(path: str) -> set[str]:
        diagnostics = engine.validate_template(path).diagnostics
        return {each.rule_id for each in diagnostics if each.severity not in (Severity.INFO, Severity.DEBUG)}

    return validate


def test_the_validator_finds_nothing_without_a_reason(
    templates: dict[str, Path], warnings: Callable[[str], set[str]]
) -> None:
    found = {str(path): warnings(str(path)) for path in templates.values()}
    assert {path: rules - EXPLAINED.keys() for path, rules in found.items() if rules - EXPLAINED.keys()} == {}
    # A reason that explains nothing any more is taken out.
    assert set().union(*found.values()) == EXPLAINED.keys()


def test_the_validator_does_find_what_is_wrong(tmp_path: Path, warnings: Callable[[str], set[str]]) -> None:
    path = tmp_path / "wrong.template.json"
    path.write_text('{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"Colour": "red"}}}}')
    assert warnings(str(path))


def test_the_linter_finds_nothing(prod: Assembly, everything: Assembly) -> None:
    """It takes a second for a template, so `dev` is linted with all that a profile adds to it only."""
    folders = (prod.folder, everything.folder)
    templates = [str(path) for folder in folders for path in folder.glob("*.template.json")]
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [linter, "--ignore-checks", "W3005", "--", *templates],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
