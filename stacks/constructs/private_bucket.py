"""A private bucket for files that can be rebuilt."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.constructs.reasons import explain


def private_bucket(scope: Construct, construct_id: str, *, retain: bool, unlogged: str) -> s3.Bucket:
    """Returns an encrypted, TLS-only bucket; without `retain` it is emptied and deleted with the stack.

    Args:
        unlogged: The reason for not logging access.
    """
    bucket = s3.Bucket(
        scope,
        construct_id,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        auto_delete_objects=not retain,
    )
    explain(bucket, {"AwsSolutions-S1": unlogged})
    return bucket
