"""Checks the account: its identity, the bootstrap and its roles, concurrency, and zones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from cdk_app.config.environment import EnvironmentConfig
from local_runtime.report import Finding

Client = Callable[[str], Any]
BOOTSTRAP_VERSION = 6
"""What the stacks' templates ask for at least."""
QUALIFIER = "hnb659fds"
ROLES = ("deploy", "cfn-exec", "file-publishing")
UNRESERVED = 100
"""What Lambda leaves to functions without a reservation."""
ENOUGH_FOR_A_TEAM = 100
INGESTION_SHARE = 0.8
"""Share of the account's functions that may work on documents; the others answer questions."""
_QUOTA = "Ask for more: quota L-B99A9384 of Lambda, concurrent executions."


def account_findings(config: EnvironmentConfig, client: Client, region: str) -> Iterator[Finding]:
    """Yields what AWS says of the account and region."""
    account = client("sts").get_caller_identity()["Account"]
    wrong = config.account and config.account != account
    yield Finding(f"account {account}", f"The configuration names {config.account}." if wrong else "")
    yield bootstrap(client("ssm"), account, region)
    yield from _roles(client("iam"), account, region)
    yield concurrency(client("lambda"), config)
    if config.network:
        yield zones(client("ec2"), config.network.availability_zones)


def bootstrap(ssm: Any, account: str, region: str) -> Finding:
    """Says whether the account is bootstrapped for the CDK in this region, and late enough."""
    remedy = f"Run node_modules/.bin/cdk bootstrap aws://{account}/{region}."
    try:
        version = ssm.get_parameter(Name=f"/cdk-bootstrap/{QUALIFIER}/version")["Parameter"]["Value"]
    except ClientError as error:
        if _code(error) != "ParameterNotFound":
            raise
        return Finding("the account is not bootstrapped here", remedy)
    return Finding(f"bootstrap version {version}", remedy if int(version) < BOOTSTRAP_VERSION else "")


def _roles(iam: Any, account: str, region: str) -> Iterator[Finding]:
    for role in ROLES:
        name = f"cdk-{QUALIFIER}-{role}-role-{account}-{region}"
        try:
            iam.get_role(RoleName=name)
            yield Finding(f"role {name}")
        except ClientError as error:
            if _code(error) != "NoSuchEntity":
                raise
            yield Finding(f"role {name} is missing", "Bootstrap again.")


def concurrency(functions: Any, config: EnvironmentConfig) -> Finding:
    """Says whether as many functions may run at once as the configuration reserves and ingestion uses."""
    reserved = sum(config.functions.reserved_concurrency.values())
    ingesting = config.limits.documents_at_once * config.limits.batches_at_once
    limit = functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    subject = f"{limit} functions may run at once"
    if reserved and reserved > limit - UNRESERVED:
        remedy = f"reserved_concurrency names {reserved}, and {UNRESERVED} must stay. {_QUOTA}"
        return Finding(subject, remedy)
    if ingesting > limit * INGESTION_SHARE:
        return Finding(
            subject,
            f"Ingestion may take {ingesting}, and questions need a fifth: lower limits.documents_at_once or "
            f"limits.batches_at_once. {_QUOTA}",
        )
    if limit < ENOUGH_FOR_A_TEAM:
        return Finding(f"{subject}: enough to try, slow for a team. {_QUOTA}")
    return Finding(subject)


def zones(ec2: Any, wanted: int) -> Finding:
    """Says whether the region has as many availability zones for this account."""
    filters = [{"Name": "zone-type", "Values": ["availability-zone"]}]
    zones = ec2.describe_availability_zones(Filters=filters)["AvailabilityZones"]
    usable = sum(zone["State"] == "available" for zone in zones)
    remedy = f"Set network.availability_zones to {usable}." if usable < wanted else ""
    return Finding(f"{usable} availability zones, {wanted} wanted", remedy)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
