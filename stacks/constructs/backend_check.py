"""A deployment step that fails if workspaces would lose their engine or their encoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import CustomResource
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from stacks.constructs.deployment_function import deployment_function
from stacks.constructs.strict_role import PolicyGrant

RESOURCE_TYPE = "Custom::OfferedBackends"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBackends:
    """The engines and encoders that an environment offers, by name, each with its identity.

    A name with another identity is lost just like a removed name.
    """

    engines: Mapping[str, str]
    encoders: Mapping[str, str]


class BackendCheck(Construct):
    """Checks the table of workspaces at each change of engines and encoders.

    It belongs to the stack of the tables, which is deployed before the stacks that would remove anything.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        table: dynamodb.Table,
        backends: OfferedBackends,
    ) -> None:
        super().__init__(scope, construct_id)
        function = deployment_function(
            self,
            module="check_backends",
            purpose="Refuses to remove what workspaces are searched by, at deployment only.",
            policy_grants=[
                PolicyGrant(actions=("dynamodb:Query",), resources=(f"{table.table_arn}/index/by_type",))
            ],
        )
        CustomResource(
            self,
            "Checked",
            resource_type=RESOURCE_TYPE,
            service_token=function.function_arn,
            properties={
                "Table": table.table_name,
                "Engines": dict(backends.engines),
                "Encoders": dict(backends.encoders),
            },
        )
