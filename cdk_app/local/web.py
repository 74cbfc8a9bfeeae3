"""The page: the built front end and where it finds the deployed system."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

from cdk_app.local import surroundings
from cdk_app.local.deployed import Deployed
from cdk_app.local.home import REPOSITORY, Home, write_json
from cdk_app.local.ports import Ports
from cdk_app.local.processes import Child

BUILT_PAGE = REPOSITORY / "frontend_react" / "dist"


def is_built() -> bool:
    """Tells whether there is a page to serve."""
    return (BUILT_PAGE / "index.html").is_file()


def child(home: Home, ports: Ports) -> Child:
    """Returns the page's server as a process."""
    return Child(
        name="web",
        command=(
            *(sys.executable, "-m", "cdk_app.local.web_server"),
            *("--port", str(ports.web)),
            *("--folder", str(BUILT_PAGE), "--config", str(home.path("web.json"))),
        ),
        environment={**surroundings.plain(), "PYTHONPATH": surroundings.python_path()},
        is_ready=lambda: _answers(ports),
        stop_limit_s=5.0,
    )


def write_config(home: Home, deployed: Deployed, ports: Ports, demo_user: str) -> None:
    """Writes the page's `/config.json`."""
    write_json(
        home.path("web.json"),
        {
            "apiUrl": deployed.api_url,
            "websocketUrl": deployed.websocket_url,
            "region": deployed.region,
            "userPoolId": deployed.user_pool_id,
            "userPoolClientId": deployed.client_id,
            "cognitoEndpoint": ports.endpoint_url,
            "demoUser": demo_user,
        },
    )


def _answers(ports: Ports) -> bool:
    try:
        with urllib.request.urlopen(f"{ports.web_url}/", timeout=5):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
