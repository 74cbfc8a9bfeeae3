"""Encrypt every resource that stores data with a customer's key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import CfnResource, Stack


def _properties(key_arn: str) -> Mapping[str, Mapping[str, Any]]:
    """Returns, by resource type, the properties that name the encryption key."""
    by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_arn}
    bucket_rule = {"BucketKeyEnabled": True, "ServerSideEncryptionByDefault": by_default}
    return {
        "AWS::S3::Bucket": {"BucketEncryption.ServerSideEncryptionConfiguration": [bucket_rule]},
        "AWS::DynamoDB::Table": {
            "SSESpecification": {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key_arn}
        },
        # A data key is reused for an hour, because each request to KMS is billed.
        "AWS::SQS::Queue": {
            "KmsMasterKeyId": key_arn,
            "KmsDataKeyReusePeriodSeconds": 3600,
            "SqsManagedSseEnabled": None,
        },
        "AWS::SNS::Topic": {"KmsMasterKeyId": key_arn},
        "AWS::Logs::LogGroup": {"KmsKeyId": key_arn},
        "AWS::RDS::DBCluster": {"KmsKeyId": key_arn, "MasterUserSecret": {"KmsKeyId": key_arn}},
        "AWS::OpenSearchService::Domain": {"EncryptionAtRestOptions.KmsKeyId": key_arn},
    }


def encrypt_with(key_arn: str, stacks: Iterable[Stack]) -> None:
    """Sets the key of all buckets, tables, queues, topics, logs, clusters and domains in the stacks.

    It visits the finished constructs, so that none can be forgotten.
    """
    by_type = _properties(key_arn)
    for stack in stacks:
        for node in stack.node.find_all():
            if isinstance(node, CfnResource):
                for path, value in by_type.get(node.cfn_resource_type, {}).items():
                    if value is None:
                        node.add_property_deletion_override(path)
                    else:
                        node.add_property_override(path, value)
