"""Creates a SageMaker model from a hub's document when CloudFormation asks.

CloudFormation has no resource that reads a hub, and an attribute of a custom resource cannot be a map, as a
hub's variables are. So this function creates the model itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import boto3

from .outcomes import report

PUBLIC_HUB = "SageMakerPublicHub"
_CONTENT = re.compile(
    r"arn:[a-z-]+:sagemaker:[a-z0-9-]+:(?:aws|\d{12}):hub-content/(?P<hub>[^/]+)/(?P<kind>[^/]+)/"
    r"(?P<name>[^/]+)(?:/(?P<version>[^/]+))?"
)


def handler(event: dict[str, Any], context: Any) -> None:
    """Answers one event of a custom resource."""
    del context
    values, name, reason = event["ResourceProperties"], event.get("PhysicalResourceId", "none"), ""
    try:
        client = boto3.client("sagemaker")
        if event["RequestType"] == "Delete":
            delete(client, name)
        else:
            name = create(client, values)
    except Exception as error:  # noqa: BLE001 - without an answer CloudFormation waits an hour
        reason = f"{type(error).__name__}: {error}"
    report(event, name, reason, {"ModelName": name})


def create(client: Any, values: dict[str, Any]) -> str:
    """Creates the model and returns its name, which is derived from all of its inputs.

    Args:
        values: `Name`, `Arn`, `Role`, `Isolated` and `AcceptsLicence` ("true" or "false"), `Environment`.
    """
    container = _container(client, values)
    inputs = json.dumps([container, values["Role"], values["Isolated"]], sort_keys=True)
    name = f"{values['Name']}-{hashlib.sha256(inputs.encode()).hexdigest()[:12]}"
    client.create_model(
        ModelName=name,
        ExecutionRoleArn=values["Role"],
        EnableNetworkIsolation=values["Isolated"] == "true",
        PrimaryContainer=container,
    )
    return name


def delete(client: Any, name: str) -> None:
    """Deletes a model; a missing one is not an error."""
    try:
        client.delete_model(ModelName=name)
    except client.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in ("ValidationException", "ResourceNotFound"):
            raise


def _container(client: Any, values: dict[str, Any]) -> dict[str, Any]:
    match = _CONTENT.fullmatch(values["Arn"])
    if match is None:
        raise ValueError(f"{values['Arn']!r} is not the ARN of a hub's content")
    asked = {"HubName": match["hub"], "HubContentType": match["kind"], "HubContentName": match["name"]}
    if match["version"]:
        asked["HubContentVersion"] = match["version"]
    content = client.describe_hub_content(**asked)
    document = json.loads(content["HubContentDocument"])
    data: dict[str, Any] = {
        "S3Uri": document.get("HostingPrepackedArtifactUri") or document["HostingArtifactUri"],
        "S3DataType": document.get("HostingArtifactS3DataType") or "S3Object",
        "CompressionType": document.get("HostingArtifactCompressionType") or "Gzip",
    }
    if values["AcceptsLicence"] == "true":
        data["ModelAccessConfig"] = {"AcceptEula": True}
    if match["hub"] != PUBLIC_HUB:
        data["HubAccessConfig"] = {"HubContentArn": content["HubContentArn"]}
    variables = {
        row["Name"]: str(row["Default"])
        for row in document.get("InferenceEnvironmentVariables", ())
        if row.get("Default") is not None
    }
    return {
        "Image": document["HostingEcrUri"],
        "ModelDataSource": {"S3DataSource": data},
        "Environment": {**variables, **values["Environment"]},
    }
