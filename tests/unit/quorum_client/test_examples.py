"""The examples in the SDK's docstrings run as they stand, against the function that serves the API."""

from __future__ import annotations

import inspect
import textwrap

import pytest

from quorum_client import Quorum
from quorum_client.errors import ServerRefused
from tests.unit.lambdas.in_memory_backend import ANN, EVE, InMemoryBackend
from tests.unit.quorum_client.command_line import signed_in_as


def example_of(documented: object) -> str:
    """Returns the code below `Example:` in a docstring."""
    lines = (inspect.getdoc(documented) or "").splitlines()
    below = lines[lines.index("Example:") + 1 :]
    ends = [number for number, line in enumerate(below) if line and not line.startswith(" ")]
    return textwrap.dedent("\n".join(below[: ends[0]] if ends else below))


def run(monkeypatch: pytest.MonkeyPatch, user: str) -> None:
    monkeypatch.setattr(Quorum, "connect", lambda: signed_in_as(user))
    exec(compile(example_of(Quorum), "Quorum.__doc__", "exec"), {})


def test_the_example_of_the_client_asks_reads_and_rates(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, ANN)
    output = capsys.readouterr().out
    assert output.startswith("It is so. [1] agreed")
    assert "papers" in [each.name for each in backend.workspaces.visible_to(ANN)]


def test_its_error_is_said_with_what_to_do(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ServerRefused("the budget of today is spent", remedy="Ask tomorrow.")

    monkeypatch.setattr(Quorum, "query", refuse)
    run(monkeypatch, EVE)
    assert capsys.readouterr().out == "the budget of today is spent. Ask tomorrow.\n"


def test_the_example_of_streaming_is_python_and_names_what_there_is() -> None:
    code = compile(example_of(Quorum.stream), "Quorum.stream.__doc__", "exec")
    assert {"stream", "workspaces", "find", "answer", "outcome"} <= set(code.co_names)
