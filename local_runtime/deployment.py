"""Deploys the stacks to the emulator with the real CDK CLI, if they have changed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from genai_core.errors import Misconfigured, Overloaded
from local_runtime import child_environment
from local_runtime.fingerprint import DEPLOYED, fingerprint
from local_runtime.home import REPOSITORY, Home, read_json, write_json
from local_runtime.ports import Ports

CDK = REPOSITORY / "node_modules" / ".bin" / "cdk"
LIMIT_S = 600
# Inputs of the stacks from outside the checkout.
_VALUES = ("QUORUM_", "OPENAI_", "AWS_ENDPOINT_URL")


def is_needed(home: Home, ports: Ports) -> bool:
    """Returns whether the emulator lacks the stacks, or their sources have changed."""
    deployed = read_json(home.path("deployed.json"))
    digest = _digest(home, ports)
    return (
        deployed.get("digest") != digest
        or not home.outputs_file.exists()
        or not _stacks_exist(ports, deployed)
    )


def deploy(home: Home, ports: Ports) -> None:
    """Bootstraps and deploys. Raises Overloaded with the CLI's own message if that fails."""
    if not CDK.exists():
        raise Misconfigured("the CDK CLI is not installed", remedy="Run `make install`.")
    home.path("deployed.json").unlink(missing_ok=True)
    environment = child_environment.deployment(ports, home)
    output = home.path("cdk.out")
    if not _is_complete(_stacks(ports).get("CDKToolkit", "")):
        account = f"aws://{child_environment.ACCOUNT}/{child_environment.REGION}"
        # Outside the checkout the CLI finds no app, so it does not synthesise one needlessly.
        _cdk(home, environment, "bootstrap", account, folder=home.folder)
    app = f"{child_environment.python()} -m cdk_app.app"
    _cdk(
        home,
        environment,
        *("deploy", "--all", "--app", app, "--require-approval", "never", "--output", str(output)),
        *("--outputs-file", str(home.outputs_file), "--concurrency", "4", "--method", "direct"),
    )
    stacks = sorted(read_json(home.outputs_file))
    write_json(home.path("deployed.json"), {"digest": _digest(home, ports), "stacks": stacks})


def client(ports: Ports, service: str) -> Any:
    """Returns a boto3 client for the emulator, regardless of the caller's keys and profiles."""
    import boto3  # noqa: PLC0415 - 0.3 s that `status` and `stop` need not wait for
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        service,
        endpoint_url=ports.endpoint_url,
        region_name=child_environment.REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any key
        config=Config(retries={"max_attempts": 3}, s3={"addressing_style": "path"}, inject_host_prefix=False),
    )


def _digest(home: Home, ports: Ports) -> str:
    environment = child_environment.deployment(ports, home)
    values = {name: text for name, text in environment.items() if name.startswith(_VALUES)}
    return fingerprint(DEPLOYED, values)


def _stacks_exist(ports: Ports, deployed: dict[str, Any]) -> bool:
    statuses, names = _stacks(ports), deployed.get("stacks", [])
    return bool(names) and all(_is_complete(statuses.get(name, "")) for name in names)


def _stacks(ports: Ports) -> dict[str, str]:
    """Returns the status of every stack by name."""
    pages = client(ports, "cloudformation").get_paginator("describe_stacks").paginate()
    return {stack["StackName"]: stack["StackStatus"] for page in pages for stack in page["Stacks"]}


def _is_complete(status: str) -> bool:
    return status.endswith("_COMPLETE") and "ROLLBACK" not in status


def _cdk(home: Home, environment: dict[str, str], *arguments: str, folder: Path = REPOSITORY) -> None:
    command = [str(CDK), "--no-notices", *arguments]
    with home.log_file("deploy").open("ab") as log:
        try:
            ended = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Overloaded(
                f"`cdk {arguments[0]}` took more than {LIMIT_S} s", remedy="See its log."
            ) from None
    if ended.returncode:
        raise Overloaded(
            f"`cdk {arguments[0]}` failed: {_reason(home.log_file('deploy'))}",
            remedy=f"Its log is {home.log_file('deploy')}.",
        )


def _reason(log_file: Path) -> str:
    """Returns the last line that names a cause; "Subprocess exited with error" names none."""
    lines = [line.strip() for line in log_file.read_text(errors="replace").splitlines()[-60:]]
    lines = [line for line in lines if line and "Subprocess exited with error" not in line]
    causes = [line for line in lines if "❌" in line or "rror" in line or line.startswith("config.json")]
    return (causes or lines or ["it printed nothing"])[-1]
