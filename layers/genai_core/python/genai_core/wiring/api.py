"""Builds the use cases behind the REST and WebSocket APIs."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from genai_core.ports.feedback_store import FeedbackStore
from genai_core.settings import settings
from genai_core.usecases.answering.accept_question import AcceptQuestion
from genai_core.usecases.answering.bind_connection import BindConnection
from genai_core.usecases.answering.follow_run import FollowRun
from genai_core.usecases.answering.give_feedback import GiveFeedback
from genai_core.usecases.answering.learn_from_feedback import LearnFromFeedback
from genai_core.usecases.answering.read_conversations import ReadConversations
from genai_core.usecases.answering.show_run import ShowRun
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.read_chunks import ReadChunks
from genai_core.usecases.ingestion.read_content import ReadContent
from genai_core.usecases.ingestion.sign_upload import SignUpload
from genai_core.usecases.ingestion.withdraw_document import WithdrawDocument
from genai_core.usecases.workspaces.answer_invitation import AnswerInvitation
from genai_core.usecases.workspaces.begin_move import BeginMove
from genai_core.usecases.workspaces.change_workspace import ChangeWorkspace
from genai_core.usecases.workspaces.create_workspace import CreateWorkspace
from genai_core.usecases.workspaces.delete_workspace import DeleteWorkspace
from genai_core.usecases.workspaces.invite_address import InviteAddress
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.documents import inbox, readable_quotes
from genai_core.wiring.storage import (
    connection_store,
    conversation_store,
    deleted_workspaces,
    dynamo_table,
    event_sink,
    judgement_store,
    model_catalogue,
    run_store,
    workflow_starter,
    workspace_store,
)

if TYPE_CHECKING:
    from genai_core.usecases.ingestion.start_ingestion import StartIngestion


@cache
def accept_question() -> AcceptQuestion:
    """Returns the use case that accepts questions from both APIs."""
    return AcceptQuestion(
        runs=run_store(),
        workspaces=workspace_store(),
        workflows=workflow_starter(),
        clock=clock(),
        max_question_chars=settings().limits.question_chars,
        quotes=readable_quotes(),
    )


@cache
def follow_run() -> FollowRun:
    """Returns the use case that cancels and resumes runs."""
    return FollowRun(
        runs=run_store(),
        workspaces=workspace_store(),
        sink=event_sink(),
        quotes=readable_quotes(),
        bind=BindConnection(run_store(), connection_store()),
        clock=clock(),
    )


@cache
def show_run() -> ShowRun:
    """Returns the use case that shows runs."""
    return ShowRun(run_store(), workspace_store(), readable_quotes())


@cache
def read_conversations() -> ReadConversations:
    """Returns the use case that reads conversations."""
    return ReadConversations(conversation_store(), workspace_store(), readable_quotes())


@cache
def create_workspace() -> CreateWorkspace:
    """Returns the use case that creates workspaces."""
    from genai_core.wiring.embedding import encoders

    here = settings()
    return CreateWorkspace(
        workspace_store(),
        clock(),
        here.search_engine,
        encoders(),
        _invitations_last(),
        here.limits.workspace_creators,
    )


@cache
def change_workspace() -> ChangeWorkspace:
    """Returns the use case that changes workspaces."""
    from genai_core.wiring.engines import backends

    begin_move = BeginMove(workspace_store(), workflow_starter(), backends())
    return ChangeWorkspace(workspace_store(), model_catalogue(), begin_move, clock(), _invitations_last())


@cache
def answer_invitation() -> AnswerInvitation:
    """Returns the use case that answers invitations."""
    return AnswerInvitation(workspace_store(), clock())


@cache
def invite_address() -> InviteAddress:
    """Returns the use case that invites e-mail addresses."""
    return InviteAddress(workspace_store(), clock(), _invitations_last())


@cache
def delete_workspace() -> DeleteWorkspace:
    """Returns the use case that deletes workspaces."""
    start = start_ingestion()
    return DeleteWorkspace(
        workspaces=workspace_store(),
        documents=start.documents,
        blobs=start.blobs,
        withdraw=withdraw_document(),
        deleted=deleted_workspaces(),
        clock=clock(),
    )


@cache
def list_documents() -> ListDocuments:
    """Returns the use case that lists documents."""
    return ListDocuments(workspace_store(), start_ingestion().documents)


@cache
def read_chunks() -> ReadChunks:
    """Returns the use case that reads documents' chunks."""
    return ReadChunks(list_documents().document, start_ingestion().blobs)


@cache
def withdraw_document() -> WithdrawDocument:
    """Returns the use case that deletes documents."""
    start = start_ingestion()
    return WithdrawDocument(list_documents().document, inbox(), start.mark_deleted, start.delete)


@cache
def read_content() -> ReadContent:
    """Returns the use case that reads documents' texts."""
    from genai_core.adapters.s3.link_signer import S3LinkSigner

    links = S3LinkSigner(aws_client("s3"), settings().require("documents_bucket"))
    return ReadContent(list_documents().document, start_ingestion().blobs, links)


@cache
def sign_upload() -> SignUpload:
    """Returns the use case that signs uploads."""
    from genai_core.adapters.s3.upload_signer import S3UploadSigner

    here = settings()
    signer = S3UploadSigner(aws_client("s3"), here.require("documents_bucket"))
    return SignUpload(workspace_store(), list_documents().documents, signer, here.limits.document_bytes)


@cache
def give_feedback() -> GiveFeedback:
    """Returns the use case that stores feedback."""
    learn = LearnFromFeedback(run_store(), judgement_store(), clock())
    return GiveFeedback(run_store(), workspace_store(), feedback_store(), clock(), learn)


@cache
def feedback_store() -> FeedbackStore:
    """Returns the feedback store."""
    from genai_core.adapters.dynamodb.feedback_store import DynamoFeedbackStore

    return DynamoFeedbackStore(dynamo_table("sessions_table"))


def start_ingestion() -> StartIngestion:
    """Returns the use case that starts ingestions; loaded late, because most requests do not need it."""
    from genai_core.wiring.document_states import start_ingestion as start

    return start()


def _invitations_last() -> timedelta:
    return timedelta(days=settings().limits.invitation_days)
