"""The stack that answers questions: both APIs, the state machine and its functions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from stacks.constructs import rest_api, socket_api
from stacks.constructs.api_rates import ApiRates
from stacks.constructs.function_set import FunctionSet
from stacks.constructs.library_types import fits
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.reasons import explain
from stacks.constructs.standard_function import FunctionPlatform
from stacks.constructs.workflow import Placeholders, Workflow

STEPS = (
    "replay_question",
    "prepare_question",
    "expand_question",
    "search_dense",
    "search_lexical",
    "fuse_passages",
    "publish_passages",
    "ask_model",
    "reach_consensus",
    "record_answer",
)


class ChatApiStack(Stack):
    """The REST API, the WebSocket API and `answer_question`.

    Args:
        endpoint: One address that serves every AWS API, for an emulator; None on AWS.
        status_topic: Status events of documents; they are forwarded to the members' connections.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: FunctionPlatform,
        registry: ResourceRegistry,
        definitions: Path,
        endpoint: str | None,
        rates: ApiRates,
        status_topic: sns.Topic,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: questions and answers", **stack)
        self._platform, self._definitions = platform, definitions
        self.socket = self._socket(endpoint, rates)
        connections = ResourceRegistry(
            arns={"websocket_connections": (self.socket.connections_arn,)},
            settings={"websocket_management_url": self.socket.management_url},
        )
        self.functions = FunctionSet(self, "Functions", platform=platform, registry=registry | connections)
        self.functions.add(*STEPS, "authorize_request", "retrieve_passages", "publish_status")
        self.answer = self._workflow("AnswerQuestion", "answer_question", express=True)
        self.replay = self._workflow("ReplayQuestion", "answer_question_replay", express=False)
        self.functions.add(
            "serve_api", "receive_frame", registry=self._answer_registry() | self._wake_registry()
        )
        self.socket.attach(
            receive=self.functions["receive_frame"], authorize=self.functions["authorize_request"]
        )
        self.rest = self._rest(rates)
        subscription = status_topic.add_subscription(
            fits(subscriptions.LambdaSubscription(fits(self.functions["publish_status"])))
        )
        if platform.release.is_versioned("publish_status"):
            reason = "SNS calls the alias of a function as it calls the function."
            explain(subscription, {"CloudFormation-Validate::W3694": reason})
        self._outputs()

    def _socket(self, endpoint: str | None, rates: ApiRates) -> socket_api.SocketApi:
        return socket_api.SocketApi(
            self,
            "Socket",
            platform=self._platform,
            endpoint=endpoint,
            rates=rates,
        )

    def _rest(self, rates: ApiRates) -> rest_api.RestApi:
        return rest_api.RestApi(
            self,
            "Rest",
            platform=self._platform,
            rates=rates,
            serve=self.functions["serve_api"],
            retrieve=self.functions["retrieve_passages"],
            authorize=self.functions["authorize_request"],
        )

    def _workflow(self, construct_id: str, name: str, *, express: bool) -> Workflow:
        return Workflow(
            self,
            construct_id,
            name=name,
            platform=self._platform,
            definition=self._definitions / f"{name}.yaml",
            kind="express" if express else "standard",
            placeholders=Placeholders(functions=self.functions.targets),
        )

    def _answer_registry(self) -> ResourceRegistry:
        return ResourceRegistry(
            arns={
                "answer_state_machine": (self.answer.arn,),
                "replay_state_machine": (self.replay.arn,),
            },
            settings={
                "answer_state_machine_arn": self.answer.arn,
                "replay_state_machine_arn": self.replay.arn,
            },
        )

    def _wake_registry(self) -> ResourceRegistry:
        """Returns the function whose call wakes the database; empty unless `wake_on_connect` is set."""
        if not self._platform.wakes_database:
            return ResourceRegistry()
        arn = self.functions["search_lexical"].function_arn
        return ResourceRegistry(arns={"wake_function": (arn,)}, settings={"wake_function": arn})

    def _outputs(self) -> None:
        values: Mapping[str, str] = {
            "RestApiId": self.rest.api.rest_api_id,
            "RestApiStage": rest_api.STAGE,
            "WebSocketApiId": self.socket.api.api_id,
            "WebSocketApiStage": socket_api.STAGE,
            "AnswerStateMachineArn": self.answer.arn,
            "ReplayStateMachineArn": self.replay.arn,
        }
        for name, value in values.items():
            CfnOutput(self, name, value=value)
