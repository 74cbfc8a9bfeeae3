"""A failed deployment is reported with its cause, not with the last line of the log."""

from __future__ import annotations

from pathlib import Path

from local_runtime.deployment import _reason


def test_a_fault_in_the_configuration_is_named(tmp_path: Path) -> None:
    log = tmp_path / "deploy.log"
    fault = (
        "config.json: environments.local.models[2].model_id is 'smollm2'. Each model needs a name of its own."
    )
    log.write_text(
        f"Node 20 is end-of-life\n{fault}\npython -m cdk_app.app: Subprocess exited with error 1\n"
    )
    assert _reason(log) == fault


def test_an_empty_log_is_reported(tmp_path: Path) -> None:
    log = tmp_path / "deploy.log"
    log.write_text("")
    assert _reason(log) == "it printed nothing"
