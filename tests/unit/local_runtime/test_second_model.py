"""The second model is a part of a running Quorum only if its file is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdk_app.config.file import read_environment
from genai_core.errors import Misconfigured
from local_runtime import child_environment, parts
from local_runtime.home import Home
from local_runtime.ports import Ports
from local_runtime.servers import language_model, local_models

PORTS = Ports(emulator=1, postgres=2, language_model=3, web=4, opensearch=5, second_model=6)


@pytest.fixture(params=[True, False], ids=["fetched", "not fetched"])
def fetched(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    folder = tmp_path / "second-model"
    folder.mkdir()
    (folder / "model.partial").write_bytes(b"half")
    if request.param:
        (folder / "model.gguf").write_bytes(b"GGUF")
    monkeypatch.setattr(local_models, "SECOND_FOLDER", folder)
    return request.param


def test_it_starts_beside_the_first_if_it_was_fetched(tmp_path: Path, fetched: bool) -> None:
    servers = {server.name: server for server in parts.all_parts(Home(tmp_path), PORTS)}
    assert ("second_model" in servers) is fetched
    assert "language_model" in servers
    if fetched:
        assert servers["second_model"].command[-4:] == ("--port", "6", "--model", "qwen")


def test_the_catalogue_of_the_laptop_has_it_if_it_was_fetched(tmp_path: Path, fetched: bool) -> None:
    environment = child_environment.deployment(PORTS, Home(tmp_path), {})
    models = {
        str(model.model_id): model for model in read_environment("local", environment=environment).models
    }
    assert ("qwen" in models) is fetched
    assert models["smollm2"].family == "smollm2"
    if fetched:
        assert (models["qwen"].family, models["qwen"].endpoint) == ("qwen", "http://127.0.0.1:6/v1")


def test_a_server_without_its_model_says_what_to_do(tmp_path: Path, fetched: bool) -> None:
    if fetched:
        assert language_model.second_server(Home(tmp_path), 6).name == "second_model"
        return
    with pytest.raises(Misconfigured, match=r"Run `make second-model` \(1.1 GB\), or continue without it"):
        language_model.second_server(Home(tmp_path), 6)
