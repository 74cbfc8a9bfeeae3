"""Failures of SageMaker's endpoints as our errors: the service's, and those of the container behind it."""

from __future__ import annotations

from typing import Any, cast

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of
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
    asker="Ask less, or check the model's limits in config.json.",
    # The service validates the endpoint's name only; the request itself is the container's business.
    kinds={"ValidationError": Misconfigured, "ValidationException": Misconfigured},
)
