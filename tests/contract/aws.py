"""The fixture `aws`: a real AWS emulator per test process, with state of its own that nobody keeps."""

from __future__ import annotations

import importlib.util
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pytest

from lambdas.catalogue.tables import TableSpec, table
from local_runtime.child_environment import aws_client
from local_runtime.servers import emulator
from local_runtime.servers.server import throwaway

REGION = "eu-central-1"


@dataclass(frozen=True, slots=True, eq=False)
class Aws:
    """A running emulator.

    Attributes:
        endpoint_url: What `AWS_ENDPOINT_URL` would be.
    """

    endpoint_url: str

    def client(self, service: str, *, endpoint_url: str = "") -> Any:
        """Returns a boto3 client, one per service and process; a service may have an address of its own."""
        return _client(endpoint_url or self.endpoint_url, service)

    def environment(self) -> dict[str, str]:
        """Returns what a process needs to reach the emulator instead of AWS."""
        return aws_client(self.endpoint_url, REGION)

    def create_table(self, name: str) -> str:
        """Creates a table of `lambdas.catalogue.tables` under a name of its own, which it returns."""
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
def aws() -> Iterator[Aws]:
    """The laptop's emulator, emptied when it ends; with xdist each worker has its own."""
    if importlib.util.find_spec("ministack") is None:
        pytest.skip("ministack is not installed; requirements/develop.txt has it")
    with throwaway(partial(emulator.server, region=REGION, keeps=False)) as server:
        yield Aws(server.url)


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
