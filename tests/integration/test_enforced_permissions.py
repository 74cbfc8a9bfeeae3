"""Every function may do what its grants say and nothing else, tried on an emulator that enforces IAM.

The roles come from the catalogue and its one table of permissions, as in the stacks; each is tried with every
action of every grant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from genai_core.errors import Overloaded
from lambdas.catalogue import FUNCTIONS
from lambdas.catalogue.function_spec import FunctionSpec
from lambdas.catalogue.tables import TABLES
from local_runtime.servers import emulator
from local_runtime.servers.server import throwaway
from stacks.constructs.permissions import PERMISSIONS, ResourceRegistry, policy_grants

REGION, ACCOUNT = "us-east-1", "000000000000"
BUCKET = "documents"
POOL = f"{REGION}_nobody"
REFUSALS = {
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "AuthorizationErrorException",
    "403",
}


def arn(service: str, name: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name}"


FUNCTION_ARNS = {
    "wake_function": arn("lambda", "function:search"),
    "recognition_function": arn("lambda", "function:recognize"),
}


def machines() -> dict[str, tuple[str, ...]]:
    resources: dict[str, tuple[str, ...]] = {}
    targets = {target for permission in PERMISSIONS.values() for target in permission.actions}
    for target in (each for each in targets if each.endswith("_state_machine")):
        name = target.removesuffix("_state_machine")
        resources[f"{name}_state_machine"] = (arn("states", f"stateMachine:{name}"),)
        resources[f"{name}_state_machine_executions"] = (arn("states", f"execution:{name}:*"),)
    return resources


ARNS: dict[str, tuple[str, ...]] = {
    "bucket": (f"arn:aws:s3:::{BUCKET}",),
    "objects": (f"arn:aws:s3:::{BUCKET}/*",),
    "inbox_objects": (f"arn:aws:s3:::{BUCKET}/inbox/*",),
    "archive_objects": (f"arn:aws:s3:::{BUCKET}/archive/*",),
    "artifact_objects": (f"arn:aws:s3:::{BUCKET}/artifacts/*",),
    "model_catalogue": (arn("ssm", "parameter/quorum/models"),),
    "status_topic": (arn("sns", "status"),),
    "inbox_queue": (arn("sqs", "inbox"),),
    "inbox_dead_letters": (arn("sqs", "dead"),),
    **{target: (function,) for target, function in FUNCTION_ARNS.items()},
    "user_pool": (arn("cognito-idp", f"userpool/{POOL}"),),
    **machines(),
    **{f"{table.name}_table": (arn("dynamodb", f"table/{table.name}"),) for table in TABLES},
}


def queue(client: Any, target: str) -> str:
    name = "dead" if target == "inbox_dead_letters" else "inbox"
    return client.meta.endpoint_url + f"/{ACCOUNT}/{name}"


def machine(target: str) -> str:
    return arn("states", f"stateMachine:{target.partition('_')[0]}")


def execution(target: str) -> str:
    return arn("states", f"execution:{target.partition('_')[0]}:one")


def key(target: str) -> dict[str, Any]:
    spec = next(table for table in TABLES if f"{table.name}_table" == target)
    return {name: {"S": "x"} for name in (spec.partition_key, spec.sort_key) if name}


def call(client: Any, action: str, target: str) -> None:
    """Makes the call that an action is about, on the target."""
    name = target.removesuffix("_table")
    prefix = {"inbox_objects": "inbox", "archive_objects": "archive"}.get(target, "artifacts")
    calls: dict[str, Any] = {
        "dynamodb:GetItem": lambda: client.get_item(TableName=name, Key=key(target)),
        "dynamodb:BatchGetItem": lambda: client.batch_get_item(RequestItems={name: {"Keys": [key(target)]}}),
        "dynamodb:Query": lambda: client.query(
            TableName=name,
            KeyConditionExpression="#k = :v",
            ExpressionAttributeNames={"#k": next(iter(key(target)))},
            ExpressionAttributeValues={":v": {"S": "x"}},
        ),
        "dynamodb:Scan": lambda: client.scan(TableName=name),
        "dynamodb:PutItem": lambda: client.put_item(TableName=name, Item=key(target)),
        "dynamodb:UpdateItem": lambda: client.update_item(TableName=name, Key=key(target)),
        "dynamodb:DeleteItem": lambda: client.delete_item(TableName=name, Key=key(target)),
        "dynamodb:BatchWriteItem": lambda: client.batch_write_item(
            RequestItems={name: [{"PutRequest": {"Item": key(target)}}]}
        ),
        "s3:ListBucket": lambda: client.list_objects_v2(Bucket=BUCKET),
        "s3:GetObject": lambda: client.get_object(Bucket=BUCKET, Key=f"{prefix}/w/a.txt"),
        "s3:GetObjectVersion": lambda: client.get_object(
            Bucket=BUCKET, Key=f"{prefix}/w/a.txt", VersionId="null"
        ),
        "s3:PutObject": lambda: client.put_object(Bucket=BUCKET, Key=f"{prefix}/w/a.txt", Body=b"x"),
        "s3:DeleteObject": lambda: client.delete_object(Bucket=BUCKET, Key=f"{prefix}/w/none.txt"),
        "ssm:GetParameter": lambda: client.get_parameter(Name="/quorum/models"),
        "sns:Publish": lambda: client.publish(TopicArn=arn("sns", "status"), Message="x"),
        "sqs:ReceiveMessage": lambda: client.receive_message(QueueUrl=queue(client, target)),
        "sqs:SendMessage": lambda: client.send_message(QueueUrl=queue(client, target), MessageBody="x"),
        "sqs:GetQueueAttributes": lambda: client.get_queue_attributes(QueueUrl=queue(client, target)),
        "lambda:InvokeFunction": lambda: client.invoke(
            FunctionName=FUNCTION_ARNS[target], InvocationType="Event"
        ),
        "cognito-idp:AdminGetUser": lambda: client.admin_get_user(UserPoolId=POOL, Username="ann"),
        "cognito-idp:ListUsers": lambda: client.list_users(UserPoolId=POOL, Filter='sub = "x"'),
        "states:ListExecutions": lambda: client.list_executions(stateMachineArn=machine(target)),
        "states:StartExecution": lambda: client.start_execution(stateMachineArn=machine(target)),
        "states:DescribeExecution": lambda: client.describe_execution(executionArn=execution(target)),
        "states:StopExecution": lambda: client.stop_execution(executionArn=execution(target)),
    }
    calls[action]()


# Each needs something that the emulator has not, or a handle that only a granted call gives.
NOT_TRIED = {
    "dynamodb:ConditionCheckItem", "s3:AbortMultipartUpload",
    "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
    "states:StartSyncExecution", "execute-api:ManageConnections", "rds-db:connect", "es:ESHttp*",
    "secretsmanager:GetSecretValue", "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream",
    "bedrock:Rerank", "bedrock:ApplyGuardrail", "sagemaker:InvokeEndpoint",
    "sagemaker:InvokeEndpointWithResponseStream",
}  # fmt: skip
TRIED = sorted(
    {
        (action, target)
        for permission in PERMISSIONS.values()
        for target, actions in permission.actions.items()
        for action in actions
        if action not in NOT_TRIED
    }
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """An emulator that checks signatures and policies, with what the grants are about."""

    def describe(home: Any, port: int) -> Any:
        server = emulator.server(home, port, keeps=False)
        return replace(server, environment={**server.environment, "AUTH": "true"})

    try:
        with throwaway(describe) as server:
            prepare(server.url)
            yield server.url
    except Overloaded as error:
        pytest.fail(str(error))


def client_of(url: str, service: str, keys: tuple[str, str, str]) -> Any:
    access, secret, token = keys
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id=access,
        aws_secret_access_key=secret,
        aws_session_token=token or None,
        config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}, inject_host_prefix=False),
    )


def prepare(url: str) -> None:
    root = ("test", "test", "")
    tables = client_of(url, "dynamodb", root)
    for spec in TABLES:
        names = [name for name in (spec.partition_key, spec.sort_key) if name]
        tables.create_table(
            TableName=spec.name,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": name, "KeyType": "RANGE" if number else "HASH"}
                for number, name in enumerate(names)
            ],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        )  # fmt: skip
    objects = client_of(url, "s3", root)
    objects.create_bucket(Bucket=BUCKET)
    for prefix in ("inbox", "artifacts"):
        objects.put_object(Bucket=BUCKET, Key=f"{prefix}/w/a.txt", Body=b"x")
    client_of(url, "ssm", root).put_parameter(Name="/quorum/models", Value="[]", Type="String")
    client_of(url, "sns", root).create_topic(Name="status")
    for name in ("inbox", "dead"):
        client_of(url, "sqs", root).create_queue(QueueName=name)


@pytest.fixture(scope="module")
def keys(address: str) -> dict[str, tuple[str, str, str]]:
    """Access keys by function, each with the policy that the stacks write for it."""
    iam = client_of(address, "iam", ("test", "test", ""))
    made_keys: dict[str, tuple[str, str, str]] = {}
    for spec in FUNCTIONS:
        iam.create_user(UserName=spec.name)
        statements = [
            {"Effect": "Allow", "Action": list(each.actions), "Resource": list(each.resources)}
            for each in policy_grants(spec.grants, ResourceRegistry(arns=ARNS))
        ]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        if statements:
            iam.put_user_policy(UserName=spec.name, PolicyName="grants", PolicyDocument=policy)
        made = iam.create_access_key(UserName=spec.name)["AccessKey"]
        made_keys[spec.name] = (made["AccessKeyId"], made["SecretAccessKey"], "")
    return made_keys


@cache
def granted(spec: FunctionSpec) -> frozenset[tuple[str, str]]:
    return frozenset(
        (action, target)
        for grant in spec.grants
        for target, actions in PERMISSIONS[grant].actions.items()
        for action in actions
    )


def covers(spec: FunctionSpec, action: str, target: str) -> bool:
    """Tells whether the function's grants allow an action on a target, by a wider one if need be."""
    wider = {"inbox_objects", "archive_objects", "artifact_objects"} if target == "objects" else {"objects"}
    targets = {target, *(wider if target.endswith("_objects") else ())}
    # The object that stands for all objects is an artifact.
    targets |= {"artifact_objects"} if target == "objects" else set()
    return any((action, each) in granted(spec) for each in targets)


@pytest.mark.parametrize("spec", FUNCTIONS, ids=lambda spec: spec.name)
def test_a_function_is_refused_what_it_was_not_granted_and_allowed_what_it_was(
    spec: FunctionSpec, address: str, keys: dict[str, tuple[str, str, str]]
) -> None:
    clients = {
        service: client_of(address, {"states": "stepfunctions"}.get(service, service), keys[spec.name])
        for service in {action.partition(":")[0] for action, _ in TRIED}
    }
    wrong: list[str] = []
    for action, target in TRIED:
        code = ""
        try:
            call(clients[action.partition(":")[0]], action, target)
        except ClientError as error:
            code = error.response["Error"]["Code"]
        if (code in REFUSALS) is covers(spec, action, target):
            wrong.append(f"{action} on {target}: {code or 'allowed'}")
    assert wrong == []


def test_every_action_of_a_grant_is_tried_or_named_as_not_tried() -> None:
    actions = {action for each in PERMISSIONS.values() for some in each.actions.values() for action in some}
    assert actions == {action for action, _ in TRIED} | (NOT_TRIED & actions)


def test_a_wrong_key_and_none_at_all_are_refused(address: str) -> None:
    with pytest.raises(ClientError, match=r"InvalidAccessKeyId|UnrecognizedClient|InvalidClientTokenId"):
        client_of(address, "dynamodb", ("AKIA" + "A" * 16, "wrong", "")).list_tables()
