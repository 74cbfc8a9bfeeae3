"""SageMaker endpoints, as listed in `profiles.sagemaker`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdk_app.config.section import Section

SecretName = Annotated[str, Field(pattern="^[A-Za-z0-9/_+=.@-]*$")]


class ContainerConfig(Section):
    """A container image: AWS's by framework, which differs by region, or your own by `uri`."""

    uri: str | None = Field(
        default=None,
        pattern="^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9/_.-]+:[A-Za-z0-9_.-]+$",
        description="Image of an ECR registry that the account may read, with its tag.",
    )
    framework: str = Field(
        default="huggingface-llm",
        description="Framework of AWS's image if there is no uri: huggingface-llm is TGI; djl-lmi, pytorch.",
    )
    version: str | None = Field(default=None, description="Version of the framework; else the newest.")
    model_data_url: str | None = Field(default=None, pattern="^s3://.+$", description="Archive of the model.")
    environment: dict[str, str] = Field(default={}, description="Variables of the container.")


class HubConfig(Section):
    """A JumpStart model, which includes its image and files."""

    arn: str = Field(
        pattern="^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:(aws|[0-9]{12}):hub-content/[^/]+/[^/]+/[^/]+(/[^/]+)?$",
        description="ARN of the hub's content, with its version.",
    )
    accepts_licence: bool = Field(
        default=False, description="Whether its licence is accepted; gated models need it."
    )
    environment: dict[str, str] = Field(
        default={}, description="Variables of the container, over those of the hub."
    )


class ScriptConfig(Section):
    """A folder of `sagemaker_models/`, which CodeBuild packs with the snapshots that its card lists."""

    folder: str = Field(pattern="^[a-z][a-z0-9_]{0,62}$", description="Its name.")
    token_secret: SecretName = Field(
        default="", description="Secret with a key of Hugging Face, for gated snapshots."
    )


class ServerlessConfig(Section):
    """Serverless Inference on the CPU: it costs nothing while idle, and a first call waits for its start."""

    memory_mb: Literal[1024, 2048, 3072, 4096, 5120, 6144] = Field(default=2048, description="Its memory.")
    concurrency: int = Field(default=5, ge=1, le=200, description="Highest number of calls at a time.")


class HoursConfig(Section):
    """Hours in which the endpoint exists; outside of them it costs nothing, and calls fail."""

    days: Literal["MON-FRI", "MON-SAT", "MON-SUN"] = Field(default="MON-FRI", description="Days of the week.")
    start: int = Field(default=7, ge=0, le=23, description="Hour at which it is made.")
    stop: int = Field(default=19, ge=1, le=23, description="Hour at which it is deleted.")
    time_zone: str = Field(
        default="UTC", pattern="^[A-Za-z_]+(/[A-Za-z_+0-9-]+)*$", description="Zone of both."
    )


class InstancesConfig(Section):
    """Instances that wait for calls and are billed by the hour."""

    type: str = Field(pattern="^ml\\.[a-z0-9]+\\.[a-z0-9]+$", description="Type of an instance.")
    least: int = Field(default=1, ge=1, le=20, description="Lowest number of instances.")
    most: int = Field(default=1, ge=1, le=20, description="Highest number; above least, calls decide.")
    calls_a_minute: int = Field(
        default=60, ge=1, description="Calls that one instance takes before another is added."
    )
    hours: HoursConfig | None = None


class EndpointConfig(Section):
    """One endpoint: one of container, package, hub and script; one of serverless and instances."""

    name: str = Field(pattern="^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", description="Its name.")
    container: ContainerConfig | None = None
    package: str | None = Field(
        default=None,
        pattern="^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:[0-9]{12}:model-package/.+$",
        description="ARN of a model package, of one's own or of the marketplace.",
    )
    hub: HubConfig | None = None
    script: ScriptConfig | None = None
    serverless: ServerlessConfig | None = None
    instances: InstancesConfig | None = None
