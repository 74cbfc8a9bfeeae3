"""The AWS emulator: MiniStack in one process, on one port, with its state in the home."""

from __future__ import annotations

import sys
import urllib.request

from cdk_app.local import surroundings
from cdk_app.local.home import Home
from cdk_app.local.ports import HOST, Ports
from cdk_app.local.processes import Child


def child(home: Home, ports: Ports) -> Child:
    """Returns the emulator as a process; what it holds is on disk once it has ended."""
    scratch = home.path("emulator", "scratch", "x").parent
    return Child(
        name="emulator",
        command=(sys.executable, "-m", "cdk_app.local.emulator_server"),
        environment={
            **surroundings.plain(),
            # Functions inherit it: they talk to this emulator, whatever they were deployed with.
            **surroundings.aws_client(ports),
            "PYTHONPATH": surroundings.python_path(),
            "GATEWAY_PORT": str(ports.emulator),
            "BIND_HOST": HOST,
            "MINISTACK_HOST": HOST,
            "MINISTACK_ACCOUNT_ID": surroundings.ACCOUNT,
            "MINISTACK_REGION": surroundings.REGION,
            "AUTH": "false",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(home.path("emulator", "state")),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(home.path("emulator", "objects")),
            "TMPDIR": str(scratch),
            # Listeners we do not use; they would bind further ports.
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "COGNITO_EMAIL_ENABLED": "false",
            "LAMBDA_WARM_TTL_SECONDS": "3600",
            "LOG_LEVEL": "INFO",
        },
        is_ready=lambda: answers(ports),
        start_limit_s=60.0,
        stop_limit_s=60.0,
    )


def move(home: Home, old_port: int, new_port: int) -> None:
    """Lets a stopped emulator's state follow it to another port: queues are known by their address."""
    old, new = f"{HOST}:{old_port}", f"{HOST}:{new_port}"
    for file in home.path("emulator", "state").glob("*.json"):
        text = file.read_text()
        if old in text:
            draft = file.with_suffix(".moved")
            draft.write_text(text.replace(old, new))
            draft.replace(file)


def answers(ports: Ports) -> bool:
    """Tells whether the emulator serves."""
    try:
        with urllib.request.urlopen(f"{ports.endpoint_url}/_ministack/health", timeout=10) as response:  # noqa: S310
            return response.status == 200
    except OSError:
        return False
