"""The CDK's commands in the deployment guide, run in a clean checkout as far as they go without an account.

The other commands run, or are compared with AWS's operations, in `tests/e2e/test_documented_commands.py`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.infrastructure.assembly import REPOSITORY, Assembly

GUIDE = (REPOSITORY / "docs" / "operations" / "deploy.md").read_text()
LINKED = (".venv", "node_modules")
CDK = "node_modules/.bin/cdk"


def cdk_commands() -> list[list[str]]:
    """Returns the words after the program in each command of the CDK, in blocks and in sentences."""
    lines = re.findall(rf"{CDK} ([^`\n]+)", GUIDE)
    assert lines, f"the guide names no command of {CDK}"
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone has, with the installed packages, and nothing built."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no clone of the repository")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(REPOSITORY / name)
    return folder


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a command without credentials and without a region."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    silent = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1", "CI": "true"}
    nowhere = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nowhere"}
    environment = {**kept, **silent, **nowhere, "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"}
    return subprocess.run(
        words, cwd=checkout, env=environment, capture_output=True, text=True, timeout=400, check=False
    )


def test_one_command_builds_all_that_is_deployed(checkout: Path) -> None:
    recipe = run(checkout, "make", "-n", "cloud").stdout
    assert "tools.build layers" in recipe
    assert "local_runtime page" in recipe


def test_every_command_of_the_cdk_names_the_guide_s_environment_and_a_known_verb() -> None:
    for verb, *options in cdk_commands():
        assert verb in ("bootstrap", "diff", "deploy", "destroy")
        if verb != "bootstrap":
            assert "--all" in options
            assert options[options.index("-c") + 1] == "environment=dev"


def test_a_clean_checkout_is_told_what_to_build_and_can_be_destroyed(checkout: Path) -> None:
    done = run(checkout, CDK, "--no-notices", "synth", "--quiet", "-c", "environment=dev")
    assert done.returncode != 0
    assert "make cloud" in done.stderr
    # What the failed synthesis wrote has every stack.
    listed = run(checkout, CDK, "--no-notices", "ls", "--app", "cdk.out")
    assert listed.returncode == 0, listed.stderr
    shown = set(re.findall(r"\(([a-z-]+)\)", listed.stdout)) or set(listed.stdout.split())
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", GUIDE.partition("## Deploy")[0], re.M)
    stacks = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)}
    assert shown == {name if name == "quorum-account" else f"quorum-dev-{name}" for name in stacks}


def test_a_built_environment_has_no_warning_for_the_cdk(checkout: Path, cloud: Assembly) -> None:
    done = run(checkout, CDK, "--no-notices", "synth", "--quiet", "--strict", "--app", str(cloud.folder))
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.lower()
