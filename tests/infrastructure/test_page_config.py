"""The page's own parser reads the `/config.json` of every environment, as synthesised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from local_runtime.deployed import Deployed
from local_runtime.home import Home
from local_runtime.ports import Ports
from local_runtime.servers.web import write_config
from tests.infrastructure.assembly import Assembly
from tests.infrastructure.resolved import page_file
from tests.page_reader import read_by_page


def deployed_config(assembly: Assembly) -> dict[str, Any]:
    """Returns the file as the deployment would write it, with a name for each id that AWS gives."""
    return json.loads(page_file(assembly, "config.json", region="eu-west-1"))


def test_the_page_starts_with_the_configuration_of_every_deployed_environment(cloud: Assembly) -> None:
    config = deployed_config(cloud)
    (answer,) = read_by_page("config", [config])
    assert answer == {"value": config}
    assert config["api_url"].startswith("https://")
    assert config["websocket_url"].startswith("wss://")
    assert not {"demo_user", "cognito_endpoint"} & set(config)


def test_the_page_starts_with_the_configuration_of_a_laptop(tmp_path: Path) -> None:
    home = Home(tmp_path)
    deployed = Deployed("http://127.0.0.1:1/api", "ws://127.0.0.1:1/ws", "pool", "client", "bucket")
    write_config(home, deployed, Ports(**dict.fromkeys(Ports.__dataclass_fields__, 4000)), "demo")
    config = json.loads(home.path("web.json").read_text())
    (answer,) = read_by_page("config", [config])
    assert answer == {"value": config}
    assert (config["demo_user"], config["cognito_endpoint"]) == ("demo", "http://127.0.0.1:4000")


@pytest.mark.parametrize(
    "lost", ["region", "api_url", "websocket_url", "user_pool_id", "client_id", "protocol"]
)
def test_the_page_names_what_a_configuration_lacks(lost: str, dev: Assembly) -> None:
    config = {name: value for name, value in deployed_config(dev).items() if name != lost}
    (answer,) = read_by_page("config", [config])
    assert lost in answer["error"]
