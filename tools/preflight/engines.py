"""Checks whether the region offers the database version and the search nodes of the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from cdk_app.config.environment import AuroraConfig, EnvironmentConfig, OpenSearchConfig
from local_runtime.report import Finding

Client = Callable[[str], Any]
SEARCH_VERSION = "OpenSearch_2.19"
"""The version of the domains that `profiles.opensearch` makes."""
_NOT_OFFERED = ("InvalidTypeException", "ValidationException")


def engine_findings(config: EnvironmentConfig, client: Client) -> Iterator[Finding]:
    """Yields what AWS says of the engines that the stacks would create."""
    if config.database.aurora:
        yield database_version(client("rds"), config.database.aurora)
    if config.profiles.opensearch:
        yield search_nodes(client("opensearch"), config.profiles.opensearch)


def database_version(rds: Any, aurora: AuroraConfig) -> Finding:
    """Says whether Aurora has the version here, and runs it serverless within the configured capacity."""
    asked = rds.describe_db_engine_versions(Engine="aurora-postgresql", EngineVersion=aurora.version)
    subject = f"Aurora PostgreSQL {aurora.version}"
    if not asked["DBEngineVersions"]:
        listing = "aws rds describe-db-engine-versions --engine aurora-postgresql"
        return Finding(subject, f"The region does not have it: `{listing}` lists those that it has.")
    capacity = asked["DBEngineVersions"][0].get("ServerlessV2FeaturesSupport")
    if not capacity:
        return Finding(subject, "It does not run serverless: set database.aurora.version to a later one.")
    least, most = capacity["MinCapacity"], capacity["MaxCapacity"]
    subject = f"{subject}, {least:g} to {most:g} capacity units"
    if aurora.min_acu < least:
        return Finding(subject, f"Set database.aurora.min_acu to {least:g}, or use a later version.")
    if aurora.max_acu > most:
        return Finding(subject, f"Set database.aurora.max_acu to {most:g}, or use a later version.")
    return Finding(subject)


def search_nodes(opensearch: Any, search: OpenSearchConfig) -> Finding:
    """Says whether OpenSearch has such nodes here, and whether they take disks of that size."""
    subject = f"OpenSearch nodes {search.instance_type}"
    try:
        limits = opensearch.describe_instance_type_limits(
            InstanceType=search.instance_type, EngineVersion=SEARCH_VERSION
        )
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in _NOT_OFFERED:
            raise
        remedy = (
            f"The region has none for {SEARCH_VERSION}: set profiles.opensearch.instance_type to another."
        )
        return Finding(subject, remedy)
    sizes = _disk_sizes(limits["LimitsByRole"])
    if not sizes:
        return Finding(
            subject, "They take no disks of the kind gp3: use another type, such as r7g.large.search."
        )
    subject = f"{subject}, with disks of {min(sizes)} to {max(sizes)} GB"
    fits = min(sizes) <= search.volume_gb <= max(sizes)
    return Finding(
        subject, "" if fits else "Set profiles.opensearch.volume_gb within that, or use another type."
    )


def _disk_sizes(by_role: dict[str, Any]) -> list[int]:
    """Returns the least and the greatest size of a data node's gp3 disk; empty if it takes none."""
    return [
        int(limit["LimitValues"][0])
        for storage in by_role.get("data", {}).get("StorageTypes", [])
        if storage.get("StorageSubTypeName") == "gp3"
        for limit in storage["StorageTypeLimits"]
        if limit["LimitName"] in ("MinimumVolumeSize", "MaximumVolumeSize")
    ]
