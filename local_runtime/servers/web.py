"""The server of the page: the built front end, and the addresses of the deployed system."""

from __future__ import annotations

import sys

from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.page_config import PageConfig
from local_runtime import child_environment
from local_runtime.deployed import Deployed
from local_runtime.home import REPOSITORY, Home, write_json
from local_runtime.ports import HOST, Ports
from local_runtime.servers.server import Server, answers

BUILT_PAGE = REPOSITORY / "frontend_react" / "dist"


def is_built() -> bool:
    """Returns whether there is a page to serve."""
    return (BUILT_PAGE / "index.html").is_file()


def server(home: Home, port: int) -> Server:
    """Returns the page's server."""
    return Server(
        home=home,
        name="web",
        port=port,
        command=(
            *(sys.executable, "-m", "local_runtime.servers.web_server"),
            *("--port", str(port)),
            *("--folder", str(BUILT_PAGE), "--config", str(home.path("web.json"))),
        ),
        environment={**child_environment.plain(), "PYTHONPATH": child_environment.python_path()},
        is_ready=lambda: answers(f"http://{HOST}:{port}/"),
        stop_limit_s=5.0,
    )


def write_config(home: Home, deployed: Deployed, ports: Ports, demo_user: str) -> None:
    """Writes the page's `/config.json`."""
    config = PageConfig(
        region=deployed.region,
        api_url=deployed.api_url,
        websocket_url=deployed.websocket_url,
        user_pool_id=deployed.user_pool_id,
        client_id=deployed.client_id,
        cognito_endpoint=ports.endpoint_url,
        demo_user=demo_user,
    )
    write_json(home.path("web.json"), to_json(config))
