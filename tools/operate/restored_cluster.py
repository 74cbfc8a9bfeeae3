"""A database cluster as it was at one moment, beside the one that runs."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

_PATIENCE = {"Delay": 30, "MaxAttempts": 120}


def restore_cluster(rds: Any, source: str, target: str, moment: datetime) -> None:
    """Restores the cluster in the same network, with one instance, and waits until it can be asked."""
    (cluster,) = rds.describe_db_clusters(DBClusterIdentifier=source)["DBClusters"]
    rds.restore_db_cluster_to_point_in_time(
        SourceDBClusterIdentifier=source,
        DBClusterIdentifier=target,
        RestoreToTime=moment,
        DBSubnetGroupName=cluster["DBSubnetGroup"],
        VpcSecurityGroupIds=[group["VpcSecurityGroupId"] for group in cluster["VpcSecurityGroups"]],
        EnableIAMDatabaseAuthentication=True,
        ServerlessV2ScalingConfiguration=_scaling(cluster["ServerlessV2ScalingConfiguration"]),
    )
    rds.create_db_instance(
        DBInstanceIdentifier=f"{target}-writer",
        DBClusterIdentifier=target,
        DBInstanceClass="db.serverless",
        Engine=cluster["Engine"],
    )
    rds.get_waiter("db_instance_available").wait(
        DBInstanceIdentifier=f"{target}-writer", WaiterConfig=_PATIENCE
    )


def delete_cluster(rds: Any, target: str) -> None:
    """Deletes a copy with its instance, without a last snapshot; a missing copy is not an error."""
    with suppress(rds.exceptions.DBInstanceNotFoundFault):
        rds.delete_db_instance(DBInstanceIdentifier=f"{target}-writer", SkipFinalSnapshot=True)
    with suppress(rds.exceptions.DBClusterNotFoundFault):
        rds.delete_db_cluster(DBClusterIdentifier=target, SkipFinalSnapshot=True)


def _scaling(known: dict[str, Any]) -> dict[str, Any]:
    """Returns the scaling as it is set, out of what is told about it."""
    names = ("MinCapacity", "MaxCapacity", "SecondsUntilAutoPause")
    return {name: known[name] for name in names if name in known}
