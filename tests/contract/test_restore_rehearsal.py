"""Restoring one moment: bucket and tables on the emulator, the database against its wire format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import botocore.session
import pytest
from botocore.stub import Stubber

from genai_core.errors import InvalidInput
from lambdas.catalogue.tables import TABLES
from tests.contract.aws import Aws
from tools.operate import restore
from tools.operate.account import Account
from tools.operate.restored_bucket import versions_at
from tools.operate.restored_cluster import delete_cluster, restore_cluster

READY = {"workspace_id": {"S": "w"}, "status": {"S": "ready"}}


@pytest.fixture
def deployed(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A bucket with versions and every table; returns the outputs of the stacks."""
    bucket = aws.create_bucket()
    aws.client("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    outputs = {"DocumentsBucketName": bucket}
    for spec in TABLES:
        name = outputs[f"{spec.name.title()}TableName"] = aws.create_table(spec.name)
        aws.client("dynamodb").update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )

    def given(_: Account) -> dict[str, str]:
        return outputs

    monkeypatch.setattr(Account, "outputs", given)
    return outputs


def put(aws: Aws, outputs: dict[str, str], key: str, text: str) -> None:
    aws.client("s3").put_object(Bucket=outputs["DocumentsBucketName"], Key=key, Body=text.encode())


def names(aws: Aws) -> tuple[set[str], set[str]]:
    pages = aws.client("dynamodb").get_paginator("list_tables").paginate()
    tables = {name for page in pages for name in page["TableNames"]}
    return {each["Name"] for each in aws.client("s3").list_buckets()["Buckets"]}, tables


def test_a_bucket_is_copied_as_it_was(aws: Aws, deployed: dict[str, str]) -> None:
    s3, bucket = aws.client("s3"), deployed["DocumentsBucketName"]
    for key in ("changed", "deleted", "kept"):
        put(aws, deployed, key, "before")
    moment = max(each["LastModified"] for each in s3.list_object_versions(Bucket=bucket)["Versions"])
    put(aws, deployed, "changed", "after")
    put(aws, deployed, "new", "after")
    s3.delete_object(Bucket=bucket, Key="deleted")
    assert set(versions_at(s3, bucket, moment)) == {"changed", "deleted", "kept"}
    assert set(versions_at(s3, bucket, datetime.now(UTC) + timedelta(1))) == {"changed", "kept", "new"}
    with ExitStack() as copies:
        restore.rehearse(Account("local", aws.client), moment, copies)
        (copy,) = (name for name in names(aws)[0] if name.startswith(bucket[:30]) and "-at-" in name)
        stored = s3.get_object(Bucket=copy, Key="changed")["Body"].read()
        assert stored == b"before"


def test_a_restore_rehearsal_touches_nothing_in_use_and_removes_its_copies(
    aws: Aws, deployed: dict[str, str]
) -> None:
    put(aws, deployed, "archive/w/d1/hash/text", "x")
    dynamodb = aws.client("dynamodb")
    for document in ("d1", "d2"):
        item = {**READY, "document_id": {"S": document}}
        dynamodb.put_item(TableName=deployed["DocumentsTableName"], Item=item)
    before = names(aws)
    with ExitStack() as copies:
        missing = restore.rehearse(Account("local", aws.client), datetime.now(UTC) + timedelta(1), copies)
        assert missing == ["w/d2 is ready, and its text is not in the bucket"]
        buckets, tables = names(aws)
        assert len(buckets - before[0]) == 1
        assert len(tables - before[1]) == len(TABLES)
    assert names(aws) == before


@pytest.mark.parametrize("text", ["yesterday", "2026-11-27T12:00:00", "2999-01-01T00:00:00Z"])
def test_a_moment_that_is_none_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidInput, match="the moment"):
        restore.moment_of(text)
    assert restore.main(["--moment", text]) == 1
    assert text in capsys.readouterr().err


@pytest.fixture
def rds() -> Iterator[tuple[Any, Stubber]]:
    session = botocore.session.Session()
    session.set_credentials("test", "test")
    client = session.create_client("rds", region_name="us-east-1")
    with Stubber(client) as stub:
        yield client, stub
        stub.assert_no_pending_responses()


def test_a_cluster_comes_back_in_its_network_and_asleep(rds: tuple[Any, Stubber]) -> None:
    client, stub = rds
    moment = datetime(2026, 11, 27, tzinfo=UTC)
    scaling = {"MinCapacity": 0.0, "MaxCapacity": 4.0, "SecondsUntilAutoPause": 300}
    cluster = {
        "Engine": "aurora-postgresql",
        "DBSubnetGroup": "subnets",
        "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}],
        "ServerlessV2ScalingConfiguration": scaling,
    }
    source, target = "quorum-dev", "quorum-dev-at-1"
    stub.add_response("describe_db_clusters", {"DBClusters": [cluster]}, {"DBClusterIdentifier": source})
    asked = {"SourceDBClusterIdentifier": source, "DBClusterIdentifier": target, "RestoreToTime": moment}
    asked |= {"DBSubnetGroupName": "subnets", "VpcSecurityGroupIds": ["sg-1"]}
    asked |= {"EnableIAMDatabaseAuthentication": True, "ServerlessV2ScalingConfiguration": scaling}
    stub.add_response("restore_db_cluster_to_point_in_time", {}, asked)
    instance = {"DBInstanceIdentifier": f"{target}-writer", "DBClusterIdentifier": target}
    instance |= {"DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
    stub.add_response("create_db_instance", {}, instance)
    available = {"DBInstances": [{"DBInstanceStatus": "available"}]}
    stub.add_response("describe_db_instances", available, {"DBInstanceIdentifier": f"{target}-writer"})
    restore_cluster(client, source, target, moment)


def test_a_copy_that_was_never_made_is_deleted_without_an_error(rds: tuple[Any, Stubber]) -> None:
    client, stub = rds
    stub.add_client_error("delete_db_instance", "DBInstanceNotFound")
    stub.add_client_error("delete_db_cluster", "DBClusterNotFoundFault")
    delete_cluster(client, "quorum-dev-at-1")
