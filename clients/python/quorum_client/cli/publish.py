"""Publish what an evaluation measured to a workspace, whose members see it under Trust."""

from __future__ import annotations

import json
import math
import shlex
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quorum_client.cli.display import find_workspace, notes, open_quorum
from quorum_client.errors import WrongInput
from quorum_client.protocol.evaluations import MAX_POINTS, NewCurve, NewCurvePoint, NewEvaluation

OPTION = "--publish"
_CURVES = ("reliability", "risk_coverage")
_MOST_FIGURES, _LONGEST_COMMAND, _LONGEST_NAME = 40, 500, 120


def without_publish(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Returns the arguments without `--publish WORKSPACE`, and the workspace; None if it is not given.

    Raises:
        WrongInput: The option has no value.
    """
    kept, workspace = _without(OPTION, arguments)
    if workspace == "":
        raise WrongInput(f"{OPTION} names no workspace", remedy=f"Write {OPTION} WORKSPACE")
    return kept, workspace


def run_and_publish(kind: str, arguments: Sequence[str], run: Callable[[Sequence[str]], int], to: str) -> int:
    """Runs an evaluation, publishes its figures, and returns its exit status.

    A run whose figures miss a threshold is published, too; one that could not measure is not.

    Raises:
        WrongInput: It writes no figures, or the user does not own the workspace.
    """
    with open_quorum() as quorum:
        workspace = find_workspace(quorum, to)
        if not workspace.is_own:
            raise WrongInput(f"you do not own {workspace.name!r}", remedy="Only its owner may publish to it")
        with tempfile.TemporaryDirectory() as folder:
            _, asked = _without("--json", arguments)
            file = Path(asked or Path(folder) / "figures.json")
            status = run(arguments if asked else [*arguments, "--json", str(file)])
            if status not in (0, 1):
                return status
            results = json.loads(file.read_text(encoding="utf-8"))
        command = shlex.join(["quorum", "evaluate", kind, *arguments])
        for result in results if isinstance(results, list) else [results]:
            quorum.workspaces.publish_evaluation(workspace.workspace_id, summary(kind, command, result))
    notes.print(f"The figures are published to {workspace.name!r}; its page Trust shows them.", markup=False)
    return status


def summary(kind: str, command: str, result: Mapping[str, Any]) -> NewEvaluation:
    """Returns what is published of an evaluation's figures: numbers by name, and curves.

    Raises:
        WrongInput: It has no figures.
    """
    figures = dict(list(_numbers(result).items())[:_MOST_FIGURES])
    if not figures:
        raise WrongInput(f"`quorum evaluate {kind}` wrote no figures", remedy=f"Leave out {OPTION}")
    return NewEvaluation(
        kind=kind,
        name=str(result.get("set", kind))[:_LONGEST_NAME],
        command=command[:_LONGEST_COMMAND],
        figures=figures,
        curves=tuple(
            NewCurve(name, _points(result[name])) for name in _CURVES if len(result.get(name, ())) > 1
        ),
    )


def _without(option: str, arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Returns the arguments without an option, and its value; "" if it has none, None if it is not given."""
    kept, value = list[str](), None
    waiting = iter(arguments)
    for argument in waiting:
        if argument.startswith(f"{option}="):
            value = argument.partition("=")[2]
        elif argument == option:
            value = next(waiting, "")
        else:
            kept.append(argument)
    return kept, value


def _numbers(result: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Returns the finite numbers of a result, those of a part behind the part's name."""
    numbers: dict[str, float] = {}
    for name, value in result.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            numbers[f"{prefix}{name}"] = float(value)
        elif isinstance(value, Mapping):
            numbers |= _numbers(value, f"{prefix}{name}.")  # pyright: ignore[reportUnknownArgumentType]
    return numbers


def _points(points: Sequence[Sequence[float]]) -> tuple[NewCurvePoint, ...]:
    """Returns a curve's points, evenly thinned if there are too many; the last one stays."""
    step = math.ceil(len(points) / (MAX_POINTS - 1))
    kept = [*points[:-1:step], points[-1]]
    return tuple(NewCurvePoint(x, y, int(more[0]) if more else 0) for x, y, *more in kept)
