"""The model catalogue as a parameter: a JSON list of ModelSpec fields."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import TypeAdapter, ValidationError

from genai_core.domain.generation.models import ModelSpec
from genai_core.errors import Misconfigured, Overloaded, QuorumError
from genai_core.ports.clock import Clock

_KEPT_S = 60.0
_specs = TypeAdapter(tuple[ModelSpec, ...])


class SsmModelCatalogue:
    """Reads the parameter at most once a minute, and keeps the last good one while it cannot be read."""

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
            except Overloaded:
                if not self._models:
                    raise
            self._read_at = self._clock.monotonic()
        return self._models

    def _read(self) -> tuple[ModelSpec, ...]:
        try:
            answer = self._client.get_parameter(Name=self._parameter, WithDecryption=True)
        except ClientError as error:
            raise self._translated(error) from error
        except BotoCoreError as error:
            raise Overloaded(f"parameter {self._parameter!r} cannot be read: {error}") from error
        try:
            return _specs.validate_json(answer["Parameter"]["Value"])
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "it"
            raise Misconfigured(
                f"parameter {self._parameter!r}: {where} is {first.get('input')!r:.80}: {first['msg']}",
                remedy="Mend `models` in config.json and deploy again.",
            ) from None

    def _translated(self, error: ClientError) -> QuorumError:
        code = str(error.response.get("Error", {}).get("Code", ""))
        said = f"parameter {self._parameter!r} gave {code}"
        if code in ("ParameterNotFound", "AccessDeniedException"):
            return Misconfigured(said, remedy="Deploy again, and grant this function `catalogue:read`.")
        return Overloaded(said)
