"""The packages of this repository, installed as someone else installs them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = {
    "clients/python": "quorum_client",
    "layers/genai_core/python": "genai_core",
    "contrib/stores": "quorum_stores",
}
UV = Path(sys.executable).with_name("uv")
NO_INDEX = ("error sending request", "dns error", "Failed to fetch", "No solution found", "network")
LEFT_BEHIND = shutil.ignore_patterns("build", "*.egg-info", "__pycache__")


def run(*command: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    cleared = {name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    values = {**cleared, "UV_SYSTEM_CERTS": "true", **environment}
    return subprocess.run(
        command, cwd=folder, env=values, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a new environment with nothing in it but the client and what it declares."""
    folder = tmp_path_factory.mktemp("fresh")
    source = shutil.copytree(ROOT / "clients/python", folder / "source", ignore=LEFT_BEHIND)
    made = run(UV, "venv", "--python", sys.executable, folder / "venv")
    assert made.returncode == 0, made.stderr
    python = folder / "venv/bin/python"
    locked = ("--constraint", ROOT / "requirements/develop.txt")
    done = run(UV, "pip", "install", "--python", python, *locked, source)
    if done.returncode != 0 and any(words in done.stderr for words in NO_INDEX):
        pytest.skip(f"no package index answers: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return python.parent


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--help"], "answers only what they agree on"),
        (["--version"], "quorum, version"),
        (["ask", "--help"], "--workspace"),
        (["sign-in", "--help"], "--config-url"),
        (["evaluate", "--help"], "groundedness"),
    ],
)
def test_the_installed_command_line_explains_itself(installed: Path, arguments: list[str], text: str):
    done = run(installed / "quorum", *arguments, folder=installed)
    assert done.returncode == 0, done.stderr
    assert text in done.stdout


def test_the_installed_sdk_is_imported_with_its_types(installed: Path):
    code = "import quorum_client as q; from pathlib import Path; f = Path(q.__file__); "
    code += "assert f.with_name('py.typed').exists(); print(q.Quorum.__name__, f)"
    done = run(installed / "python", "-c", code, folder=installed)
    assert done.returncode == 0, done.stderr
    name, folder = done.stdout.split()
    assert name == "Quorum"
    assert str(ROOT) not in folder


def test_the_client_brings_neither_the_cdk_nor_the_core(installed: Path):
    done = run(UV, "pip", "list", "--python", installed / "python")
    names = {line.split()[0] for line in done.stdout.splitlines()[2:]}
    assert "quorum-client" in names
    assert not names & {"aws-cdk-lib", "boto3", "numpy", "quorum-core", "langchain-core"}


def test_what_needs_a_checkout_says_so_in_one_sentence(installed: Path, tmp_path: Path):
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    measured = run(installed / "quorum", "evaluate", "retrieval", "x", folder=tmp_path, **home)
    assert measured.returncode == 2
    assert measured.stderr.count("\n") == 1
    assert "checkout" in measured.stderr
    looked = run(installed / "quorum", "doctor", folder=tmp_path, **home)
    assert "not checked: that needs a checkout" in looked.stdout
    assert looked.returncode == 3
    assert "sign-in" in looked.stderr


@pytest.mark.parametrize(("folder", "package"), PACKAGES.items())
def test_a_wheel_holds_every_file_of_its_package(folder: str, package: str, tmp_path: Path):
    source = shutil.copytree(ROOT / folder, tmp_path / "source", ignore=LEFT_BEHIND)
    built = run(
        UV, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "-o", tmp_path, source
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(f"{package}/")}
    files = (file for file in (source / package).rglob("*") if file.is_file())
    assert held == {file.relative_to(source).as_posix() for file in files}


def test_the_core_works_from_its_wheel(tmp_path: Path):
    source = shutil.copytree(ROOT / "layers/genai_core/python", tmp_path / "source", ignore=LEFT_BEHIND)
    target = tmp_path / "site"
    options = ("--no-deps", "--no-build-isolation", "--python", sys.executable, "--target", target)
    done = run(UV, "pip", "install", *options, source)
    assert done.returncode == 0, done.stderr
    code = "import importlib, pkgutil, genai_core.domain as d; "
    code += "from genai_core.domain.generation.prompts import prompt_text; assert prompt_text('answer_v1'); "
    code += "[importlib.import_module(m.name) for m in pkgutil.walk_packages(d.__path__, d.__name__ + '.')]; "
    code += "print(d.__file__)"
    shown = run(sys.executable, "-P", "-c", code, folder=tmp_path, PYTHONPATH=str(target))
    assert shown.returncode == 0, shown.stderr
    assert str(target) in shown.stdout


@pytest.mark.parametrize(("folder", "package"), PACKAGES.items())
def test_a_package_declares_what_it_imports_and_nothing_else(folder: str, package: str):
    project = tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    lines = [*project.get("dependencies", ()), *(line for extra in extras for line in extra)]
    declared = {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in lines}
    used = imported(ROOT / folder / package)
    assert used - set(PACKAGES.values()) <= modules_of(declared)
    unused = {name for name in declared if not modules_of({name}) & used}
    assert unused == set()


def imported(folder: Path) -> set[str]:
    """The top names that the files import, without the standard library's."""
    imported: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    return imported - set(sys.stdlib_module_names) - {"__future__"}


def modules_of(distributions: set[str]) -> set[str]:
    """The top names that the distributions give."""
    return {
        module
        for module, owners in owners_of_modules().items()
        if distributions & {normal(owner) for owner in owners}
    }


@cache
def owners_of_modules() -> Mapping[str, list[str]]:
    """The distributions that give each top name: one look at all that is installed takes a second."""
    return packages_distributions()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
