"""The source of an endpoint's model, and its hosting: one class for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WEEKS_A_MONTH = 730 / (7 * 24)
HOURS_TAG = "quorum:hours-a-month"
"""Tag of an endpoint's configuration with the hours that its instances run; without it they always run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSource:
    """A container image in a registry, with its model and variables.

    Attributes:
        uri: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`, AWS's or your own.
        model_data_url: Address of a model.tar.gz; None if the container downloads its model itself.
    """

    uri: str
    model_data_url: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSource:
    """A model package from your own registry or the marketplace; it includes its image."""

    arn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSource:
    """A JumpStart model, by the ARN of its hub content; its image and files are looked up at deployment.

    Attributes:
        accepts_licence: Whether the provider's licence is accepted, which gated models require.
    """

    arn: str
    accepts_licence: bool = False
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptSource:
    """A model that CodeBuild packs: snapshots, our handlers, and the wheels that they import.

    Attributes:
        models: Folder with `packing/` and one folder per model.
        name: The model's folder.
        built: Folder with files of the model that `make build` made; None if all come from snapshots.
        image: Container image that runs the handlers.
        token_secret: Name of a secret with a key of Hugging Face, for gated snapshots; empty for none.
    """

    models: Path
    name: str
    built: Path | None
    image: str
    token_secret: str = ""


Source = ImageSource | PackageSource | HubSource | ScriptSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Serverless:
    """Serverless Inference, billed per request; `memory` is 1 GB or a multiple."""

    memory_mb: int
    concurrency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """Hours in which the endpoint exists; outside of them it costs nothing, and calls fail.

    Attributes:
        days: Days of the week as EventBridge writes them, such as `MON-FRI`.
        start, stop: Hours of the day, 0 to 23.
        days_a_week: Number of days in `days`.
    """

    days: str
    start: int
    stop: int
    time_zone: str
    days_a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instances:
    """Instances that wait for requests.

    Attributes:
        most: If above `least`, the load decides between the two.
        calls_a_minute: Calls per instance above which another instance is added.
    """

    kind: str
    least: int
    most: int
    calls_a_minute: int
    hours: OpenHours | None = None


Hosting = Serverless | Instances


def hours_a_month(hosting: Hosting) -> float | None:
    """Returns how many hours instances run per month; None for always, or without instances."""
    if isinstance(hosting, Serverless) or hosting.hours is None:
        return None
    hours = hosting.hours
    return round(hours.days_a_week * (hours.stop - hours.start) * WEEKS_A_MONTH, 1)
