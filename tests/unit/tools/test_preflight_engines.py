"""The preflight of engines: what AWS answers about versions and nodes, over its wire format."""

from __future__ import annotations

from typing import Any

import pytest

from cdk_app.config.environment import AuroraConfig, OpenSearchConfig
from tests.unit.tools.test_preflight import config, stubbed
from tools.preflight.engines import SEARCH_VERSION, database_version, engine_findings, search_nodes

SERVERLESS = {"ServerlessV2FeaturesSupport": {"MinCapacity": 0.0, "MaxCapacity": 256.0}}
OLD = {"ServerlessV2FeaturesSupport": {"MinCapacity": 0.5, "MaxCapacity": 128.0}}


@pytest.mark.parametrize(
    ("versions", "capacity", "remedy"),
    [
        ([SERVERLESS], {}, ""),
        ([SERVERLESS], {"min_acu": 0.5, "max_acu": 256}, ""),
        ([OLD], {"min_acu": 0.5, "max_acu": 128}, ""),
        ([OLD], {"min_acu": 0}, "min_acu to 0.5"),
        ([OLD], {"min_acu": 1, "max_acu": 200}, "max_acu to 128"),
        ([{}], {}, "does not run serverless"),
        ([], {}, "does not have it"),
    ],
)
def test_a_version_must_be_there_and_have_the_configured_capacity(
    versions: list[dict[str, Any]], capacity: dict[str, float], remedy: str
) -> None:
    aurora = AuroraConfig.model_validate(capacity)
    with stubbed("rds") as (client, stub):
        asked = {"Engine": "aurora-postgresql", "EngineVersion": aurora.version}
        stub.add_response("describe_db_engine_versions", {"DBEngineVersions": versions}, asked)
        finding = database_version(client, aurora)
    assert aurora.version in finding.subject
    assert remedy in finding.remedy
    assert bool(finding.remedy) == bool(remedy)


def disks(kind: str, least: int, most: int) -> dict[str, Any]:
    limits = {"MinimumVolumeSize": least, "MaximumVolumeSize": most, "MaximumIops": 16000}
    return {
        "StorageTypeName": "ebs",
        "StorageSubTypeName": kind,
        "StorageTypeLimits": [{"LimitName": name, "LimitValues": [str(n)]} for name, n in limits.items()],
    }


@pytest.mark.parametrize(
    ("storage", "volume_gb", "remedy"),
    [
        ([disks("gp2", 10, 100), disks("gp3", 10, 200)], 200, ""),
        ([disks("gp2", 10, 512), disks("gp3", 10, 200)], 201, "volume_gb within that"),
        ([disks("gp2", 10, 512)], 50, "no disks of the kind gp3"),
    ],
)
def test_a_node_must_take_disks_of_the_configured_size(
    storage: list[dict[str, Any]], volume_gb: int, remedy: str
) -> None:
    search = OpenSearchConfig(instance_type="t3.small.search", volume_gb=volume_gb)
    with stubbed("opensearch") as (client, stub):
        asked = {"InstanceType": "t3.small.search", "EngineVersion": SEARCH_VERSION}
        answer = {"LimitsByRole": {"data": {"StorageTypes": storage}}}
        stub.add_response("describe_instance_type_limits", answer, asked)
        finding = search_nodes(client, search)
    assert remedy in finding.remedy
    assert bool(finding.remedy) == bool(remedy)


def test_a_type_that_is_not_offered_is_named() -> None:
    with stubbed("opensearch") as (client, stub):
        stub.add_client_error("describe_instance_type_limits", "InvalidTypeException")
        finding = search_nodes(client, OpenSearchConfig(instance_type="x9.large.search"))
    assert "x9.large.search" in finding.subject
    assert SEARCH_VERSION in finding.remedy


def test_nothing_is_asked_for_engines_that_the_stacks_do_not_create() -> None:
    with stubbed("rds") as (client, stub):
        stub.add_response("describe_db_engine_versions", {"DBEngineVersions": [SERVERLESS]})
        assert [each.remedy for each in engine_findings(config(), {"rds": client}.__getitem__)] == [""]
