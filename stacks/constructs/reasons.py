"""Reasons for findings of the security rules that are meant to stay."""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import Acknowledgment, Validations
from aws_cdk import aws_iam as iam
from constructs import IConstruct


def explain(construct: IConstruct, reasons: dict[str, str]) -> None:
    """Acknowledges findings on a construct and all below it; each has its reason."""
    for finding, reason in reasons.items():
        Validations.of(construct).acknowledge(Acknowledgment(id=finding, reason=reason))


def explain_wildcards(construct: IConstruct, found: Iterable[iam.PolicyStatement]) -> None:
    """To be written once the report is seen."""
