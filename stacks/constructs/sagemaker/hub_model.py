"""A JumpStart model, created from its hub's document at deployment."""

from __future__ import annotations

from aws_cdk import CustomResource, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.constructs.deployment_function import deployment_function
from stacks.constructs.sagemaker.values import HubSource
from stacks.constructs.strict_role import PolicyGrant


class HubModel(Construct):
    """The model; a new hub version, variable or role creates a new one."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        source: HubSource,
        role: iam.Role,
        isolated: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        models = f"arn:{stack.partition}:sagemaker:{stack.region}:{stack.account}:model/{name.lower()}-*"
        hub = source.arn.split("/")[1]
        prefix = source.arn.partition(":hub-content/")[0]
        function = deployment_function(
            self,
            module="create_hub_model",
            purpose="Makes a SageMaker model of a hub's content, at deployment only.",
            policy_grants=[
                PolicyGrant(
                    actions=("sagemaker:CreateModel", "sagemaker:DeleteModel"),
                    resources=(models,),
                    reason="A model's name ends in a digest of what it is made of.",
                ),
                PolicyGrant(
                    actions=("sagemaker:DescribeHubContent",),
                    resources=(f"{prefix}:hub/{hub}", source.arn),
                ),
                PolicyGrant(actions=("iam:PassRole",), resources=(role.role_arn,)),
            ],
        )
        model = CustomResource(
            self,
            "Content",
            resource_type="Custom::HubModel",
            service_token=function.function_arn,
            properties={
                "Name": name,
                "Arn": source.arn,
                "Role": role.role_arn,
                "Isolated": str(isolated).lower(),
                "AcceptsLicence": str(source.accepts_licence).lower(),
                "Environment": dict(source.environment),
            },
        )
        model.node.add_dependency(role)
        self.model_name = model.get_att_string("ModelName")
