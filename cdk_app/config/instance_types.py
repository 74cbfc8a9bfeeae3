"""The types of SageMaker's instances, as the installed SDK knows them."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session


@cache
def endpoint_instance_types() -> tuple[str, ...]:
    """Returns the types that an endpoint may have, sorted; reads a file of the SDK."""
    service: Any = botocore.session.get_session().get_service_model("sagemaker")
    return tuple(sorted(service.shape_for("ProductionVariantInstanceType").enum))
