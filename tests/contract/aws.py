"""The fixture `aws`: a real AWS emulator per test process, with state of its own that nobody keeps."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lambdas.tables import TableSpec, table

REGION = "eu-central-1"
ACCOUNT = "000000000000"
START_LIMIT_S = 30.0
DUMMY_KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}


@dataclass(frozen=True, slots=True, eq=False)
class Aws:
    """A running emulator.

    Attributes:
        endpoint_url: What `AWS_ENDPOINT_URL` would be.
        log_path: What the emulator and the functions in it printed.
    """

    endpoint_url: str
    log_path: Path

    def client(self, service: str, *, endpoint_url: str = "") -> Any:
        """Returns a boto3 client, one per service and process; a service may have an address of its own."""
        return _client(endpoint_url or self.endpoint_url, service)

    def environment(self) -> dict[str, str]:
        """Returns what a process needs to reach the emulator instead of AWS."""
        return {
            **DUMMY_KEYS,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        }

    def create_table(self, name: str) -> str:
        """Creates a table of `lambdas.tables` under a name of its own, which it returns."""
        spec = table(name)
        table_name = f"{name}-{uuid.uuid4().hex[:8]}"
        client = self.client("dynamodb")
        client.create_table(**_table_request(spec, table_name))
        if spec.ttl:
            client.update_time_to_live(
                TableName=table_name, TimeToLiveSpecification={"AttributeName": spec.ttl, "Enabled": True}
            )
        return table_name

    def create_bucket(self) -> str:
        """Creates an empty bucket and returns its name."""
        name = f"quorum-{uuid.uuid4().hex[:8]}"
        self.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    """A MiniStack on a free loopback port; with xdist each worker has its own."""
    if shutil.which("ministack", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("ministack is not installed; requirements/develop.txt has it")
    home = tmp_path_factory.mktemp("ministack")
    port = _free_port()
    running = Aws(endpoint_url=f"http://127.0.0.1:{port}", log_path=home / "log")
    with running.log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            cwd=home,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **running.environment(), **_server_environment(port, home)},
        )
    try:
        _wait_until_healthy(running, process)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _server_environment(port: int, home: Path) -> dict[str, str]:
    return {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "STATE_DIR": str(home / "state"),
        "TMPDIR": str(home),
        "PERSIST_STATE": "0",
        "AUTH": "false",
        # Listeners nobody asks for; the one of IoT would bind every interface.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        # Functions must not inherit what a developer's shell holds for another project.
        "PYTHONPATH": "",
    }


def _wait_until_healthy(running: Aws, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{running.endpoint_url}/_ministack/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    process.kill()
    pytest.fail(f"ministack did not start:\n{running.log_path.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def _client(endpoint_url: str, service: str) -> Any:
    import boto3  # noqa: PLC0415 - only the tests that ask for the emulator pay for it
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        service,
        endpoint_url=endpoint_url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(inject_host_prefix=False, retries={"max_attempts": 2}, s3={"addressing_style": "path"}),
    )


def _table_request(spec: TableSpec, table_name: str) -> dict[str, Any]:
    keys = [spec.partition_key, spec.sort_key]
    for index in spec.indexes:
        keys += [index.partition_key, index.sort_key]
    request: dict[str, Any] = {
        "TableName": table_name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": _key_schema(spec.partition_key, spec.sort_key),
        "AttributeDefinitions": [
            {"AttributeName": key, "AttributeType": "S"} for key in dict.fromkeys(keys) if key
        ],
    }
    if spec.indexes:
        request["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index.name,
                "KeySchema": _key_schema(index.partition_key, index.sort_key),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in spec.indexes
        ]
    return request


def _key_schema(partition_key: str, sort_key: str) -> list[dict[str, str]]:
    schema = [{"AttributeName": partition_key, "KeyType": "HASH"}]
    if sort_key:
        schema.append({"AttributeName": sort_key, "KeyType": "RANGE"})
    return schema
