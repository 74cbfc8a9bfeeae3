"""What each grant of the function catalogue means: actions on targets, and the settings it needs.

The only mapping from `lambdas.catalogue.Grant` to IAM. A target is a name; the stacks register
the ARNs it stands for (`ResourceRegistry`). A target without ARNs, as the database of the laptop, gives no
statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from genai_core.settings import variable
from lambdas.catalogue.function_spec import FunctionSpec, Grant
from lambdas.catalogue.tables import TABLES
from stacks.constructs.strict_role import PolicyGrant

READ_ITEMS = ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")
WRITE_ITEMS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
)
SWEEP_ITEMS = ("dynamodb:Scan", "dynamodb:PutItem", "dynamodb:BatchWriteItem")
"""Only the function that erases leftovers of deleted workspaces scans whole tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Actions by target, and the names of the settings that say where the target is."""

    actions: Mapping[str, tuple[str, ...]]
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRegistry:
    """What functions can be granted: ARNs by target, and values by setting name."""

    arns: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    settings: Mapping[str, str] = field(default_factory=dict[str, str])

    def __or__(self, other: ResourceRegistry) -> ResourceRegistry:
        return ResourceRegistry(
            arns={**self.arns, **other.arns}, settings={**self.settings, **other.settings}
        )


def _tables() -> dict[str, Permission]:
    permissions: dict[str, Permission] = {}
    for table in TABLES:
        target = f"{table.name}_table"
        permissions[f"{table.name}:read"] = Permission(actions={target: READ_ITEMS}, settings=(target,))
        permissions[f"{table.name}:write"] = Permission(actions={target: WRITE_ITEMS}, settings=(target,))
    return permissions


def _standard(name: str) -> Permission:
    """Executions of a Standard machine can be looked at and stopped; those of an Express one cannot."""
    machine = f"{name}_state_machine"
    return Permission(
        actions={
            machine: ("states:StartExecution",),
            f"{machine}_executions": ("states:DescribeExecution", "states:StopExecution"),
        },
        settings=(f"{machine}_arn",),
    )


def _database(*reader: str) -> Permission:
    """Signs in as the user who may write, or as the one named, if the deployment has it."""
    settings = ("database_host", "database_port", "database_name", "database_user", "database_auth")
    others = ("opensearch_url", "opensearch_auth", "store", "store_url", "store_secret")
    return Permission(
        actions={
            (reader or ("database_user",))[0]: ("rds-db:connect",),
            "search_domain": ("es:ESHttp*",),
            "store_secret": ("secretsmanager:GetSecretValue",),
        },
        settings=(*settings, *reader, *others),
    )


PERMISSIONS: Mapping[str, Permission] = {
    **_tables(),
    "tables:sweep": Permission(
        actions={f"{table.name}_table": SWEEP_ITEMS for table in TABLES},
        settings=tuple(f"{table.name}_table" for table in TABLES),
    ),
    "blobs:read": Permission(
        actions={"bucket": ("s3:ListBucket",), "objects": ("s3:GetObject",)}, settings=("documents_bucket",)
    ),
    "blobs:write": Permission(
        actions={"objects": ("s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload")},
        settings=("documents_bucket",),
    ),
    "archive:read": Permission(
        actions={"bucket": ("s3:ListBucket",), "archive_objects": ("s3:GetObject",)},
        settings=("documents_bucket",),
    ),
    "inbox:read": Permission(actions={"inbox_objects": ("s3:GetObject",)}, settings=("documents_bucket",)),
    # Of a link, which is to one version of a file.
    "inbox:link": Permission(
        actions={"inbox_objects": ("s3:GetObjectVersion",)}, settings=("documents_bucket",)
    ),
    "artifacts:write": Permission(
        actions={"artifact_objects": ("s3:PutObject", "s3:AbortMultipartUpload")},
        settings=("documents_bucket",),
    ),
    "database:read": _database("database_reader"),
    "database:write": _database(),
    "database:wake": Permission(
        actions={"wake_function": ("lambda:InvokeFunction",)}, settings=("wake_function",)
    ),
    "models:invoke": Permission(
        actions={
            "bedrock_models": ("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"),
            "bedrock_guardrails": ("bedrock:ApplyGuardrail",),
            "sagemaker_endpoints": (
                "sagemaker:InvokeEndpoint",
                "sagemaker:InvokeEndpointWithResponseStream",
            ),
            "model_secrets": ("secretsmanager:GetSecretValue",),
        }
    ),
    "images:recognize": Permission(
        actions={"recognition_function": ("lambda:InvokeFunction",)}, settings=("recognition_function",)
    ),
    "encoders:invoke": Permission(
        actions={
            "encoder_models": ("bedrock:InvokeModel",),
            "encoder_endpoints": ("sagemaker:InvokeEndpoint",),
            "encoder_secrets": ("secretsmanager:GetSecretValue",),
        },
        settings=("embedder_path", "encoders"),
    ),
    "reranker:invoke": Permission(
        actions={
            "reranker_api": ("bedrock:Rerank",),
            "reranker_model": ("bedrock:InvokeModel",),
            "reranker_endpoint": ("sagemaker:InvokeEndpoint",),
        }
    ),
    "catalogue:read": Permission(
        actions={"model_catalogue": ("ssm:GetParameter",)}, settings=("model_catalogue_parameter",)
    ),
    "websocket:send": Permission(
        actions={"websocket_connections": ("execute-api:ManageConnections",)},
        settings=("websocket_management_url",),
    ),
    "status:publish": Permission(actions={"status_topic": ("sns:Publish",)}, settings=("status_topic_arn",)),
    "inbox:receive": Permission(
        actions={
            "inbox_queue": (
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:ChangeMessageVisibility",
                "sqs:GetQueueAttributes",
            )
        }
    ),
    "inbox:watch": Permission(
        actions={
            "inbox_queue": ("sqs:GetQueueAttributes",),
            "inbox_dead_letters": ("sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
        },
        settings=("inbox_queue_url", "inbox_dead_letters_url"),
    ),
    "inbox:redrive": Permission(
        actions={
            "inbox_queue": ("sqs:SendMessage",),
            "inbox_dead_letters": ("sqs:ReceiveMessage", "sqs:DeleteMessage"),
        },
        settings=("inbox_queue_url", "inbox_dead_letters_url"),
    ),
    "users:read": Permission(
        actions={"user_pool": ("cognito-idp:AdminGetUser", "cognito-idp:ListUsers")},
        settings=("user_pool_id",),
    ),
    "answer:start": Permission(
        actions={"answer_state_machine": ("states:StartExecution", "states:StartSyncExecution")},
        settings=("answer_state_machine_arn",),
    ),
    "replay:start": Permission(
        actions={"replay_state_machine": ("states:StartExecution",)}, settings=("replay_state_machine_arn",)
    ),
    "ingest:start": _standard("ingest"),
    "ingest:queue": Permission(
        actions={
            "ingest_state_machine": ("states:ListExecutions",),
            "inbox_queue": ("sqs:SendMessage", "sqs:GetQueueAttributes"),
        },
        settings=("inbox_queue_url",),
    ),
    "delete:start": _standard("delete"),
    "move:start": _standard("move"),
}


WILDCARDS: Mapping[str, str] = {
    "objects": "A document's key is known when it is dropped, not when the stack is deployed; workspaces "
    "are told apart by the functions, which check membership.",
    "inbox_objects": "A document's key is known when it is dropped, not when the stack is deployed.",
    "archive_objects": "A document's key is known when it is indexed, not when the stack is deployed.",
    "artifact_objects": "A document's key is known when it is dropped, not when the stack is deployed.",
    "search_domain": "Requests of one engine differ by HTTP method only; the domain is Quorum's own.",
    "bedrock_models": "An inference profile chooses the region of each call; the model is named, unless the "
    "profile is one that hides its models.",
    "store_secret": "Secrets Manager adds six random characters to a secret's name.",
    "encoder_secrets": "Secrets Manager adds six random characters to a secret's name.",
    "reranker_api": "The action has no resource; the model it names is checked by its own right.",
    "model_secrets": "Secrets Manager adds six random characters to a secret's name.",
    "websocket_connections": "Connections are named when they open.",
    "ingest_state_machine_executions": "Executions are named by document and version.",
    "delete_state_machine_executions": "Executions are named by document.",
    "move_state_machine_executions": "Executions are named by workspace and attempt.",
}
"""Why a target's ARNs, or its actions, hold a wildcard."""


def policy_grants(grants: tuple[Grant, ...], registry: ResourceRegistry) -> Iterator[PolicyGrant]:
    """Yields one policy grant per target, with sorted, distinct actions."""
    by_target: dict[str, set[str]] = {}
    for grant in grants:
        for target, actions in PERMISSIONS[grant].actions.items():
            by_target.setdefault(target, set()).update(actions)
    for target, actions in sorted(by_target.items()):
        if resources := registry.arns.get(target):
            reason = WILDCARDS.get(target, "")
            yield PolicyGrant(actions=tuple(sorted(actions)), resources=resources, reason=reason)


def environment(spec: FunctionSpec, registry: ResourceRegistry) -> dict[str, str]:
    """Returns the sections of the configuration, what the grants need and what the function names."""
    needed = {*spec.settings, *(name for grant in spec.grants for name in PERMISSIONS[grant].settings)}
    return {
        variable(path): value
        for path, value in sorted(registry.settings.items())
        if path in needed or "." in path
    }
