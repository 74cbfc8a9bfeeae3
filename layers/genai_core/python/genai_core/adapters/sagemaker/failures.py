"""Translate errors of SageMaker and of the containers behind its endpoints into the core's errors."""

from __future__ import annotations

from typing import Any, cast

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of
from genai_core.domain.generation.models import TOO_LARGE
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, Throttled

_CONTAINER_KINDS = {400: InvalidInput, 413: InvalidInput, 422: InvalidInput, 429: Throttled}


class _SageMakerFailures(Failures):
    def kind(self, failed: ClientError) -> type[QuorumError]:
        if code_of(failed) == "ModelError":
            status = cast("dict[str, Any]", failed.response).get("OriginalStatusCode")
            return _CONTAINER_KINDS.get(int(status or 500), Overloaded)
        return super().kind(failed)


SAGEMAKER = _SageMakerFailures(
    operator="Check the model's target in config.json, and that the endpoint is in service.",
    asker=TOO_LARGE,
    # The service validates only the endpoint's name; the container validates the request itself.
    kinds={"ValidationError": Misconfigured, "ValidationException": Misconfigured},
)
