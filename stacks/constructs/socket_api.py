"""The WebSocket API, which takes questions and sends frames."""

from __future__ import annotations

import json

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.api_rates import ApiRates
from stacks.constructs.library_types import fits
from stacks.constructs.reasons import explain
from stacks.constructs.standard_function import FunctionPlatform

STAGE = "live"
ACTIONS = ("ask", "cancel", "drop_model", "resume")


class SocketApi(Construct):
    """A WebSocket API; `attach` connects its functions later, because some of them must know its address.

    Args:
        endpoint: One address that serves every AWS API, for an emulator; None on AWS.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: FunctionPlatform,
        endpoint: str | None,
        rates: ApiRates,
    ) -> None:
        super().__init__(scope, construct_id)
        self.stage_name = STAGE
        self.api = apigateway.WebSocketApi(
            self, "Api", api_name=f"{platform.prefix}-live", route_selection_expression="$request.body.action"
        )
        self.log = logs.LogGroup(
            self, "AccessLog", retention=platform.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self.stage = apigateway.WebSocketStage(
            self,
            "Stage",
            web_socket_api=self.api,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=apigateway.ThrottleSettings(
                rate_limit=rates.requests_per_second, burst_limit=rates.burst_requests
            ),
        )
        self._log_accesses()
        stack = Stack.of(self)
        self.connections_arn = (
            f"arn:{stack.partition}:execute-api:{stack.region}:{stack.account}:"
            f"{self.api.api_id}/{STAGE}/*/@connections/*"
        )
        self.management_url = (
            f"{endpoint}/_aws/execute-api/{self.api.api_id}/{STAGE}"
            if endpoint
            else f"https://{self.api.api_id}.execute-api.{stack.region}.amazonaws.com/{STAGE}"
        )

    def attach(self, *, receive: lambda_.IFunction, authorize: lambda_.IFunction) -> None:
        """Routes every frame to `receive`; `authorize` redeems the ticket of a new connection."""
        integration = integrations.WebSocketLambdaIntegration("Receive", fits(receive))
        ticket = authorizers.WebSocketLambdaAuthorizer(
            "Ticket", fits(authorize), identity_source=["route.request.querystring.ticket"]
        )
        self.api.add_route("$connect", integration=integration, authorizer=ticket)
        for key in ("$disconnect", "$default", *ACTIONS):
            self.api.add_route(key, integration=integration)

    def _log_accesses(self) -> None:
        stage = self.stage.node.default_child
        assert isinstance(stage, apigateway.CfnStage)  # noqa: S101 - narrows the type
        fields = ("requestId", "eventType", "routeKey", "status", "connectionId", "requestTime")
        stage.access_log_settings = apigateway.CfnStage.AccessLogSettingsProperty(
            destination_arn=self.log.log_group_arn,
            format=json.dumps({field: f"$context.{field}" for field in fields}),
        )
        explain(
            self.api,
            {
                "AwsSolutions-APIG4": "$connect redeems a one-time ticket; every later frame belongs to "
                "such a connection."
            },
        )
