"""Rules about SageMaker endpoints and their callers."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import available_timezones

from cdk_app.config.endpoints import EndpointConfig, InstancesConfig
from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.instance_types import endpoint_instance_types
from cdk_app.config.problems import Problem

MODELS = Path(__file__).resolve().parents[2] / "sagemaker_models"


def endpoint_problems(config: EnvironmentConfig) -> Iterator[Problem]:
    """Yields the problems of `profiles.sagemaker`: path, value and remedy."""
    counts = Counter(endpoint.name.lower() for endpoint in config.profiles.sagemaker)
    scripts = Counter(endpoint.script.folder for endpoint in config.profiles.sagemaker if endpoint.script)
    called = _called(config)
    for index, endpoint in enumerate(config.profiles.sagemaker):
        path = f"profiles.sagemaker[{index}]"
        if counts[endpoint.name.lower()] > 1:
            yield f"{path}.name", endpoint.name, "Each endpoint needs a name of its own."
        if endpoint.script and scripts[endpoint.script.folder] > 1:
            remedy = "One endpoint serves a folder; copy the folder for another."
            yield f"{path}.script.folder", endpoint.script.folder, remedy
        yield from _source(path, endpoint, config.region)
        yield from _hosting(path, endpoint)
        if endpoint.name not in called:
            remedy = "Name it as the target of a model, of an encoder or of the reranker, or leave it out."
            yield f"{path}.name", endpoint.name, remedy
    yield from _language_models(config)


def _called(config: EnvironmentConfig) -> set[str]:
    rows = [*config.models, *config.encoders]
    targets = {row.target for row in rows if row.provider == "sagemaker"}
    if config.retrieval.reranker == "sagemaker":
        targets.add(config.retrieval.reranker_target)
    return targets


def _source(path: str, endpoint: EndpointConfig, region: str | None) -> Iterator[Problem]:
    sources = {name: getattr(endpoint, name) for name in ("container", "package", "hub", "script")}
    named = [name for name, value in sources.items() if value]
    if len(named) != 1:
        yield path, " and ".join(named) or "without a source", f"Give one of {', '.join(sources)}."
        return
    needs_region = endpoint.script or (endpoint.container and not endpoint.container.uri)
    if needs_region and not region:
        yield "region", None, "The container's address depends on it: give the region."
    uri = endpoint.container.uri if endpoint.container else None
    if uri and region and uri.split(".")[3] != region:
        yield (
            f"{path}.container.uri",
            uri,
            f"Copy the image into a registry in {region}, where the endpoint is.",
        )
    arns = {"package": endpoint.package, "hub.arn": endpoint.hub.arn if endpoint.hub else None}
    for field, arn in arns.items():
        if arn and region and arn.split(":")[3] != region:
            yield f"{path}.{field}", arn, f"It must be in {region}, where the endpoint is."
    if endpoint.script and not (MODELS / endpoint.script.folder / "card.json").is_file():
        known = sorted(card.parent.name for card in MODELS.glob("*/card.json"))
        yield (
            f"{path}.script.folder",
            endpoint.script.folder,
            f"Use one of {', '.join(known)}, or add it there.",
        )


def _hosting(path: str, endpoint: EndpointConfig) -> Iterator[Problem]:
    serverless, instances = endpoint.serverless, endpoint.instances
    if bool(serverless) == bool(instances):
        problem = "both serverless and instances" if serverless else "neither serverless nor instances"
        yield path, problem, "Give one: serverless costs nothing while idle, instances have GPUs and streams."
    if serverless and endpoint.package and "model-package/" in endpoint.package:
        yield (
            f"{path}.serverless",
            endpoint.package,
            "Serverless Inference takes no packages: give instances.",
        )
    if not instances:
        return
    yield from _instances(f"{path}.instances", instances)


def _instances(path: str, instances: InstancesConfig) -> Iterator[Problem]:
    if instances.type not in (known := endpoint_instance_types()):
        near = difflib.get_close_matches(instances.type, known, n=1)
        remedy = f"Did you mean {near[0]!r}? " if near else ""
        remedy += "A new type is known after `make lock UPGRADE=1`."
        yield f"{path}.type", instances.type, remedy
    if instances.hours and instances.hours.time_zone not in (zones := available_timezones()) and zones:
        remedy = "Use a name of the time zone database, such as Europe/Berlin."
        yield f"{path}.hours.time_zone", instances.hours.time_zone, remedy
    if instances.most < instances.least:
        yield f"{path}.most", instances.most, "It must not be below least."
    if instances.hours and instances.most > instances.least:
        remedy = "An endpoint with hours has a fixed number of instances: make most equal to least."
        yield f"{path}.most", instances.most, remedy
    if instances.hours and instances.hours.stop <= instances.hours.start:
        yield f"{path}.hours.stop", instances.hours.stop, "It must be after start."


def _language_models(config: EnvironmentConfig) -> Iterator[Problem]:
    serverless = {endpoint.name for endpoint in config.profiles.sagemaker if endpoint.serverless}
    for index, model in enumerate(config.models):
        if model.provider == "sagemaker" and model.target in serverless:
            remedy = "Answers are streamed, which Serverless Inference cannot: give the endpoint instances."
            yield f"models[{index}].target", model.target, remedy
