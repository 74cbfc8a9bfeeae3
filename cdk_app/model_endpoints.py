"""Values of SageMaker endpoints, with the addresses of AWS's container images, which differ by region."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

from cdk_app.config.endpoints import EndpointConfig, InstancesConfig
from cdk_app.function_platform import Sources
from genai_core.errors import Misconfigured
from stacks.constructs.sagemaker.endpoint import EndpointValues
from stacks.constructs.sagemaker.values import (
    Hosting,
    HubSource,
    ImageSource,
    Instances,
    OpenHours,
    PackageSource,
    ScriptSource,
    Serverless,
    Source,
)

_DAYS = {"MON-FRI": 5, "MON-SAT": 6, "MON-SUN": 7}
_CPU = "ml.c7i.large"
"""Serverless Inference has no instances; images without a GPU are the same for all of them."""


def endpoint_values(config: EndpointConfig, *, region: str | None, sources: Sources) -> EndpointValues:
    """Returns an endpoint's values.

    Raises:
        Misconfigured: There is no image of that framework and version in the region.
    """
    return EndpointValues(
        name=config.name,
        source=_source(config, region or "", sources),
        hosting=_hosting(config),
    )


def _source(config: EndpointConfig, region: str, sources: Sources) -> Source:
    kind = config.instances.type if config.instances else _CPU
    if config.package:
        return PackageSource(arn=config.package)
    if config.hub:
        return HubSource(**config.hub.model_dump())
    if config.script:
        return _script(config, region, kind, sources)
    container = config.container
    assert container  # noqa: S101 - the rules demand one of the four
    return ImageSource(
        uri=container.uri
        or image_uri(container.framework, container.version, None, region=region, instance=kind),
        model_data_url=container.model_data_url,
        environment=container.environment,
    )


def _script(config: EndpointConfig, region: str, kind: str, sources: Sources) -> ScriptSource:
    script, models = config.script, sources.repository / "sagemaker_models"
    assert script  # noqa: S101 - its caller looked
    card = json.loads(Path(models, script.folder, "card.json").read_text(encoding="utf-8"))
    wanted, built = card["container"], card.get("built")
    return ScriptSource(
        models=models,
        name=script.folder,
        built=sources.models / built if built else None,
        image=image_uri(
            wanted["framework"], wanted["version"], wanted["python"], region=region, instance=kind
        ),
        token_secret=script.token_secret,
    )


def _hosting(config: EndpointConfig) -> Hosting:
    if config.serverless:
        return Serverless(memory_mb=config.serverless.memory_mb, concurrency=config.serverless.concurrency)
    instances = config.instances
    assert instances  # noqa: S101 - the rules demand one of the two
    return Instances(
        kind=instances.type,
        least=instances.least,
        most=instances.most,
        calls_a_minute=instances.calls_a_minute,
        hours=_hours(instances),
    )


def _hours(instances: InstancesConfig) -> OpenHours | None:
    hours = instances.hours
    return OpenHours(**hours.model_dump(), days_a_week=_DAYS[hours.days]) if hours else None


def image_uri(framework: str, version: str | None, python: str | None, *, region: str, instance: str) -> str:
    """Returns the inference image of a framework for the region and the type of instance.

    Raises:
        Misconfigured: There is none.
    """
    # Imported here: it takes seconds, and only these profiles need it. Its own sources raise warnings.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sagemaker.core import image_uris  # noqa: PLC0415

    try:
        return image_uris.retrieve(
            framework=framework,
            region=region,
            version=version,
            py_version=python,
            instance_type=instance,
            image_scope="inference",
        )
    except (ValueError, KeyError) as error:
        raise Misconfigured(
            f"profiles.sagemaker needs an image of {framework!r} {version!r} in {region!r}", remedy=str(error)
        ) from error
