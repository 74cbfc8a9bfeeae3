"""The commands of the deployment guide, run in a clean checkout as far as they go without an account.

`tools.documents` checks those of `quorum`, as on every page.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from tests.infrastructure.assembly import REPOSITORY, stand_in

GUIDE = (REPOSITORY / "docs" / "operations" / "deploy.md").read_text()
LINKED = (".venv", "node_modules")
CDK = "node_modules/.bin/cdk"


def commands() -> list[list[str]]:
    """Returns the words of every command: lines of code blocks, and code in a sentence."""
    blocks = re.findall(r"^```\n(.*?)^```", GUIDE, re.M | re.S)
    outside = re.sub(r"^```\n.*?^```", "", GUIDE, flags=re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", outside)
    command_words = [shlex.split(line, comments=True) for line in lines if "'" not in line]
    return [words for words in command_words if words and words[0] in ("make", CDK, "aws", "quorum")]


def of(program: str) -> list[list[str]]:
    command_words = [words[1:] for words in commands() if words[0] == program]
    assert command_words, f"the guide names no command of {program}"
    return command_words


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


def test_every_target_of_make_is_there(checkout: Path) -> None:
    targets = {words[0] for words in of("make")}
    assert targets >= {"install", "cloud"}
    for target in sorted(targets):
        done = run(checkout, "make", "-n", target)
        assert done.returncode == 0, done.stderr


def test_one_command_builds_all_that_is_deployed(checkout: Path) -> None:
    recipe = run(checkout, "make", "-n", "cloud").stdout
    assert "tools.build layers" in recipe
    assert "local_runtime page" in recipe


def test_every_command_of_the_cdk_names_the_guide_s_environment_and_a_known_verb() -> None:
    for verb, *options in of(CDK):
        assert verb in ("bootstrap", "diff", "deploy", "destroy")
        if verb != "bootstrap":
            assert "--all" in options
            assert options[options.index("-c") + 1] == "environment=dev"


def test_a_clean_checkout_is_told_what_to_build_and_can_be_destroyed(checkout: Path) -> None:
    done = run(checkout, CDK, "--no-notices", "synth", "--quiet", "-c", "environment=dev")
    assert done.returncode != 0
    assert "make cloud" in done.stderr
    listed = run(checkout, CDK, "--no-notices", "ls", "-c", "environment=dev")
    assert listed.returncode == 0, listed.stderr
    shown = set(re.findall(r"\(([a-z-]+)\)", listed.stdout)) or set(listed.stdout.split())
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", GUIDE.partition("## Deploy")[0], re.M)
    stacks = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)}
    assert shown == {name if name == "quorum-account" else f"quorum-dev-{name}" for name in stacks}


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_a_built_checkout_is_synthesised_without_a_warning(checkout: Path, environment: str) -> None:
    built = stand_in(checkout.parent / "built")
    for path, folder in ((".build/layers", built.layers), ("frontend_react/dist", built.page)):
        shutil.copytree(folder, checkout / path, dirs_exist_ok=True)
    try:
        done = run(
            checkout,
            *(CDK, "--no-notices", "synth", "--quiet", "--strict", "-c", f"environment={environment}"),
        )
    finally:
        shutil.rmtree(checkout / ".build")
        shutil.rmtree(checkout / "frontend_react" / "dist")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.lower()


def test_every_command_of_aws_is_an_operation_with_these_parameters() -> None:
    session: Any = botocore.session.get_session()  # the stubs do not type its cached properties
    for service, operation, *options in (words for words in of("aws") if len(words) > 2):
        model = session.get_service_model(service)
        names = {xform_name(name, "-"): name for name in model.operation_names}
        assert operation in names, (service, operation)
        shape = model.operation_model(names[operation]).input_shape
        assert shape is not None
        known = {f"--{xform_name(member, '-')}" for member in shape.members}
        assert {option for option in options if option.startswith("--")} <= known
