"""Ingestion from the inbox to the index, and back out again."""

from __future__ import annotations

from typing import Any, cast

import pytest

from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.domain.identifiers import DEFAULT_ENCODER, WorkspaceId, document_id
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.errors import Conflict, NotFound, Overloaded
from genai_core.usecases.ingestion.index_document import IndexDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_embedded
from genai_core.usecases.ingestion.reconcile_documents import ReconcileDocuments
from genai_core.usecases.ingestion.record_failure import readable_reason
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W

OTHER = WorkspaceId("w2")
TEXT = "\n\n".join(f"Paragraph {number} speaks of relay {number}. " + "word " * 60 for number in range(9))


@pytest.fixture
def backend() -> IngestionBackend:
    return IngestionBackend()


def test_a_dropped_document_becomes_ready_with_all_its_chunks(backend: IngestionBackend) -> None:
    assert backend.drop("a/b.txt", TEXT) == "started"
    document = backend.document("a/b.txt")
    assert document.status is DocumentStatus.READY
    assert (document.title, document.document_type, document.reason) == ("b.txt", "txt", "")
    assert document.chunk_count == backend.index.count(W) > 3


def test_vectors_and_packed_tokens_come_back_from_the_blobs_as_they_were(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    document = backend.document("b.txt")
    version = DocumentVersion(W, document.document_id, document.path, document.content_hash)
    embedded = load_embedded(backend.blobs, version)
    assert [item.chunk.ordinal for item in embedded] == list(range(document.chunk_count))
    texts = [item.chunk.searchable_text for item in embedded]
    embedder = backend.embedder(DEFAULT_ENCODER)
    basis = embedder.profile.basis
    assert basis is not None
    vectors, tokens = embedder.embed_tokens(texts)
    for item, vector, token_vectors in zip(embedded, vectors, tokens, strict=True):
        assert item.vector.tolist() == vector.tolist()
        assert item.packed_tokens == basis.pack(token_vectors)
        assert item.chunk.metadata == {"author": "Ada", "source": "b.txt", "type": "txt"}


def test_the_same_event_five_times_is_one_execution_and_one_set_of_chunks(backend: IngestionBackend) -> None:
    outcomes = [backend.drop("b.txt", TEXT) for _ in range(5)]
    assert outcomes == ["started"] + ["unchanged"] * 4
    assert len(backend.workflows.started) == 1
    assert backend.index.count(W) == backend.document("b.txt").chunk_count


def test_an_event_whose_first_delivery_failed_is_processed_under_the_same_name(
    backend: IngestionBackend,
) -> None:
    backend.hold = True
    backend.drop("b.txt", TEXT)
    ((workflow, name, _),) = backend.workflows.started
    backend.workflows.started.clear()
    assert backend.drop("b.txt", TEXT) == "started"
    assert [(started[0], started[1]) for started in backend.workflows.started] == [(workflow, name)]
    assert len(name) <= 80


def test_changed_bytes_replace_the_old_chunks(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    created = backend.document("b.txt").created_at
    assert backend.drop("b.txt", "Only this remains.") == "started"
    assert backend.index.count(W) == 1
    assert backend.document("b.txt").chunk_count == 1
    assert backend.document("b.txt").created_at == created


def test_an_object_removed_from_the_inbox_takes_everything_with_it(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    backend.blobs.delete("inbox/")
    assert backend.start(f"inbox/{W}/b.txt") == "deleting"
    assert backend.index.count(W) == 0
    assert list(backend.blobs.keys("artifacts/")) == []
    with pytest.raises(NotFound):
        backend.document("b.txt")
    assert backend.start(f"inbox/{W}/b.txt") == "ignored"


def test_a_late_removal_event_does_not_delete_what_lies_there_again(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    assert backend.start(f"inbox/{W}/b.txt") == "unchanged"
    assert backend.document("b.txt").status is DocumentStatus.READY


def test_the_same_bytes_may_come_back_after_a_deletion(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    backend.blobs.delete("inbox/")
    backend.start(f"inbox/{W}/b.txt")
    assert backend.drop("b.txt", TEXT) == "started"
    assert backend.document("b.txt").status is DocumentStatus.READY


def test_a_file_dropped_during_its_deletion_waits_for_the_next_delivery(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    document = backend.document("b.txt")
    backend.documents.advance(W, document.document_id, document.content_hash, DocumentStatus.DELETING)
    with pytest.raises(Overloaded, match="still being deleted"):
        backend.drop("b.txt", "new")


def test_a_broken_file_fails_with_step_and_reason_and_may_be_retried(backend: IngestionBackend) -> None:
    backend.drop("b.txt", "BROKEN")
    document = backend.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert document.failed_step == "extract_document"
    assert "'b.txt' is damaged" in document.reason
    assert backend.start.retry(W, document.document_id) == "started"
    assert len(backend.workflows.started) == 2
    assert backend.drop("b.txt", "repaired") == "started"
    assert backend.document("b.txt").status is DocumentStatus.READY
    assert backend.document("b.txt").reason == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [("x" * 10_001, "10001 bytes, more than the 10000 allowed"), ("", "The file is empty")],
)
def test_a_file_of_impossible_size_is_recorded_as_failed_unread(
    backend: IngestionBackend, text: str, reason: str
) -> None:
    assert backend.drop("b.txt", text) == "rejected"
    document = backend.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert reason in document.reason
    assert document.failed_step == "start_ingestion"
    assert backend.workflows.started == []


def test_a_file_for_an_unknown_workspace_is_recorded_where_an_operator_finds_it(
    backend: IngestionBackend,
) -> None:
    nowhere = WorkspaceId("nowhere")
    backend.blobs.put("inbox/nowhere/b.txt", b"text")
    assert backend.start("inbox/nowhere/b.txt") == "rejected"
    document = backend.documents.get(nowhere, document_id(nowhere, "b.txt"))
    assert "no workspace 'nowhere'" in document.reason


@pytest.mark.parametrize("key", ["inbox/w1/", "inbox/w1/folder/"])
def test_folders_are_ignored(backend: IngestionBackend, key: str) -> None:
    assert backend.start(key) == "ignored"


@pytest.mark.parametrize("key", ["inbox/w1", "artifacts/w1/d/x", "other", ""])
def test_a_key_that_names_no_workspace_is_misplaced(backend: IngestionBackend, key: str) -> None:
    assert backend.start(key) == "misplaced"


def test_a_late_older_execution_does_not_disturb_the_newer_version(
    backend: IngestionBackend,
) -> None:
    backend.hold = True
    backend.drop("b.txt", TEXT)
    backend.drop("b.txt", "The new text.")
    old, new = backend.held
    backend.ingest(new)
    backend.ingest(old)
    document = backend.document("b.txt")
    assert (document.status, document.content_hash) == (DocumentStatus.READY, new["content_hash"])
    assert backend.index.count(W) == 1


def test_an_old_version_written_last_gives_the_index_back_to_the_newer_one(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    old = backend.document("b.txt")
    version = DocumentVersion(W, old.document_id, old.path, old.content_hash)
    backend.documents.submit(old)

    class SlowIndex:
        """The newer version becomes ready while the old one is being written."""

        def __getattr__(self, name: str) -> object:
            return getattr(backend.index, name)

        def replace_document(self, *arguments: Any) -> None:
            if not switched:
                switched.append(True)
                backend.drop("b.txt", "The new text.")
            backend.index.replace_document(*arguments)

    switched: list[bool] = []
    slow = cast("MemorySearchIndex", SlowIndex())
    with pytest.raises(Conflict):
        IndexDocument(backend.documents, backend.blobs, slow, MemoryInbox(backend.blobs))(version)
    assert backend.index.count(W) == 1
    assert backend.document("b.txt").status is DocumentStatus.READY


def test_indexing_may_be_repeated_after_its_answer_was_lost(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    document = backend.document("b.txt")
    version = DocumentVersion(W, document.document_id, document.path, document.content_hash)
    assert backend.index_step(version).chunk_count == backend.index.count(W) == document.chunk_count


def test_the_reconciler_restarts_what_never_began_and_closes_what_stopped(backend: IngestionBackend) -> None:
    backend.hold = True
    backend.drop("never-begun.txt", TEXT)
    backend.drop("stopped.txt", TEXT)
    stopped = backend.document("stopped.txt")
    backend.documents.advance(W, stopped.document_id, stopped.content_hash, DocumentStatus.EMBEDDING)
    backend.workflows.started.clear()
    backend.hold = False
    reconcile = ReconcileDocuments(backend.documents, backend.workflows, backend.clock)
    assert reconcile(stale_after_s=3600).failed == 0, "nothing is stale yet"
    backend.clock.sleep(7200)
    done = reconcile(stale_after_s=3600)
    assert (done.restarted, done.failed) == (1, 1)
    assert backend.document("never-begun.txt").status is DocumentStatus.READY
    assert backend.document("stopped.txt").status is DocumentStatus.FAILED
    assert "Retry" in backend.document("stopped.txt").reason


def test_the_reconciler_begins_again_what_stopped_where_all_executions_are_gone(
    backend: IngestionBackend,
) -> None:
    backend.hold = True
    backend.drop("stopped.txt", TEXT)
    stopped = backend.document("stopped.txt")
    backend.documents.advance(W, stopped.document_id, stopped.content_hash, DocumentStatus.EMBEDDING)
    backend.hold = False
    backend.clock.sleep(5)
    done = ReconcileDocuments(backend.documents, backend.workflows, backend.clock)(
        stale_after_s=0, start_over=True
    )
    assert (done.restarted, done.failed) == (1, 0)
    assert backend.document("stopped.txt").status is DocumentStatus.READY


def test_the_reconciler_repeats_a_deletion_that_stood_still(backend: IngestionBackend) -> None:
    backend.drop("b.txt", TEXT)
    document = backend.document("b.txt")
    backend.documents.advance(W, document.document_id, document.content_hash, DocumentStatus.DELETING)
    backend.blobs.delete("inbox/")
    backend.clock.sleep(7200)
    reconcile = ReconcileDocuments(backend.documents, backend.workflows, backend.clock)
    assert reconcile(stale_after_s=3600).restarted == 1
    assert backend.index.count(W) == 0


@pytest.mark.parametrize(
    ("error", "cause", "reason"),
    [
        ("InvalidInput", '{"errorMessage": "it is empty", "errorType": "InvalidInput"}', "it is empty"),
        ("States.Timeout", "", "The step took too long. Retry the document; split it if that does not help."),
        ("Lambda.Unknown", "", "The step failed with 'Lambda.Unknown'. Retry the document."),
        ("X", "plain words", "plain words"),
        ("X", '"quoted"', "quoted"),
    ],
)
def test_a_cause_becomes_a_sentence(error: str, cause: str, reason: str) -> None:
    assert readable_reason(error, cause) == reason
