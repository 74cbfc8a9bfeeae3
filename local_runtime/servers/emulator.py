"""The AWS emulator: MiniStack in one process, on one port, with its state in the home."""

from __future__ import annotations

import os
import sys

from local_runtime import child_environment
from local_runtime.enforcement import enforces
from local_runtime.home import Home
from local_runtime.ports import HOST
from local_runtime.servers import account_limit, postgres
from local_runtime.servers.loopback_guard import page_origins
from local_runtime.servers.server import Server, answers


def server(
    home: Home,
    port: int,
    *,
    web_port: int = 0,
    region: str = child_environment.REGION,
    keeps: bool = True,
) -> Server:
    """Returns the emulator.

    Args:
        web_port: Of the page that may send requests; 0 for none.
        keeps: Whether its state is on disk after it has ended.
    """
    return Server(
        home=home,
        name="emulator",
        port=port,
        command=(sys.executable, "-m", "local_runtime.servers.emulator_server"),
        environment={
            **_environment(home, port, region, keeps=keeps),
            **_account_limit(),
            "PAGE_ORIGINS": " ".join(page_origins(web_port)) if web_port else "",
        },
        is_ready=lambda: answers(f"http://{HOST}:{port}/_ministack/health"),
        start_limit_s=60.0,
        stop_limit_s=60.0,
    )


def _environment(home: Home, port: int, region: str, *, keeps: bool) -> dict[str, str]:
    scratch = home.path("emulator", "scratch", "x").parent
    return {
        **child_environment.plain(),
        # Functions inherit these: they use this emulator, whatever they were deployed with.
        **child_environment.aws_client(f"http://{HOST}:{port}", region),
        "PGPASSFILE": str(postgres.password_file(home)),
        "PYTHONPATH": child_environment.python_path(),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": child_environment.ACCOUNT,
        "MINISTACK_REGION": region,
        "AUTH": "true" if enforces(home) else "false",
        "PERSIST_STATE": "1" if keeps else "0",
        "STATE_DIR": str(home.path("emulator", "state")),
        "S3_PERSIST": "1" if keeps else "0",
        "S3_DATA_DIR": str(home.path("emulator", "objects")),
        "TMPDIR": str(scratch),
        # Listeners we do not use; they would bind further ports, that of IoT on every interface.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "COGNITO_EMAIL_ENABLED": "false",
        "LAMBDA_WARM_TTL_SECONDS": "3600",
        "LOG_LEVEL": "INFO",
    }


def _account_limit() -> dict[str, str]:
    """Returns the variables that cap how many functions run at once; none unless the caller sets a cap."""
    cap = os.environ.get(account_limit.VARIABLE)
    return {account_limit.VARIABLE: cap, "LAMBDA_ACCOUNT_CONCURRENCY": cap} if cap else {}


def move(home: Home, old_port: int, new_port: int) -> None:
    """Changes the port in a stopped emulator's state, which names queues by their address."""
    old, new = f"{HOST}:{old_port}", f"{HOST}:{new_port}"
    for file in home.path("emulator", "state").glob("*.json"):
        text = file.read_text()
        if old in text:
            draft = file.with_suffix(".moved")
            draft.write_text(text.replace(old, new))
            draft.replace(file)
