"""Addresses of SageMaker's container images, which differ by region and account."""

from __future__ import annotations

import warnings

from cdk_app.config import SageMakerConfig
from genai_core.errors import Misconfigured
from stacks.constructs.model_endpoint import EndpointValues


def endpoint_values(config: SageMakerConfig, *, region: str | None) -> EndpointValues:
    """Returns what the endpoint is made of; a model package brings its own image.

    Raises:
        Misconfigured: There is no image of that framework and version in the region.
    """
    package = config.model_package_arn
    return EndpointValues(
        name=config.endpoint_name,
        instance_type=config.instance_type,
        model_package_arn=package,
        image_uri=None if package else image_uri(config, region=region or ""),
        model_data_url=config.model_data_url,
        environment=config.environment,
    )


def image_uri(config: SageMakerConfig, *, region: str) -> str:
    """Returns the inference image of the framework for the region and instance type."""
    # Imported here: it takes seconds, and only this profile needs it. Its own sources raise warnings.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sagemaker.core import image_uris  # noqa: PLC0415

    try:
        return image_uris.retrieve(
            framework=config.framework,
            region=region,
            version=config.framework_version,
            instance_type=config.instance_type,
            image_scope="inference",
        )
    except (ValueError, KeyError) as error:
        raise Misconfigured(
            f"profiles.sagemaker asks for {config.framework!r} {config.framework_version!r} in {region!r}",
            remedy=str(error),
        ) from error
