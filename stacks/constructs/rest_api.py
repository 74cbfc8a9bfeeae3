"""The REST API: one function serves retrieval, another one all other routes. Errors of the gateway itself are
problem details too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.api_rates import ApiRates
from stacks.constructs.firewall import Firewall
from stacks.constructs.library_types import fits
from stacks.constructs.reasons import explain
from stacks.constructs.standard_function import FunctionPlatform

STAGE = "api"
OPEN_ROUTES = ("health", "openapi.json")
"""Routes that answer without sign-in."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error response of the gateway itself.

    Attributes:
        status: None for the gateway's status, if the type covers several.
        detail: Empty for the gateway's message.
    """

    title: str
    kind: apigateway.ResponseType
    status: int | None
    remedy: str
    detail: str = ""


_REPEAT = "Repeat the request a little later."
_NOT_CHECKED = "the token could not be checked in time"
_REFUSALS = {
    "Unauthorized": _Refusal("Unauthorized", apigateway.ResponseType.UNAUTHORIZED, 401, "Sign in again."),
    "Forbidden": _Refusal(
        "Forbidden", apigateway.ResponseType.ACCESS_DENIED, 403, "Ask the owner for access."
    ),
    "NotFound": _Refusal(
        "NotFound",
        apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN,
        404,
        "GET /openapi.json lists the routes.",
    ),
    "TooLarge": _Refusal(
        "TooLarge",
        apigateway.ResponseType.REQUEST_TOO_LARGE,
        413,
        "Upload files through POST /presigned-url.",
    ),
    "Throttled": _Refusal("Throttled", apigateway.ResponseType.THROTTLED, 429, _REPEAT),
    "TimedOut": _Refusal(
        "TimedOut",
        apigateway.ResponseType.INTEGRATION_TIMEOUT,
        504,
        "Ask over the WebSocket: it has no such limit.",
    ),
    "InvalidInput": _Refusal(
        "InvalidInput", apigateway.ResponseType.DEFAULT_4_XX, None, "Change the request."
    ),
    # The gateway's own status is 500, which clients do not repeat; but the authorizer was only too slow.
    "AuthorizerFailed": _Refusal(
        "Overloaded", apigateway.ResponseType.AUTHORIZER_FAILURE, 503, _REPEAT, _NOT_CHECKED
    ),
    "AuthorizerUnreachable": _Refusal(
        "Overloaded", apigateway.ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 503, _REPEAT, _NOT_CHECKED
    ),
    "Overloaded": _Refusal("Overloaded", apigateway.ResponseType.DEFAULT_5_XX, None, _REPEAT),
}
"""By the end of the construct's id."""


class RestApi(Construct):
    """A regional REST API in front of `serve_api` and `retrieve_passages`.

    OPTIONS goes to `serve_api` too, so that one function decides which origins may call.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: FunctionPlatform,
        serve: lambda_.IFunction,
        retrieve: lambda_.IFunction,
        authorize: lambda_.IFunction,
        rates: ApiRates,
    ) -> None:
        super().__init__(scope, construct_id)
        self.stage_name = STAGE
        self.log = logs.LogGroup(
            self, "AccessLog", retention=platform.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self.api = apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"{platform.prefix}-api",
            description="Quorum",
            # API Gateway writes logs with one role per account and region: `stacks.account`.
            cloud_watch_role=False,
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            binary_media_types=[],
            deploy_options=apigateway.StageOptions(
                stage_name=STAGE,
                throttling_rate_limit=rates.requests_per_second,
                throttling_burst_limit=rates.burst_requests,
                tracing_enabled=platform.tracing,
                logging_level=apigateway.MethodLoggingLevel.ERROR,
                metrics_enabled=True,
                access_log_destination=apigateway.LogGroupLogDestination(self.log),
                access_log_format=apigateway.AccessLogFormat.json_with_standard_fields(
                    caller=False,
                    http_method=True,
                    ip=True,
                    protocol=True,
                    request_time=True,
                    resource_path=True,
                    response_length=True,
                    status=True,
                    user=False,
                ),
            ),
        )
        self._keep_execution_log(platform.log_retention)
        authorizer = apigateway.RequestAuthorizer(
            self,
            "Token",
            handler=fits(authorize),
            identity_sources=[apigateway.IdentitySource.header("Authorization")],
            # A checked token is cached for a minute; the policy covers the whole stage.
            results_cache_ttl=Duration.seconds(60),
        )
        self._routes(serve, retrieve, authorizer)
        for name, refusal in _REFUSALS.items():
            self._refusal(f"Refused{name}", refusal)
        if rates.per_address_in_5_minutes:
            Firewall(
                self,
                "Firewall",
                prefix=platform.prefix,
                stage_arn=self.api.deployment_stage.stage_arn,
                requests_per_5_minutes=rates.per_address_in_5_minutes,
            )
        self._explain()

    def _keep_execution_log(self, retention: logs.RetentionDays) -> None:
        """Creates the log of the gateway's own errors; the gateway would keep one of its own for ever."""
        log = logs.LogGroup(
            self,
            "ExecutionLog",
            log_group_name=f"API-Gateway-Execution-Logs_{self.api.rest_api_id}/{STAGE}",
            retention=retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.api.deployment_stage.node.add_dependency(log)

    def _routes(
        self, serve: lambda_.IFunction, retrieve: lambda_.IFunction, authorizer: apigateway.IAuthorizer
    ) -> None:
        serving = apigateway.LambdaIntegration(fits(serve), allow_test_invoke=False)
        retrieving = apigateway.LambdaIntegration(fits(retrieve), allow_test_invoke=False)
        root = self.api.root
        for name in OPEN_ROUTES:
            route = root.add_resource(name)
            route.add_method("GET", serving)
            route.add_method("OPTIONS", serving)
        retrieval = root.add_resource("retrieve")
        retrieval.add_method(
            "POST", retrieving, authorizer=authorizer, authorization_type=apigateway.AuthorizationType.CUSTOM
        )
        retrieval.add_method("OPTIONS", serving)
        rest = root.add_resource("{proxy+}")
        rest.add_method(
            "ANY", serving, authorizer=authorizer, authorization_type=apigateway.AuthorizationType.CUSTOM
        )
        rest.add_method("OPTIONS", serving)

    def _refusal(self, construct_id: str, refusal: _Refusal) -> None:
        body = json.dumps(
            {
                "type": "about:blank",
                "title": refusal.title,
                **({"status": refusal.status} if refusal.status else {}),
                "detail": refusal.detail or "DETAIL",
                "remedy": refusal.remedy,
                "request_id": "$context.requestId",
            }
        ).replace('"DETAIL"', "$context.error.messageString")
        self.api.add_gateway_response(
            construct_id,
            type=refusal.kind,
            status_code=str(refusal.status) if refusal.status else None,
            # The page must be able to read the reason of a refusal; it contains no secrets.
            response_headers={"Access-Control-Allow-Origin": "method.request.header.Origin"},
            templates={"application/json": body},
        )

    def _explain(self) -> None:
        explain(
            self,
            {
                "AwsSolutions-APIG2": "The functions check every request against their contracts and answer "
                "with problem details; the gateway's validation could say less.",
                "AwsSolutions-APIG3": "The firewall is switched on by the profile `waf`.",
                "AwsSolutions-APIG4": "OPTIONS, /health and /openapi.json are open on purpose; every other "
                "method has the Lambda authorizer.",
                "AwsSolutions-COG4": "Our Lambda authorizer checks the pool's tokens, offline, and the "
                "one-time tickets of the WebSocket by the same code.",
            },
        )
