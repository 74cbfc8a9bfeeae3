"""Every function of Quorum, one row each: what the stacks deploy and the benchmarks measure.

Imports nothing of the core, so that a stack may read it without.
"""

from __future__ import annotations

from lambdas.catalogue_answering import ANSWERING
from lambdas.catalogue_doors import DOORS
from lambdas.catalogue_ingestion import INGESTION
from lambdas.function_spec import FunctionSpec

FUNCTIONS: tuple[FunctionSpec, ...] = (*DOORS, *ANSWERING, *INGESTION)


def function(name: str) -> FunctionSpec:
    """Returns the row of that name."""
    return next(spec for spec in FUNCTIONS if spec.name == name)
