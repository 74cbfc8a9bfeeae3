"""Read the model catalogue from a parameter: a JSON list of ModelSpec fields."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from genai_core.adapters.aws.failures import Failures
from genai_core.domain.generation.models import ModelSpec
from genai_core.errors import Misconfigured, Unavailable
from genai_core.ports.clock import Clock

_KEPT_S = 60.0
_FAILURES = Failures(
    operator="Deploy again, and grant this function `catalogue:read`.",
    kinds={"ParameterNotFound": Misconfigured},
)
_specs = TypeAdapter(tuple[ModelSpec, ...])


class SsmModelCatalogue:
    """Reads the parameter at most once a minute, and keeps the last valid one while it cannot be read."""

    def __init__(self, client: Any, parameter: str, clock: Clock) -> None:
        self._client = client
        self._parameter = parameter
        self._clock = clock
        self._models: tuple[ModelSpec, ...] = ()
        self._read_at = float("-inf")

    def models(self) -> tuple[ModelSpec, ...]:
        if self._clock.monotonic() - self._read_at >= _KEPT_S:
            try:
                self._models = self._read()
            except Unavailable:
                if not self._models:
                    raise
            self._read_at = self._clock.monotonic()
        return self._models

    def _read(self) -> tuple[ModelSpec, ...]:
        with _FAILURES.translated(f"parameter {self._parameter!r}"):
            answer = self._client.get_parameter(Name=self._parameter, WithDecryption=True)
        try:
            return _specs.validate_json(answer["Parameter"]["Value"])
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "it"
            raise Misconfigured(
                f"parameter {self._parameter!r}: {where} is {first.get('input')!r:.80}: {first['msg']}",
                remedy="Fix `models` in config.json and deploy again.",
            ) from None
