"""The chunks and the history of a document, as its page shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.domain.identifiers import UserId, document_id
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.ingestion.earlier_versions import MAX_EARLIER
from genai_core.domain.protocol.document_details import DocumentChunks, VersionHistory
from genai_core.errors import Forbidden, InvalidInput, NotFound
from genai_core.usecases.ingestion import document_archive, read_chunks
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.read_chunks import ReadChunks
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W

ADA, BOB, EVE = UserId("ada"), UserId("bob"), UserId("eve")
TEXT = "\n\n".join(f"Paragraph {number} of the quiet walrus. " * 20 for number in range(12))


def chunks(
    backend: IngestionBackend, *, user: UserId = ADA, start: int = 0, limit: int = 100
) -> DocumentChunks:
    reading = ReadChunks(ListDocuments(backend.workspaces, backend.documents).document, backend.blobs)
    return reading(user, W, document_id(W, "a.txt"), start=start, limit=limit)


def versions(backend: IngestionBackend, user: UserId = ADA) -> tuple[VersionHistory, ...]:
    listing = ListDocuments(backend.workspaces, backend.documents)
    return listing.history(user, W, document_id(W, "a.txt")).versions


def let_in(backend: IngestionBackend, *members: UserId) -> None:
    backend.workspaces.update(replace(backend.workspaces.get(W), members=members))


def test_parts_of_any_length_make_up_all_chunks_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (document_archive, read_chunks):
        monkeypatch.setattr(module, "READABLE_PART", 3)
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    total = backend.document("a.txt").chunk_count
    assert total > 7
    for limit in (1, 2, 4, 100):
        ordinals: list[int] = []
        following: int | None = 0
        while following is not None:
            part = chunks(backend, start=following, limit=limit)
            ordinals += [chunk.ordinal for chunk in part.chunks]
            following = part.next
        assert ordinals == list(range(total))
    assert chunks(backend).chunks[0].text.startswith("Paragraph 0")


def test_a_part_after_the_end_is_refused_with_the_number_of_chunks() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "One paragraph.")
    with pytest.raises(InvalidInput, match=r"start is 1.*has 1 chunks"):
        chunks(backend, start=1)


def test_the_chunks_are_those_of_the_version_that_is_searched() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "BROKEN")
    with pytest.raises(NotFound, match="not searched yet"):
        chunks(backend)
    backend.drop("a.txt", "The first version.")
    backend.drop("a.txt", "BROKEN again")
    assert chunks(backend).chunks[0].text == "The first version."
    backend.drop("a.txt", "The second version.")
    assert [chunk.text for chunk in chunks(backend).chunks] == ["The second version."]
    prefix = document_archive.archive_prefix(W, document_id(W, "a.txt"))
    assert len([key for key in backend.blobs.keys(prefix) if ".chunks/" in key]) == 1


def test_the_chunks_of_a_document_that_was_indexed_before_they_had_files_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (document_archive, read_chunks):
        monkeypatch.setattr(module, "READABLE_PART", 3)
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    stored = chunks(backend, start=1, limit=5)
    prefix = document_archive.archive_prefix(W, document_id(W, "a.txt"))
    for key in [key for key in backend.blobs.keys(prefix) if ".chunks/" in key]:
        backend.blobs.delete(key)
    assert chunks(backend, start=1, limit=5) == stored


def test_only_readers_read_chunks() -> None:
    backend = IngestionBackend()
    let_in(backend, BOB)
    backend.blobs.put(f"inbox/{W}/a.txt", b"For Ada alone.", label=write_label({"readers": [ADA]}, ADA))
    backend.start(f"inbox/{W}/a.txt")
    assert chunks(backend).total == 1
    with pytest.raises(NotFound):
        chunks(backend, user=BOB)
    with pytest.raises(Forbidden):
        chunks(backend, user=EVE)


def test_the_history_says_what_happened_to_each_version_when() -> None:
    backend = IngestionBackend()
    for text in ("The first version.", "BROKEN", "The second version."):
        backend.drop("a.txt", text)
    newest, broken, first = versions(backend)
    assert [step.status for step in newest.steps] == ["extracting", "embedding", "indexing", "ready"]
    assert [step.at for step in newest.steps] == sorted(step.at for step in newest.steps)
    assert (newest.replaced_at, newest.is_answering) == (None, True)
    assert [step.status for step in broken.steps] == ["extracting", "failed"]
    assert (broken.failed_step, "damaged" in broken.reason) == ("extract_document", True)
    assert (broken.replaced_at, first.replaced_at) == (newest.submitted_at, broken.submitted_at)
    assert first.steps[-1].status == "ready"
    assert not first.is_answering


def test_a_retry_is_an_attempt_of_its_own_and_the_record_stays_small() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "BROKEN")
    for _ in range(MAX_EARLIER + 3):
        backend.start.retry(W, document_id(W, "a.txt"))
    attempts = versions(backend)
    assert len(attempts) == MAX_EARLIER + 1
    assert {attempt.content_hash for attempt in attempts} == {attempts[0].content_hash}
    assert {attempt.steps[-1].status for attempt in attempts} == {"failed"}


def test_a_version_for_other_readers_is_in_the_history_of_its_readers_and_the_owner_alone() -> None:
    backend = IngestionBackend()
    let_in(backend, BOB, EVE)
    for text, readers in (("For Bob.", [BOB]), ("For all.", [])):
        label = write_label({"readers": readers} if readers else {}, ADA)
        backend.blobs.put(f"inbox/{W}/a.txt", text.encode(), label=label)
        backend.start(f"inbox/{W}/a.txt")
    assert {user: len(versions(backend, user)) for user in (ADA, BOB, EVE)} == {ADA: 2, BOB: 2, EVE: 1}
