"""A document's text with its blocks, as whoever reads a citation sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.adapters.memory.link_signer import MemoryLinkSigner
from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, document_id
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.protocol.documents import MAX_CONTENT_SPANS, DocumentContent
from genai_core.errors import Forbidden, InvalidInput, NotFound
from genai_core.usecases.ingestion.document_archive import archive_prefix, load_archived, load_text, save_text
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, save_extracted
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.read_content import ReadContent
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W

ADA, BOB, EVE = UserId("ada"), UserId("bob"), UserId("eve")
TEXT = "Rivers\n\nThe Rhine flows north.\n\nThe Danube flows east."


def read(
    backend: IngestionBackend,
    path: str = "a.txt",
    *,
    user: UserId = ADA,
    start: int = 0,
    limit: int = 100_000,
) -> DocumentContent:
    reading = ReadContent(
        ListDocuments(backend.workspaces, backend.documents).document, backend.blobs, MemoryLinkSigner()
    )
    return reading(user, W, document_id(W, path), start=start, limit=limit)


def test_every_chunk_is_found_in_the_text_at_its_offset() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    content = read(backend)
    assert content.text == TEXT
    assert [content.text[span.start : span.end] for span in content.spans] == TEXT.split("\n\n")
    key = f"{archive_prefix(W, DocumentId(content.document_id))}{content.content_hash}.npz"
    chunks = [stored.chunk for stored in load_archived(backend.blobs, key)]
    assert chunks
    for chunk in chunks:
        assert chunk.start is not None
        own = chunk.text[chunk.repeated :]
        assert content.text[chunk.start : chunk.start + len(own)] == own


def test_parts_of_any_length_make_up_the_whole_text() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    for limit in (1, 7, 1000):
        pieces: list[str] = []
        following: int | None = 0
        while following is not None:
            part = read(backend, start=following, limit=limit)
            assert all(span.start < part.start + len(part.text) for span in part.spans)
            pieces.append(part.text)
            following = part.next
        assert "".join(pieces) == TEXT
    with pytest.raises(InvalidInput, match="has 54 characters"):
        read(backend, start=55)


def test_a_part_holds_no_more_blocks_than_fit_into_an_answer() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "\n\n".join("x" for _ in range(MAX_CONTENT_SPANS + 5)))
    part = read(backend)
    assert len(part.spans) == MAX_CONTENT_SPANS
    following = part.spans[-1].end + 2
    assert part.next == following
    assert len(read(backend, start=following).spans) == 5


def test_the_version_that_answers_is_shown_and_its_file_only_while_it_is_the_one_in_the_inbox() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    good = read(backend)
    assert good.original is not None
    assert good.original.content_type == "application/octet-stream"
    assert good.original.url.startswith(f"memory://inbox/{W}/a.txt?")
    backend.drop("a.txt", "BROKEN")
    now = read(backend)
    assert (now.text, now.content_hash, now.original) == (TEXT, good.content_hash, None)


def test_what_an_earlier_version_kept_from_others_stays_kept_until_it_is_replaced() -> None:
    backend = IngestionBackend(hold=True)
    backend.workspaces.update(replace(backend.workspaces.get(W), members=(BOB,)))
    backend.drop("a.txt", "Salaries.")
    stored = backend.document("a.txt")
    version = DocumentVersion(W, stored.document_id, "a.txt", ContentHash("old"))
    secret = ExtractedDocument("A", "txt", (Block("Salaries."),), metadata={"readers": (ADA,)})
    save_extracted(backend.blobs, version, secret)
    save_text(backend.blobs, version)
    assert read(backend).text == "Salaries."
    with pytest.raises(NotFound):
        read(backend, user=BOB)
    with pytest.raises(Forbidden):
        read(backend, user=EVE)


def test_a_document_that_is_not_indexed_has_no_text_and_one_that_is_deleted_leaves_none() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "BROKEN")
    with pytest.raises(NotFound, match="no text"):
        read(backend)
    backend.drop("a.txt", TEXT)
    backend.blobs.delete(f"inbox/{W}/a.txt")
    backend.start(f"inbox/{W}/a.txt")
    with pytest.raises(NotFound):
        load_text(backend.blobs, W, document_id(W, "a.txt"))


def test_nobody_gets_a_link_to_a_file_that_was_just_replaced_by_one_for_others() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    assert read(backend).original is not None
    backend.blobs.put(f"inbox/{W}/a.txt", b"For Eve.", label=write_label({"readers": [EVE]}))
    assert read(backend).text == TEXT
    assert read(backend).original is None
    backend.blobs.delete(f"inbox/{W}/a.txt")
    assert read(backend).original is None
