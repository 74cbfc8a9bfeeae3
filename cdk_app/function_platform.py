"""The settings that all functions of an environment share, from its configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import aws_logs as logs

from cdk_app.config.environment import EnvironmentConfig
from stacks.constructs.live_version import Release
from stacks.constructs.standard_function import FunctionPlatform
from stacks.network import NetworkStack

RETENTION = {
    1: logs.RetentionDays.ONE_DAY,
    3: logs.RetentionDays.THREE_DAYS,
    5: logs.RetentionDays.FIVE_DAYS,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The folders and the interpreter for deploying an environment.

    Attributes:
        repository: Folder with `lambdas/` and `statemachines/`.
        layers: The functions' layers, a folder each, as `make cloud` builds them.
        page: The built page.
        models: Folder with the built encoder and verifier, a folder each.
        python: Interpreter of the functions if they run on this machine.
    """

    repository: Path
    layers: Path
    page: Path
    models: Path
    python: str

    @property
    def schema(self) -> Path:
        """The numbered files of the database's schema."""
        core = self.repository / "layers" / "genai_core" / "python" / "genai_core"
        return core / "adapters" / "pgvector" / "schema"

    @classmethod
    def of(cls, repository: Path, python: str) -> Sources:
        """Returns the folders of a checkout, built ones included."""
        layers = repository / ".build" / "layers"
        page = repository / "frontend_react" / "dist"
        models = repository / ".build"
        return cls(repository=repository, layers=layers, page=page, models=models, python=python)


def function_platform(
    config: EnvironmentConfig, sources: Sources, *, prefix: str, network: NetworkStack | None
) -> FunctionPlatform:
    """Returns names, variables, network and logs of the environment's functions."""
    functions = config.functions
    variables = {
        "ENVIRONMENT": config.name,
        "TRACING": "on" if functions.tracing else "off",
        "POWERTOOLS_SERVICE_NAME": "quorum",
        "POWERTOOLS_METRICS_NAMESPACE": "Quorum",
        "POWERTOOLS_TRACE_DISABLED": "false" if functions.tracing else "true",
        # A function has one core; more threads would spin, which costs more than it gains.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if functions.runtime == "host":
        core = sources.repository / "layers" / "genai_core" / "python"
        variables |= {
            "QUORUM_PYTHON": sources.python,
            "PYTHONPATH": f"{sources.repository}:{core}",
            # An emulator has one host name, without a subdomain for each kind of call.
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        }
    return FunctionPlatform(
        prefix=prefix,
        kind=functions.runtime,
        repository=str(sources.repository),
        layers=str(sources.layers),
        variables=variables,
        tracing=functions.tracing,
        log_retention=RETENTION[functions.log_days],
        reserved_concurrency=functions.reserved_concurrency,
        release=Release(
            way=functions.release,
            snap_start=frozenset(functions.snap_start),
            provisioned=functions.provisioned_concurrency,
        ),
        network=network.vpc if network else None,
        security_group=network.functions_group if network else None,
        has_egress=network.has_egress if network else False,
        wakes_database=bool(config.database.aurora and config.database.aurora.wake_on_connect),
    )
