"""What the synthesised environments cost while nobody uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.infrastructure.assembly import Assembly
from tools.cost.__main__ import main
from tools.cost.idle import idle_lines
from tools.cost.usage import sign_in_line


def idle(assembly: Assembly) -> float:
    return sum(line.usd_month for line in idle_lines(assembly.templates))


def test_an_idle_dev_costs_two_dollars_a_month_at_most(dev: Assembly) -> None:
    assert 1 < idle(dev) <= 2


def test_an_idle_prod_is_dominated_by_its_database(prod: Assembly) -> None:
    first, *others = idle_lines(prod.templates)
    assert "capacity units" in first.why
    assert first.usd_month > 4 * sum(line.usd_month for line in others)
    assert 90 < idle(prod) < 110


def test_users_of_identity_providers_are_paid_for_if_the_environment_has_some(
    dev: Assembly, everything: Assembly
) -> None:
    federated, plain = (sign_in_line(100, each.templates) for each in (everything, dev))
    assert (federated.usd_month, "identity provider" in federated.why) == (pytest.approx(1.5), True)
    assert (plain.usd_month, "password" in plain.why) == (pytest.approx(1.5), True)


def test_the_command_writes_sums_that_are_those_of_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cost.json"
    arguments = ["--environment", "dev", "--queries", "500", "--documents", "20", "--json", str(file)]
    assert main(arguments) == 0
    record = json.loads(file.read_text())
    for when in ("idle", "usage"):
        lines = [line["usd_month"] for line in record["lines"] if line["when"] == when]
        assert record[f"{when}_usd_month"] == pytest.approx(sum(lines), abs=0.01)
    assert all(line["why"] and line["what"] for line in record["lines"])
    shown = capsys.readouterr().out
    assert f"idle  {record['idle_usd_month']:9.2f} USD a month" in shown
    assert "500 questions" in shown
    assert "10 active users" in shown


def test_an_environment_that_is_not_there_is_reported_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--environment", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err
