"""`make lint` refuses a seeded example of each rule that the project has, and takes one without faults."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tools import sizes

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = ROOT / "pyproject.toml"
TOOLS: dict[str, Any] = tomllib.loads(SETTINGS.read_text("utf-8"))["tool"]
CLEAN = '"""A module."""\n\n\ndef double(value: int) -> int:\n    return 2 * value\n'
# One example for each family of ruff's rules that pyproject.toml selects.
SEEDS = {
    "E": "x = 1; y = 2\n",
    "F": "import os\n",
    "W": "x = 1 \n",
    "I": "import sys\nimport os\nprint(os, sys)\n",
    "UP": "from typing import List\nx: List[int] = []\n",
    "B": "def f(a: list[int] = []) -> list[int]:\n    return a\n",
    "C90": "def f(a: int) -> None:\n" + "".join(f"    if a == {n}:\n        f({n})\n" for n in range(9)),
    "SIM": "def f(a: int, b: int) -> None:\n    if a:\n        if b:\n            f(b, a)\n",
    "RET": "def f(a: int) -> int:\n    if a:\n        return 1\n    else:\n        return 2\n",
    "PL": "def f(a: int, b: int, c: int, d: int, e: int, g: int, h: int, i: int, j: int) -> None: ...\n",
    "PT": "import pytest\n\n\n@pytest.mark.parametrize('a,b', [])\ndef test_x(a: int, b: int) -> None: ...\n",
    "TID": "import os\n\nx = os.environ['A']\n",
    "RUF": "x = [1]\ny = x + [2]\n",
    "S": "x = eval('1')\n",
    "BLE": "try:\n    x = 1\nexcept Exception:\n    x = 2\n",
    "ANN": "def f(a) -> None: ...\n",
    "D1": "class A:\n    class B:\n        x = 1\n",
    "ARG": "def f(a: int) -> int:\n    return 1\n",
    "PTH": "import os.path\n\nx = os.path.exists('a')\n",
    "ERA": "# x = 1\ny = 2\n",
    "T20": "print('x')\n",
}  # fmt: skip
# One import for each contract of import-linter: the module that must not, and what it imports.
IMPORTS = {
    "deployment > stacks": ("genai_core.settings", "lambdas"),
    "what ships imports neither": ("lambdas", "evaluation"),
    "nothing that ships or runs imports tests": ("tools", "tests"),
    "contributed stores know": ("quorum_stores", "genai_core.adapters"),
    "nothing imports contributed stores": ("stacks", "quorum_stores"),
    "inside the core": ("genai_core.domain", "genai_core.ports"),
    "packages of the domain": ("genai_core.domain.one", "genai_core.domain.other"),
    "domain, ports, use cases": ("genai_core.usecases", "boto3"),
}


def run(*command: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def installed(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def test_ruff_refuses_an_example_of_each_selected_family(tmp_path: Path) -> None:
    assert set(SEEDS) == set(TOOLS["ruff"]["lint"]["select"])
    for family, text in SEEDS.items():
        (tmp_path / f"seed_{family}.py").write_text(text)
    (tmp_path / "clean.py").write_text(CLEAN)
    done = run(installed("ruff"), "check", "--config", SETTINGS, "--output-format", "json", tmp_path)
    selected: dict[str, set[str]] = {}
    for complaint in json.loads(done.stdout):
        selected.setdefault(Path(complaint["filename"]).stem, set()).add(complaint["code"])
    missed = [
        family
        for family in SEEDS
        if not any(code.startswith(family) for code in selected.get(f"seed_{family}", ()))
    ]
    assert not missed
    assert "clean" not in selected


def test_a_file_that_is_not_formatted_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seed.py").write_text("x = {  'a':1 }\n")
    (tmp_path / "clean.py").write_text(CLEAN)
    done = run(installed("ruff"), "format", "--check", "--config", SETTINGS, tmp_path)
    assert done.returncode == 1
    assert "seed.py" in done.stdout
    assert "clean.py" not in done.stdout


def test_import_linter_refuses_an_example_of_each_contract(tmp_path: Path) -> None:
    contracts = TOOLS["importlinter"]["contracts"]
    names = {name for contract in contracts for key in contract for name in modules(contract[key])}
    seeded = {name for pair in IMPORTS.values() for name in pair if name not in ("tests", "boto3")}
    make_packages(
        tmp_path, {*names, *TOOLS["importlinter"]["root_packages"], *seeded, "genai_core.domain.other"}
    )
    rules = SETTINGS.read_text("utf-8").split("[tool.importlinter]", 1)[1]
    (tmp_path / "pyproject.toml").write_text("[tool.importlinter]" + rules)
    assert verdicts(tmp_path, contracts) == dict.fromkeys(IMPORTS, "KEPT")
    for module, imported in IMPORTS.values():
        file_of(tmp_path, module).write_text(f"import {imported}\n")
    file_of(tmp_path, "genai_core.domain.other").write_text("import genai_core.domain.one\n")
    assert verdicts(tmp_path, contracts) == dict.fromkeys(IMPORTS, "BROKEN")


def modules(value: object) -> Iterable[str]:
    """The modules of ours that a contract's setting names."""
    roots = tuple(TOOLS["importlinter"]["root_packages"])
    lines = value if isinstance(value, list) else ()
    names = (name.strip() for line in lines for name in str(line).split("|"))
    return [name for name in names if name.split(".")[0] in roots]


def make_packages(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            package = folder.joinpath(*parts[:count])
            package.mkdir(exist_ok=True)
            (package / "__init__.py").touch()


def file_of(folder: Path, name: str) -> Path:
    return folder.joinpath(*name.split(".")) / "__init__.py"


def verdicts(folder: Path, contracts: list[dict[str, Any]]) -> dict[str, str]:
    """What import-linter says of each contract, by the beginning of its name."""
    assert len(contracts) == len(IMPORTS)
    done = run(installed("lint-imports"), "--no-cache", folder=folder)
    output = " ".join(done.stdout.split())
    selected = {start: re.search(rf"{re.escape(start)}.*?(KEPT|BROKEN)", output) for start in IMPORTS}
    return {start: match.group(1) if match else output for start, match in selected.items()}


def test_pyright_refuses_what_is_not_typed(tmp_path: Path) -> None:
    pyright = ROOT / "node_modules" / ".bin" / "pyright"
    if not pyright.exists():
        pytest.skip("pyright is not installed: run `make install`")
    (tmp_path / "seed.py").write_text("def double(value):\n    return 2 * value\n")
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": TOOLS["pyright"]["typeCheckingMode"], "include": ["."]})
    )
    done = run(pyright, "--project", tmp_path, "--outputjson")
    files = {Path(each["file"]).name for each in json.loads(done.stdout)["generalDiagnostics"]}
    assert files == {"seed.py"}
    assert "tests" in TOOLS["pyright"]["include"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = 1\n" * 301, "301 lines, at most 300"),
        ("def f():\n" + "    x = 1\n" * 7, "50th percentile has 7 lines"),
        (
            "def g():\n    pass\n" * 8 + ("def f():\n" + "    x = 1\n" * 17) * 2,
            "90th percentile has 17 lines",
        ),
        ("x = 1\n" * 300, ""),
        ('def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * 6, ""),
    ],
)
def test_long_files_and_functions_are_refused(
    tmp_path: Path, text: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seed.py"
    file.write_text(text)
    assert sizes.main([str(file)]) == (1 if complaint else 0)
    assert complaint in capsys.readouterr().out


def test_make_lint_runs_all_of_them() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").split("\nlint:", 1)[1].split("\n\n", 1)[0]
    for tool in (
        *("ruff format --check", "ruff check", "pyright", "lint-imports", "tools.sizes"),
        *("tools.generate --check", "tools.documents", "typos"),
    ):
        assert tool in recipe
