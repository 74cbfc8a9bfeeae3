"""What CloudFormation would be given, under the linter, in the environments that hold everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.infrastructure.assembly import Assembly

# A dependency that a reference implies as well is written twice by the library, and harmless.
IGNORED = "W3005"


def test_the_linter_finds_nothing(prod: Assembly, everything: Assembly) -> None:
    """Linting takes a second per template, so only `dev` with all that profiles add is linted."""
    folders = (prod.folder, everything.folder)
    templates = [str(path) for folder in folders for path in folder.glob("*.template.json")]
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [linter, "--ignore-checks", IGNORED, "--", *templates],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
