"""A web firewall for the REST API; switched on by the profile `waf`."""

from __future__ import annotations

from aws_cdk import aws_wafv2 as waf
from constructs import Construct

MANAGED_RULES = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
)
"""The common rule set is left out: it blocks bodies over 8 KB and texts that quote HTML or SQL, which
questions about technical documents do."""


class Firewall(Construct):
    """A rate limit per address and two of AWS's rule sets, on one API stage.

    Args:
        prefix: Prefix of its metrics, so that two firewalls in a region are counted separately.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, prefix: str, stage_arn: str, requests_per_5_minutes: int
    ) -> None:
        super().__init__(scope, construct_id)
        rate = waf.CfnWebACL.RuleProperty(
            name="rate",
            priority=0,
            action=waf.CfnWebACL.RuleActionProperty(block={}),
            statement=waf.CfnWebACL.StatementProperty(
                rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                    limit=requests_per_5_minutes, aggregate_key_type="IP"
                )
            ),
            visibility_config=_visibility(f"{prefix}-rate"),
        )
        acl = waf.CfnWebACL(
            self,
            "Rules",
            scope="REGIONAL",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            rules=[
                rate,
                *(_managed(prefix, name, order) for order, name in enumerate(MANAGED_RULES, start=1)),
            ],
            visibility_config=_visibility(f"{prefix}-all"),
        )
        waf.CfnWebACLAssociation(self, "Association", resource_arn=stage_arn, web_acl_arn=acl.attr_arn)


def _managed(prefix: str, name: str, order: int) -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=order,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        statement=waf.CfnWebACL.StatementProperty(
            managed_rule_group_statement=waf.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS", name=name
            )
        ),
        visibility_config=_visibility(f"{prefix}-{name}"),
    )


def _visibility(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )
