"""Call a SageMaker endpoint whose container takes and returns JSON."""

from __future__ import annotations

import json
from typing import Any

from genai_core.adapters.sagemaker.failures import SAGEMAKER


class SageMakerEndpoint:
    """One endpoint, or one inference component of it.

    Args:
        name: The endpoint's name, or `endpoint/inference-component`.
        client: A `sagemaker-runtime` client.
    """

    def __init__(self, name: str, client: Any) -> None:
        endpoint, _, component = name.partition("/")
        self._client = client
        self._target = {"EndpointName": endpoint}
        if component:
            self._target["InferenceComponentName"] = component
        self.label = f"the endpoint {endpoint!r}"

    def ask(self, request: dict[str, Any]) -> Any:
        """Returns the container's answer to a request. Raises the errors of `failures`."""
        with SAGEMAKER.translated(self.label):
            response = self._client.invoke_endpoint(
                ContentType="application/json",
                Accept="application/json",
                Body=json.dumps(request).encode(),
                **self._target,
            )
            return json.loads(response["Body"].read())
