"""Checks the configured models from this account: access, lifecycle, endpoints and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from cdk_app.config.environment import EnvironmentConfig
from local_runtime.report import Finding
from stacks.bedrock_targets import read_target

Client = Callable[[str], Any]
_ASK_FOR_ACCESS = "Ask for access to the model in the Bedrock console of this region."


def model_findings(config: EnvironmentConfig, client: Client) -> Iterator[Finding]:
    """Yields a finding for each requirement of a model."""
    ours = {endpoint.name for endpoint in config.profiles.sagemaker}
    for model in config.models:
        if model.provider == "bedrock":
            yield bedrock(client("bedrock"), model.model_id, model.target)
        if model.provider == "sagemaker" and model.target not in ours:
            yield endpoint(client("sagemaker"), model.model_id, model.target)
        if model.api_key_secret:
            yield secret(client("secretsmanager"), f"model {model.model_id}", model.api_key_secret)


def bedrock(client: Any, name: str, target: str) -> Finding:
    """Says whether a Bedrock target exists, may be called, and how long it lives."""
    subject = f"model {name}: {target}"
    parts = read_target(target)
    try:
        if parts.prefix:
            client.get_inference_profile(inferenceProfileIdentifier=parts.arn or target)
        if not parts.model:
            return Finding(f"{subject} hides its models, which were not looked at")
        access = client.get_foundation_model_availability(modelId=parts.model)
        life = client.get_foundation_model(modelIdentifier=parts.model)["modelDetails"]
    except ClientError as error:
        return Finding(subject, f"{_message(error)} Choose a target that this region has.")
    granted = (access["authorizationStatus"], access["entitlementAvailability"])
    if access["regionAvailability"] != "AVAILABLE" and not parts.prefix:
        return Finding(subject, "This region does not have it: use an inference profile.")
    if granted != ("AUTHORIZED", "AVAILABLE"):
        return Finding(subject, _ASK_FOR_ACCESS)
    return _alive(subject, life.get("modelLifecycle", {}))


def _alive(subject: str, life: dict[str, Any]) -> Finding:
    if life.get("status") != "LEGACY":
        return Finding(subject)
    end = life.get("endOfLifeTime")
    until = f" It answers until {end:%Y-%m-%d}." if end else ""
    return Finding(subject, f"It is a legacy model: choose its successor.{until}")


def endpoint(client: Any, name: str, target: str) -> Finding:
    """Says whether a SageMaker endpoint is in service."""
    subject = f"model {name}: endpoint {target}"
    try:
        status = client.describe_endpoint(EndpointName=target)["EndpointStatus"]
    except ClientError as error:
        return Finding(subject, f"{_message(error)} Deploy it first, or name another.")
    return Finding(f"{subject} is {status}", "" if status == "InService" else "Wait, or look at its log.")


def secret(client: Any, owner: str, secret_name: str) -> Finding:
    """Says whether the secret with the key of `owner` is there; its value is not read."""
    subject = f"{owner}: secret {secret_name}"
    try:
        client.describe_secret(SecretId=secret_name)
    except ClientError as error:
        remedy = f"aws secretsmanager create-secret --name {secret_name} --secret-string <key>"
        return Finding(subject, f"{_message(error)} Make it: {remedy}")
    return Finding(subject)


def _message(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Message") or error).rstrip(".") + "."
