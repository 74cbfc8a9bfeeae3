"""The page's files and the addresses it talks to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import Annotations, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from stacks.constructs.reasons import BASIC_EXECUTION, explain_below, shown


class WebContentStack(Stack):
    """Copies the built page and its `config.json` into the page's bucket, and empties the cache.

    Args:
        bucket_arn: The bucket's ARN as exported by its stack.
        built_page: Folder with the built page; where it is missing, only `config.json` is copied and a
            warning says so.
        page_config: What the page reads at start: region, pool, client and API addresses.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bucket: s3.IBucket,
        bucket_arn: str,
        distribution: cloudfront.IDistribution,
        built_page: Path,
        page_config: Mapping[str, str],
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: content of the page", **stack)
        sources = [deployment.Source.json_data("config.json", dict(page_config))]
        if (built_page / "index.html").is_file():
            sources.insert(0, deployment.Source.asset(str(built_page)))
        else:
            Annotations.of(self).add_warning_v2(
                "quorum:page-not-built",
                f"{built_page.name}/index.html is missing, so no page is deployed: run `make build` first",
            )
        deployment.BucketDeployment(
            self,
            "Content",
            destination_bucket=bucket,
            sources=sources,
            distribution=distribution,
            distribution_paths=["/*"],
            memory_limit=512,
        )
        copying = "The library's own function copies the page at deployment; it reaches the page's bucket, "
        copying += "the deployment's assets, and the cache of the page."
        findings = [
            *(
                f"Action::s3:{action}"
                for action in ("Abort*", "DeleteObject*", "GetBucket*", "GetObject*", "List*")
            ),
            "Resource::*",
            f"Resource::{shown(self, bucket_arn)}/*",
            shown(
                self,
                f"Resource::arn:{self.partition}:s3:::cdk-hnb659fds-assets-{self.account}-{self.region}/*",
            ),
        ]
        explain_below(
            self,
            "Custom::CDKBucketDeployment",
            {
                BASIC_EXECUTION: copying,
                "AwsSolutions-L1": "The library sets the runtime of its own function.",
                **{f"AwsSolutions-IAM5[{finding}]": copying for finding in findings},
            },
        )
