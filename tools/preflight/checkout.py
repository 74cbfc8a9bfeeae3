"""Checks that need no credentials: the configuration, and what is built for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.function_platform import Sources
from cdk_app.model_catalogue import LARGEST, catalogue_bytes
from lambdas.catalogue import FUNCTIONS
from local_runtime.report import Finding
from stacks.bedrock_targets import misplaced, read_target

LAYERS_LIMIT = 250 * 1024 * 1024
"""Of one function with all its layers, unzipped."""
ZONES_WITHOUT_A_PLACE = 2
"""What the library takes if it does not know the account and the region."""


def checkout_findings(config: EnvironmentConfig, sources: Sources, region: str) -> Iterator[Finding]:
    """Yields the findings about an environment; nothing is asked over the network.

    Args:
        region: Where it goes, as file or shell say; empty if neither does.
    """
    yield Finding(f"config.json: {config.name} is valid")
    yield _region(config, region)
    yield from _prefixes(config, region)
    yield _zones(config)
    yield _parameter(config)
    yield from _built(sources)


def _region(config: EnvironmentConfig, region: str) -> Finding:
    if not region:
        return Finding("no region", f"Set environments.{config.name}.region, or AWS_REGION.")
    return Finding(f"region {region}" if config.region else f"region {region}, by the shell")


def _prefixes(config: EnvironmentConfig, region: str) -> Iterator[Finding]:
    for model in config.models:
        if region and model.provider == "bedrock":
            why = misplaced(read_target(model.target), region)
            yield Finding(f"model {model.model_id}: {model.target}", why)


def _zones(config: EnvironmentConfig) -> Finding:
    wanted = config.network.availability_zones if config.network else 0
    if wanted > ZONES_WITHOUT_A_PLACE and not (config.account and config.region):
        remedy = f"Set account and region of environments.{config.name}: without them it gets two."
        return Finding(f"{wanted} availability zones", remedy)
    return Finding(f"{wanted} availability zones" if wanted else "no network")


def _parameter(config: EnvironmentConfig) -> Finding:
    return Finding(f"the catalogue of models takes {catalogue_bytes(config.models):,} of {LARGEST:,} bytes")


def _built(sources: Sources) -> Iterator[Finding]:
    names = sorted({name for spec in FUNCTIONS for name in ("core", *spec.layers)})
    missing = [name for name in names if not any((sources.layers / name).glob("*"))]
    yield Finding(f"layers {', '.join(missing or names)}", "Run `make cloud`." if missing else "")
    yield Finding("page", "" if (sources.page / "index.html").exists() else "Run `make cloud`.")
    for combination in sorted({("core", *spec.layers) for spec in FUNCTIONS}) if not missing else ():
        size = sum(_size(sources.layers / name) for name in combination)
        remedy = "Split a lock, so that no function gets what it does not import."
        title = f"layers {' + '.join(combination)}: {size >> 20} of {LAYERS_LIMIT >> 20} MB"
        yield Finding(title, remedy if size > LAYERS_LIMIT else "")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
