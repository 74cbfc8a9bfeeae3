"""Names a customer's key in every resource that stores something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import CfnResource, Stack


def _properties(key_arn: str) -> Mapping[str, Mapping[str, Any]]:
    """Returns, by type of resource, the properties that say which key it is encrypted with."""
    by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_arn}
    bucket_rule = {"BucketKeyEnabled": True, "ServerSideEncryptionByDefault": by_default}
    return {
        "AWS::S3::Bucket": {"BucketEncryption.ServerSideEncryptionConfiguration": [bucket_rule]},
        "AWS::DynamoDB::Table": {
            "SSESpecification": {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key_arn}
        },
        # A data key serves for an hour: each asking of the key is paid for.
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
    """Names the key in all buckets, tables, queues, topics, logs, clusters and domains of the stacks.

    It goes over what is made already, so that no construct can forget it.
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
