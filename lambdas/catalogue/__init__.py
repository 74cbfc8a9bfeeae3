"""Every function of Quorum, one row each: what the stacks deploy and the benchmarks measure.

Imports nothing of the core, so that a stack may read it without.
"""

from __future__ import annotations

from lambdas.catalogue.answering import ANSWERING
from lambdas.catalogue.endpoints import ENDPOINTS
from lambdas.catalogue.function_spec import FunctionSpec
from lambdas.catalogue.ingestion import INGESTION

FUNCTIONS: tuple[FunctionSpec, ...] = (*ENDPOINTS, *ANSWERING, *INGESTION)


def function(name: str) -> FunctionSpec:
    """Returns the row of that name."""
    return next(spec for spec in FUNCTIONS if spec.name == name)
