"""The bucket and the distribution of the page; `stacks.web_content` deploys its files.

These are two stacks because the APIs need the page's origin, and the page needs the APIs' addresses.
"""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.named_output import named_output
from stacks.constructs.private_bucket import private_bucket
from stacks.constructs.reasons import explain
from stacks.page_headers import REGIONAL, page_headers


class WebStack(Stack):
    """A private bucket behind CloudFront.

    Args:
        sign_in_host: Where users of identity providers get their tokens; empty without providers.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        price_class: str,
        retain: bool,
        sign_in_host: str = "",
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: the page", **stack)
        reason = "The bucket holds the public page; its readers come through CloudFront."
        self.bucket = private_bucket(self, "Page", retain=retain, unlogged=reason)
        access = cloudfront.S3OriginAccessControl(
            self, "Access", origin_access_control_name=self._global_name("page")
        )
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=self.stack_name,
            default_root_object="index.html",
            price_class=cloudfront.PriceClass[price_class.replace("PriceClass_", "PRICE_CLASS_").upper()],
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(
                    self.bucket, origin_access_control=fits(access)
                ),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                response_headers_policy=self._headers(sign_in_host),
                compress=True,
            ),
            error_responses=[
                # Routes of the page are not objects; the bucket answers 403 for missing objects.
                cloudfront.ErrorResponse(
                    http_status=403,
                    response_http_status=200,
                    response_page_path="/index.html",
                    ttl=Duration.seconds(0),
                )
            ],
        )
        self.bucket_arn = named_output(self, "PageBucketArn", self.bucket.bucket_arn)
        self.origin = f"https://{self.distribution.distribution_domain_name}"
        self._explain()
        CfnOutput(self, "PageUrl", value=self.origin)

    def _global_name(self, name: str) -> str:
        """Returns a name that is unique across environments and regions: CloudFront has one namespace."""
        return f"{self.stack_name}-{name}-{self.region}"

    def _headers(self, sign_in_host: str) -> cloudfront.ResponseHeadersPolicy:
        hosts = [host.format(self.region) for host in REGIONAL]
        headers = page_headers([*hosts, f"https://{sign_in_host}"] if sign_in_host else hosts)
        return cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            response_headers_policy_name=self._global_name("headers"),
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=headers["Content-Security-Policy"], override=True
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption[headers["X-Frame-Options"]], override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(365), include_subdomains=True, override=True
                ),
            ),
        )

    def _explain(self) -> None:
        explain(
            self.distribution,
            {
                "AwsSolutions-CFR1": "Users may be anywhere.",
                "AwsSolutions-CFR2": "Static files need no firewall; the APIs have theirs by profile.",
                "AwsSolutions-CFR3": "Requests for static files say nothing that the APIs' logs do not.",
                "AwsSolutions-CFR4": "With CloudFront's own domain the oldest TLS is fixed by AWS.",
            },
        )
