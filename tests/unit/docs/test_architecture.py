"""The architecture page lists the files that a question and a document go through; here they are watched."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from tests.benchmarks.in_process import InProcess, PacedModel

ROOT = Path(__file__).resolve().parents[3]
CORE = ROOT / "layers" / "genai_core" / "python" / "genai_core"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LONGEST_SPINE = 20
ENTERED_BY_OTHERS = {"accept_question.py"}
"""Steps that run before the state machine, by the request itself."""


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def listed(text: str) -> list[Path]:
    """Returns the files that numbered lines or sentences name, in order."""
    names = re.findall(r"`([\w./-]+\.(?:py|ts|tsx|yaml))`", text)
    return [ROOT / name if (ROOT / name).exists() else CORE / name for name in names]


def numbered(text: str) -> list[Path]:
    return listed("\n".join(line for line in text.splitlines() if re.match(r"\d+\. ", line)))


def files_run(work: Callable[[], Any]) -> set[Path]:
    """Returns the files of the core whose functions ran, in any thread."""
    seen: set[str] = set()

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_name != "<module>":
            seen.add(frame.f_code.co_filename)

    threading.setprofile(watch)
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return {Path(name) for name in seen if name.startswith(str(CORE))}


def functions_of(machine: str) -> set[str]:
    text = (ROOT / "statemachines" / machine).read_text("utf-8")
    return {name for name in re.findall(r"\$\{(\w+)\}", text) if (ROOT / "lambdas" / name).is_dir()}


def test_every_file_on_the_page_exists() -> None:
    missing = [str(path) for path in listed(PAGE) if not path.is_file()]
    assert not missing


def test_a_newcomer_opens_at_most_twenty_files_to_follow_a_question() -> None:
    assert 0 < len(numbered(section("The path of one question"))) <= LONGEST_SPINE


def test_a_question_runs_through_the_files_of_its_path_and_through_no_use_case_beside_them() -> None:
    text = section("The path of one question")
    models = {
        "a": PacedModel("The tower was completed in 1889."),
        "b": PacedModel("It was completed in 1889."),
    }
    specs = [ModelSpec(ModelId(name), name, "openai") for name in models]
    system = InProcess(["The tower was completed in 1889.", "It is repainted every seven years."], models)
    ran = files_run(lambda: system.ask("When was the tower completed?", specs, "quorum"))
    spine = {path for path in numbered(text) if CORE in path.parents}
    optional = {"rerank_by_tokens.py"}  # the harness has no encoder
    assert {path.name for path in spine - ran} <= ENTERED_BY_OTHERS | optional
    use_cases = {path for path in ran if CORE / "usecases" in path.parents}
    assert use_cases <= set(listed(text))


def test_each_step_of_a_state_machine_is_on_the_path_of_its_page() -> None:
    for title, machine in (("question", "answer_question.yaml"), ("document", "ingest_document.yaml")):
        named = {path.stem for path in listed(section(f"The path of one {title}"))}
        assert functions_of(machine) <= named, machine
        assert yaml.safe_load((ROOT / "statemachines" / "policies.yaml").read_text()) is not None
