"""Ingestion from the inbox to the index, and back out again."""

from __future__ import annotations

import pytest

from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.domain.identifiers import DEFAULT_ENCODER, UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound, Overloaded
from genai_core.usecases.ingestion.index_document import IndexDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_embedded
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.publish_status import PublishStatus, StatusEvent
from genai_core.usecases.ingestion.reconcile_documents import ReconcileDocuments
from genai_core.usecases.ingestion.record_failure import readable_reason
from tests.unit.usecases.ingestion.ingestion_house import House, W

OTHER = WorkspaceId("w2")
TEXT = "\n\n".join(f"Paragraph {number} speaks of relay {number}. " + "word " * 60 for number in range(9))


@pytest.fixture
def house() -> House:
    return House()


def test_a_dropped_document_becomes_ready_with_all_its_chunks(house: House) -> None:
    assert house.drop("a/b.txt", TEXT) == "started"
    document = house.document("a/b.txt")
    assert document.status is DocumentStatus.READY
    assert (document.title, document.document_type, document.reason) == ("b.txt", "txt", "")
    assert document.chunk_count == house.index.count(W) > 3


def test_vectors_and_packed_tokens_come_back_from_the_blobs_as_they_were(house: House) -> None:
    house.drop("b.txt", TEXT)
    document = house.document("b.txt")
    version = DocumentVersion(W, document.document_id, document.path, document.content_hash)
    embedded = load_embedded(house.blobs, version)
    assert [item.chunk.ordinal for item in embedded] == list(range(document.chunk_count))
    texts = [item.chunk.searchable_text for item in embedded]
    embedder = house.embedder(DEFAULT_ENCODER)
    vectors, tokens = embedder.embed_tokens(texts)
    for item, vector, found in zip(embedded, vectors, tokens, strict=True):
        assert item.vector.tolist() == vector.tolist()
        assert item.packed_tokens == embedder.profile.basis.pack(found)
        assert item.chunk.metadata == {"author": "Ada", "source": "b.txt", "type": "txt"}


def test_the_same_event_five_times_is_one_execution_and_one_set_of_chunks(house: House) -> None:
    outcomes = [house.drop("b.txt", TEXT) for _ in range(5)]
    assert outcomes == ["started"] + ["unchanged"] * 4
    assert len(house.workflows.started) == 1
    assert house.index.count(W) == house.document("b.txt").chunk_count


def test_an_event_whose_first_delivery_died_before_the_start_is_taken_up_under_the_same_name(
    house: House,
) -> None:
    house.hold = True
    house.drop("b.txt", TEXT)
    ((workflow, name, _),) = house.workflows.started
    house.workflows.started.clear()
    assert house.drop("b.txt", TEXT) == "unchanged"
    assert [(found[0], found[1]) for found in house.workflows.started] == [(workflow, name)]
    assert len(name) <= 80


def test_changed_bytes_replace_the_old_chunks(house: House) -> None:
    house.drop("b.txt", TEXT)
    created = house.document("b.txt").created_at
    assert house.drop("b.txt", "Only this remains.") == "started"
    assert house.index.count(W) == 1
    assert house.document("b.txt").chunk_count == 1
    assert house.document("b.txt").created_at == created


def test_an_object_removed_from_the_inbox_takes_everything_with_it(house: House) -> None:
    house.drop("b.txt", TEXT)
    house.blobs.delete("inbox/")
    assert house.start(f"inbox/{W}/b.txt") == "deleting"
    assert house.index.count(W) == 0
    assert list(house.blobs.keys("artifacts/")) == []
    with pytest.raises(NotFound):
        house.document("b.txt")
    assert house.start(f"inbox/{W}/b.txt") == "ignored"


def test_a_late_removal_event_does_not_delete_what_lies_there_again(house: House) -> None:
    house.drop("b.txt", TEXT)
    assert house.start(f"inbox/{W}/b.txt") == "unchanged"
    assert house.document("b.txt").status is DocumentStatus.READY


def test_the_same_bytes_may_come_back_after_a_deletion(house: House) -> None:
    house.drop("b.txt", TEXT)
    house.blobs.delete("inbox/")
    house.start(f"inbox/{W}/b.txt")
    assert house.drop("b.txt", TEXT) == "started"
    assert house.document("b.txt").status is DocumentStatus.READY


def test_a_file_dropped_during_its_deletion_waits_for_the_next_delivery(house: House) -> None:
    house.drop("b.txt", TEXT)
    document = house.document("b.txt")
    house.documents.advance(W, document.document_id, document.content_hash, DocumentStatus.DELETING)
    with pytest.raises(Overloaded, match="still being deleted"):
        house.drop("b.txt", "new")


def test_a_broken_file_fails_with_step_and_reason_and_may_be_retried(house: House) -> None:
    house.drop("b.txt", "BROKEN")
    document = house.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert document.failed_step == "extract_document"
    assert "'b.txt' is damaged" in document.reason
    assert house.start.retry(W, document.document_id) == "started"
    assert len(house.workflows.started) == 2
    assert house.drop("b.txt", "mended") == "started"
    assert house.document("b.txt").status is DocumentStatus.READY
    assert house.document("b.txt").reason == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [("x" * 10_001, "10001 bytes, more than the 10000 allowed"), ("", "The file is empty")],
)
def test_a_file_of_impossible_size_is_recorded_as_failed_unread(house: House, text: str, reason: str) -> None:
    assert house.drop("b.txt", text) == "rejected"
    document = house.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert reason in document.reason
    assert document.failed_step == "start_ingestion"
    assert house.workflows.started == []


def test_a_file_for_an_unknown_workspace_is_recorded_where_an_operator_finds_it(house: House) -> None:
    nowhere = WorkspaceId("nowhere")
    house.blobs.put("inbox/nowhere/b.txt", b"text")
    assert house.start("inbox/nowhere/b.txt") == "rejected"
    document = house.documents.get(nowhere, document_id(nowhere, "b.txt"))
    assert "no workspace 'nowhere'" in document.reason


@pytest.mark.parametrize("key", ["inbox/w1/", "inbox/w1/folder/"])
def test_folders_are_ignored(house: House, key: str) -> None:
    assert house.start(key) == "ignored"


@pytest.mark.parametrize("key", ["inbox/w1", "artifacts/w1/d/x", "other", ""])
def test_a_key_that_names_no_workspace_is_misplaced(house: House, key: str) -> None:
    assert house.start(key) == "misplaced"


def test_an_older_execution_that_goes_on_does_not_disturb_the_newer_version(house: House) -> None:
    house.hold = True
    house.drop("b.txt", TEXT)
    house.drop("b.txt", "The new text.")
    old, new = house.held
    house.ingest(new)
    house.ingest(old)
    document = house.document("b.txt")
    assert (document.status, document.content_hash) == (DocumentStatus.READY, new["content_hash"])
    assert house.index.count(W) == 1


def test_an_old_version_written_last_gives_the_index_back_to_the_newer_one(house: House) -> None:
    house.drop("b.txt", TEXT)
    old = house.document("b.txt")
    version = DocumentVersion(W, old.document_id, old.path, old.content_hash)
    house.documents.submit(old)

    class SlowIndex:
        """The newer version becomes ready while the old one is being written."""

        def __getattr__(self, name: str) -> object:
            return getattr(house.index, name)

        def replace_document(self, *arguments: object) -> None:
            if not switched:
                switched.append(True)
                house.drop("b.txt", "The new text.")
            house.index.replace_document(*arguments)

    switched: list[bool] = []
    with pytest.raises(Conflict):
        IndexDocument(house.documents, house.blobs, SlowIndex(), MemoryInbox(house.blobs))(version)
    assert house.index.count(W) == 1
    assert house.document("b.txt").status is DocumentStatus.READY


def test_indexing_may_be_repeated_after_its_answer_was_lost(house: House) -> None:
    house.drop("b.txt", TEXT)
    document = house.document("b.txt")
    version = DocumentVersion(W, document.document_id, document.path, document.content_hash)
    assert house.index_step(version).chunk_count == house.index.count(W) == document.chunk_count


def test_the_reconciler_restarts_what_never_began_and_closes_what_stopped(house: House) -> None:
    house.hold = True
    house.drop("never-begun.txt", TEXT)
    house.drop("stopped.txt", TEXT)
    stopped = house.document("stopped.txt")
    house.documents.advance(W, stopped.document_id, stopped.content_hash, DocumentStatus.EMBEDDING)
    house.workflows.started.clear()
    house.hold = False
    reconcile = ReconcileDocuments(house.documents, house.workflows, house.clock)
    assert reconcile(stale_after_s=3600).failed == 0, "nothing is stale yet"
    house.clock.sleep(7200)
    done = reconcile(stale_after_s=3600)
    assert (done.restarted, done.failed) == (1, 1)
    assert house.document("never-begun.txt").status is DocumentStatus.READY
    assert house.document("stopped.txt").status is DocumentStatus.FAILED
    assert "Retry" in house.document("stopped.txt").reason


def test_the_reconciler_begins_again_what_stopped_where_all_executions_are_gone(house: House) -> None:
    house.hold = True
    house.drop("stopped.txt", TEXT)
    stopped = house.document("stopped.txt")
    house.documents.advance(W, stopped.document_id, stopped.content_hash, DocumentStatus.EMBEDDING)
    house.hold = False
    house.clock.sleep(5)
    done = ReconcileDocuments(house.documents, house.workflows, house.clock)(stale_after_s=0, start_over=True)
    assert (done.restarted, done.failed) == (1, 0)
    assert house.document("stopped.txt").status is DocumentStatus.READY


def test_the_reconciler_repeats_a_deletion_that_stood_still(house: House) -> None:
    house.drop("b.txt", TEXT)
    document = house.document("b.txt")
    house.documents.advance(W, document.document_id, document.content_hash, DocumentStatus.DELETING)
    house.blobs.delete("inbox/")
    house.clock.sleep(7200)
    reconcile = ReconcileDocuments(house.documents, house.workflows, house.clock)
    assert reconcile(stale_after_s=3600).restarted == 1
    assert house.index.count(W) == 0


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


def test_what_the_uploader_says_of_a_document_can_be_filtered_by_and_changes_with_a_new_version(
    house: House,
) -> None:
    key = f"inbox/{W}/b.txt"
    for label, readers in (('{"readers":["ada"],"tags":["red"]}', ["ada"]), ('{"readers":["bo"]}', ["bo"])):
        house.blobs.put(key, TEXT.encode(), label=label)
        assert house.start(key) == "started"
        assert house.document("b.txt").status is DocumentStatus.READY
        assert house.document("b.txt").metadata["readers"] == tuple(readers)
        found = {
            name: len(house.index.search_text(Scope(W, UserId(name)), "relay", 50)) for name in ("ada", "bo")
        }
        assert {name for name, count in found.items() if count} == set(readers)
    assert house.start(key) == "unchanged"


def test_a_label_that_cannot_be_read_fails_the_document_with_its_reason(house: House) -> None:
    house.blobs.put(f"inbox/{W}/b.txt", TEXT.encode(), label='{"colour":"red"}')
    assert house.start(f"inbox/{W}/b.txt") == "rejected"
    document = house.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert "'colour'" in document.reason
    assert house.index.count(W) == 0


def test_a_document_with_readers_is_not_there_for_others(house: House) -> None:
    house.workspaces.create(Workspace(OTHER, "O", UserId("olga"), "", members=(UserId("ada"), UserId("bo"))))
    house.blobs.put(f"inbox/{OTHER}/b.txt", TEXT.encode(), label='{"readers":["ada"]}')
    house.start(f"inbox/{OTHER}/b.txt")
    listing = ListDocuments(house.workspaces, house.documents)
    counts = {name: len(listing(UserId(name), OTHER).documents) for name in ("olga", "ada", "bo")}
    assert counts == {"olga": 1, "ada": 1, "bo": 0}
    (document,) = listing(UserId("ada"), OTHER).documents
    with pytest.raises(NotFound):
        listing.one(UserId("bo"), OTHER, document.document_id)
    sockets = {name: f"socket-of-{name}" for name in ("olga", "ada", "bo")}
    sink = MemoryEventSink(open_connections=tuple(sockets.values()))
    connections = MemoryConnectionStore(house.clock)
    for name, socket in sockets.items():
        connections.open(socket, UserId(name))
    event = StatusEvent(OTHER, document.document_id, "b.txt", "ready")
    assert PublishStatus(house.workspaces, house.documents, connections, sink)(event) == 2
