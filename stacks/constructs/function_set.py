"""The functions of one stack, with the layers they share."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import Annotations, IgnoreMode
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from lambdas.catalogue import function
from lambdas.catalogue.function_spec import FunctionSpec
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.standard_function import FunctionPlatform, StandardFunction

_HERE = Path(__file__).parent


class FunctionSet(Construct):
    """Functions by name.

    Each stack publishes its own layers: a changed layer is a new version, and a stack that imported it from
    another stack would keep the old one.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, platform: FunctionPlatform, registry: ResourceRegistry
    ) -> None:
        super().__init__(scope, construct_id)
        self._platform = platform
        self._registry = registry
        self._layers: dict[str, lambda_.LayerVersion] = {}
        self._code = _code(platform)
        self._functions: dict[str, StandardFunction] = {}

    def add(self, *names: str, registry: ResourceRegistry | None = None) -> None:
        """Builds functions, with grants from the set's registry and from `registry`."""
        for name in names:
            spec = function(name)
            self._functions[name] = StandardFunction(
                self,
                "".join(part.title() for part in name.split("_")),
                spec=spec,
                platform=self._platform,
                registry=self._registry | (registry or ResourceRegistry()),
                code=self._code,
                layers=self._layers_of(spec),
            )

    def __getitem__(self, name: str) -> lambda_.IFunction:
        return self._functions[name].target

    @property
    def targets(self) -> dict[str, lambda_.IFunction]:
        """The ARNs or aliases that callers invoke, by function name."""
        return {name: built.target for name, built in self._functions.items()}

    @property
    def by_name(self) -> dict[str, lambda_.Function]:
        """All functions of the set by name, without aliases."""
        return {name: built.function for name, built in self._functions.items()}

    def _layers_of(self, spec: FunctionSpec) -> list[lambda_.LayerVersion]:
        if self._platform.kind == "host":
            return []
        return [self._layer(name) for name in ("core", *spec.layers)]

    def _layer(self, name: str) -> lambda_.LayerVersion:
        if name not in self._layers:
            folder = Path(self._platform.layers, name)
            built = folder.is_dir() and any(folder.iterdir())
            layer = lambda_.LayerVersion(
                self,
                f"{name.title()}Layer",
                code=lambda_.Code.from_asset(str(folder if built else _HERE / "unbuilt_layer")),
                compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
                compatible_architectures=[lambda_.Architecture.ARM_64],
                description=f"{name} of {self._platform.prefix}",
            )
            if not built:
                # Not raised, so that `cdk destroy` works from a checkout in which nothing is built.
                Annotations.of(layer).add_error(
                    f"the layer {name!r} is not built, so its functions could not start: run `make cloud`"
                )
            self._layers[name] = layer
        return self._layers[name]


def _code(platform: FunctionPlatform) -> lambda_.Code:
    """Returns one package for all functions: they differ only in the handler, so it is uploaded once."""
    if platform.kind == "host":
        return lambda_.Code.from_asset(str(_HERE / "host_runtime"))
    return lambda_.Code.from_asset(
        platform.repository,
        exclude=["*", "!lambdas", "!lambdas/**", "__pycache__", "*.pyc"],
        ignore_mode=IgnoreMode.GIT,
    )
