"""Composes what the doors do from the stores and workflows of this deployment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from genai_core.ports.feedback_store import FeedbackStore
from genai_core.settings import settings
from genai_core.usecases.accept_question import AcceptQuestion
from genai_core.usecases.begin_move import BeginMove
from genai_core.usecases.change_workspace import ChangeWorkspace
from genai_core.usecases.create_workspace import CreateWorkspace
from genai_core.usecases.delete_workspace import DeleteWorkspace
from genai_core.usecases.follow_run import FollowRun
from genai_core.usecases.give_feedback import GiveFeedback
from genai_core.usecases.learn_from_feedback import LearnFromFeedback
from genai_core.usecases.list_documents import ListDocuments
from genai_core.usecases.sign_upload import SignUpload
from genai_core.usecases.withdraw_document import WithdrawDocument
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import (
    dynamo_table,
    event_sink,
    judgement_store,
    model_catalogue,
    run_store,
    workflow_starter,
    workspace_store,
)

if TYPE_CHECKING:
    from genai_core.domain.workspaces import Engine
    from genai_core.usecases.start_ingestion import StartIngestion


@cache
def accept_question() -> AcceptQuestion:
    """Returns the door of both APIs for questions."""
    return AcceptQuestion(
        runs=run_store(),
        workspaces=workspace_store(),
        workflows=workflow_starter(),
        clock=clock(),
        max_question_chars=settings().max_question_chars,
    )


@cache
def follow_run() -> FollowRun:
    """Returns cancelling and resuming."""
    return FollowRun(run_store(), event_sink())


@cache
def create_workspace() -> CreateWorkspace:
    """Returns the creation of workspaces."""
    return CreateWorkspace(workspace_store(), clock(), cast("Engine", settings().search_engine))


@cache
def change_workspace() -> ChangeWorkspace:
    """Returns the change of workspaces."""
    from genai_core.wiring.retrieval import engines

    begin_move = BeginMove(workspace_store(), workflow_starter(), engines())
    return ChangeWorkspace(workspace_store(), model_catalogue(), begin_move)


@cache
def delete_workspace() -> DeleteWorkspace:
    """Returns the deletion of workspaces."""
    return DeleteWorkspace(workspace_store(), start_ingestion().documents, withdraw_document())


@cache
def list_documents() -> ListDocuments:
    """Returns the reading of documents."""
    return ListDocuments(workspace_store(), start_ingestion().documents)


@cache
def withdraw_document() -> WithdrawDocument:
    """Returns the deletion of documents."""
    from genai_core.adapters.s3.inbox import S3Inbox

    inbox = S3Inbox(aws_client("s3"), settings().require("documents_bucket"))
    return WithdrawDocument(list_documents().one, inbox, start_ingestion().delete)


@cache
def sign_upload() -> SignUpload:
    """Returns the signing of uploads."""
    from genai_core.adapters.s3.upload_signer import S3UploadSigner

    here = settings()
    signer = S3UploadSigner(aws_client("s3"), here.require("documents_bucket"))
    return SignUpload(workspace_store(), signer, here.max_document_bytes)


@cache
def give_feedback() -> GiveFeedback:
    """Returns the keeping of feedback."""
    learn = LearnFromFeedback(run_store(), judgement_store(), clock())
    return GiveFeedback(run_store(), feedback_store(), clock(), learn)


@cache
def feedback_store() -> FeedbackStore:
    """Returns the feedback."""
    from genai_core.adapters.dynamodb.feedback_store import DynamoFeedbackStore

    return DynamoFeedbackStore(dynamo_table("sessions_table"))


def start_ingestion() -> StartIngestion:
    """Returns the start of ingestions; loaded late, because most requests are not about documents."""
    from genai_core.wiring.ingestion import start_ingestion as start

    return start()
