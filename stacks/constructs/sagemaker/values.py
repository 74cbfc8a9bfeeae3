"""Values that say what an endpoint is made of and where it runs, one class for each way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WEEKS_A_MONTH = 730 / (7 * 24)
HOURS_TAG = "quorum:hours-a-month"
"""Tag of an endpoint's configuration that says how long its instances run; without it they always do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSource:
    """A container image of a registry, with what it needs.

    Attributes:
        uri: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`, of AWS or one's own.
        model_data_url: Address of a model.tar.gz; None if the container fetches its model itself.
    """

    uri: str
    model_data_url: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSource:
    """A model package, of one's own registry or of the marketplace; it brings its image."""

    arn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSource:
    """A model of JumpStart, by the ARN of its hub content; its image and files are looked up at deployment.

    Attributes:
        accepts_licence: Whether the provider's licence is accepted, which gated models ask for.
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
    """Serverless Inference: paid for by the request; 1 GB of memory or a multiple."""

    memory_mb: int
    concurrency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """When the endpoint exists; outside of it nothing is paid for, and calls fail.

    Attributes:
        days: Days of the week as EventBridge writes them, such as `MON-FRI`.
        start, stop: Hours of the day, 0 to 23.
        days_a_week: How many days `days` are.
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
        most: If above `least`, load decides between them.
        calls_a_minute: Calls that one instance should take, before another is added.
    """

    kind: str
    least: int
    most: int
    calls_a_minute: int
    hours: OpenHours | None = None


Hosting = Serverless | Instances


def hours_a_month(hosting: Hosting) -> float | None:
    """Returns how long instances run in a month; None for always, and for what has no instances."""
    if isinstance(hosting, Serverless) or hosting.hours is None:
        return None
    hours = hosting.hours
    return round(hours.days_a_week * (hours.stop - hours.start) * WEEKS_A_MONTH, 1)
