"""`quorum doctor --environment E`: checks before a deployment whether it can succeed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.file import REPOSITORY, read_environment
from cdk_app.function_platform import Sources
from genai_core.errors import Misconfigured
from local_runtime.report import Finding, say
from tools.preflight.checkout import checkout_findings


def main(arguments: Sequence[str]) -> int:
    """Prints every finding; returns 1 if one has a remedy."""
    parser = argparse.ArgumentParser(prog="quorum doctor", description=__doc__)
    parser.add_argument("--environment", required=True, help="a key of config.json's environments")
    parser.add_argument("--offline", action="store_true", help="ask AWS nothing; needs no credentials")
    asked = parser.parse_args(arguments)
    try:
        config = read_environment(asked.environment, environment=os.environ)
    except Misconfigured as error:
        Finding("config.json", str(error)).show()
        return 1
    region = config.region or _region_of_shell()
    say(f"Checkout, for {config.name}")
    well = _show(checkout_findings(config, Sources.of(REPOSITORY, sys.executable), region))
    if asked.offline:
        return 0 if well else 1
    say("\nAccount")
    return 0 if _show(_account(config, region)) and well else 1


def _region_of_shell() -> str:
    """Returns the region of the variables or of the profile; needs no credentials."""
    import botocore.session  # noqa: PLC0415 - `--help` needs none

    return str(botocore.session.get_session().get_config_variable("region") or "")


def _show(findings: Iterator[Finding]) -> bool:
    shown = list(findings)
    for finding in shown:
        finding.show()
    return not any(finding.remedy for finding in shown)


def _account(config: EnvironmentConfig, region: str) -> Iterator[Finding]:
    """Yields what AWS says; the first thing that it refuses to say ends it."""
    import boto3  # noqa: PLC0415 - the offline part needs no SDK
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    from tools.preflight.account import account_findings  # noqa: PLC0415
    from tools.preflight.engines import engine_findings  # noqa: PLC0415
    from tools.preflight.models import model_findings  # noqa: PLC0415
    from tools.preflight.sign_in import sign_in_findings  # noqa: PLC0415
    from tools.preflight.workspaces import workspace_findings  # noqa: PLC0415

    session = boto3.Session(region_name=region or None)
    try:
        yield from account_findings(config, session.client, region)
        yield from engine_findings(config, session.client)
        yield from model_findings(config, session.client)
        yield from sign_in_findings(config, session.client)
        yield from workspace_findings(config, session.client)
    except (BotoCoreError, ClientError) as error:
        remedy = "Check the credentials and their rights, or look at the checkout alone with --offline."
        yield Finding(f"AWS does not answer: {error}", remedy)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
