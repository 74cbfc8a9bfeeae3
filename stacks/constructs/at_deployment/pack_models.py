"""Starts a CodeBuild run that packs a model for CloudFormation, and reports to CloudFormation when it ends.

A build may last longer than a function, so the function does not wait: the request is a variable of the
build, and the event of its end calls this function.
"""

from __future__ import annotations

import json
from typing import Any

import boto3

from .outcomes import ADDRESSED, report

REQUEST = "CLOUDFORMATION_REQUEST"


def handler(event: dict[str, Any], context: Any) -> None:
    """Handles an event of a custom resource, or the end of a build."""
    del context
    if event.get("source") == "aws.codebuild":
        finish(event["detail"]["build-id"])
    else:
        begin(event)


def begin(event: dict[str, Any]) -> None:
    """Starts the build of `Project`, or deletes an archive that is no longer needed."""
    archive = event["ResourceProperties"]["Archive"]
    asked = {**{name: event[name] for name in ADDRESSED}, "PhysicalResourceId": archive}
    try:
        if event["RequestType"] == "Delete":
            asked["PhysicalResourceId"] = event["PhysicalResourceId"]
            _delete(event["PhysicalResourceId"])
        else:
            boto3.client("codebuild").start_build(
                projectName=event["ResourceProperties"]["Project"],
                environmentVariablesOverride=[
                    {"name": REQUEST, "value": json.dumps(asked), "type": "PLAINTEXT"}
                ],
            )
            return
    except Exception as error:  # noqa: BLE001 - without an answer CloudFormation waits an hour
        _report(asked, f"{type(error).__name__}: {error}")
        return
    _report(asked, "")


def finish(build_id: str) -> None:
    """Reports the result of a build to CloudFormation; a build started by hand has no request."""
    (build,) = boto3.client("codebuild").batch_get_builds(ids=[build_id])["builds"]
    variables = {each["name"]: each["value"] for each in build["environment"]["environmentVariables"]}
    if REQUEST not in variables:
        return
    reason = ""
    if build["buildStatus"] != "SUCCEEDED":
        log = build.get("logs", {}).get("deepLink") or "no log: the build did not start"
        reason = f"The build {build['id']} ended as {build['buildStatus']}. Its log: {log}"
    _report(json.loads(variables[REQUEST]), reason)


def _report(asked: dict[str, Any], reason: str) -> None:
    archive = asked["PhysicalResourceId"]
    report(asked, archive, reason, {"ModelDataUrl": archive})


def _delete(archive: str) -> None:
    """Deletes an archive; the id of a resource that was never created has another form."""
    if archive.startswith("s3://"):
        bucket, _, key = archive.removeprefix("s3://").partition("/")
        boto3.client("s3").delete_object(Bucket=bucket, Key=key)
