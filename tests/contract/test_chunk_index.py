from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from tests.contract.search_engines import chunks_of, document, everything, fill, version

INJECTION = "'; DROP TABLE chunks; -- %s {} \\ \" $1"


def ids(hits):
    return [hit.chunk.chunk_id for hit in hits]


def test_fetch_returns_what_was_written_in_the_order_asked_for(engine, workspace):
    written = chunks_of(
        "a", "first text", "second text", title="Title", heading_path=("One", "Two"), page=3,
        metadata={"author": "Ada", "type": "pdf"}, start=120, repeated=7,
        passage=(ChunkId("a-1-0"), ChunkId("a-1-1")), page_turns=(140, 160),
        section_turns=((150, "One › Three"), (170, "")),
    )  # fmt: skip
    engine.chunks.replace_document(workspace, document("a"), version(1), written)
    chunks = engine.chunks.fetch(
        everything(workspace), [written[1].chunk.chunk_id, written[0].chunk.chunk_id]
    )
    assert [embedded.chunk for embedded in chunks] == [written[1].chunk, written[0].chunk]
    assert chunks[1].packed_tokens == written[0].packed_tokens
    assert chunks[1].vector.dtype == np.float32
    assert chunks[1].vector == pytest.approx(written[0].vector, abs=1e-3)


def test_fetch_leaves_out_what_is_gone_or_was_never_there(engine, workspace):
    fill(engine, workspace, a="text")
    assert ids(engine.chunks.fetch(everything(workspace), [ChunkId("none"), ChunkId("a-1-0")])) == ["a-1-0"]
    assert engine.chunks.fetch(everything(workspace), []) == []


def test_a_new_version_takes_the_place_of_the_old_in_every_retriever(engine, workspace):
    engine.chunks.replace_document(workspace, document("a"), version(1), chunks_of("a", "walrus", "otter"))
    engine.chunks.replace_document(workspace, document("a"), version(2), chunks_of("a", "heron", number=2))
    assert engine.chunks.count(workspace) == 1
    assert engine.lexical.search_text(everything(workspace), "walrus otter", 10) == []
    assert [hit.chunk_id for hit in engine.lexical.search_text(everything(workspace), "heron", 10)] == [
        "a-2-0"
    ]
    near = engine.vectors.search_vector(everything(workspace), chunks_of("a", "walrus")[0].vector, 10)
    assert [hit.chunk_id for hit in near] == ["a-2-0"]


def test_writing_the_same_version_again_changes_nothing(engine, workspace):
    for _ in range(3):
        fill(engine, workspace, a=("one fish", "two fish"))
    assert engine.chunks.count(workspace) == 2
    assert len(engine.lexical.search_text(everything(workspace), "fish", 10)) == 2


def test_replacing_with_nothing_leaves_nothing(engine, workspace):
    fill(engine, workspace, a="text")
    engine.chunks.replace_document(workspace, document("a"), version(2), [])
    assert engine.chunks.count(workspace) == 0
    assert engine.lexical.search_text(everything(workspace), "text", 10) == []


def test_deleting_says_how_many_there_were_and_may_be_repeated(engine, workspace):
    fill(engine, workspace, a=("one", "two"), b="three")
    assert engine.chunks.delete_document(workspace, document("a")) == 2
    assert engine.chunks.delete_document(workspace, document("a")) == 0
    assert engine.chunks.count(workspace) == 1
    assert engine.chunks.delete_workspace(workspace) == 1
    assert engine.chunks.delete_workspace(workspace) == 0


def test_workspaces_do_not_see_each_other(engine, workspace):
    other = WorkspaceId(workspace + "-other")
    fill(engine, workspace, a="shared words")
    fill(engine, other, a="shared words", b="shared words")
    assert ids(engine.chunks.fetch(everything(workspace), [ChunkId("a-1-0"), ChunkId("b-1-0")])) == ["a-1-0"]
    assert len(engine.lexical.search_text(everything(workspace), "shared", 10)) == 1
    assert len(engine.vectors.search_vector(everything(workspace), chunks_of("a", "x")[0].vector, 10)) == 1
    assert engine.chunks.delete_workspace(other) == 2
    assert engine.chunks.count(workspace) == 1


def test_names_and_texts_are_values_never_statements(engine):
    workspace = WorkspaceId(INJECTION)
    engine.chunks.replace_document(
        workspace, document(INJECTION), version(1), chunks_of(INJECTION, INJECTION, title=INJECTION)
    )
    hits = engine.lexical.search_text(everything(workspace), INJECTION, 10)
    assert [
        embedded.chunk.text for embedded in engine.chunks.fetch(everything(workspace), [hits[0].chunk_id])
    ] == [INJECTION]
    assert len(engine.vectors.search_vector(everything(workspace), chunks_of("a", "x")[0].vector, 1)) == 1
    assert engine.chunks.delete_workspace(workspace) == 1


@pytest.mark.parametrize(
    "text", ["", "\x00 zero \x00", "lone \ud800 surrogate", "🙂 emoji", "x" * 100_000, "是 mixed मिश्रित"]
)
def test_any_text_can_be_stored(engine, workspace, text):
    fill(engine, workspace, a=text)
    assert engine.chunks.count(workspace) == 1
    assert len(engine.chunks.fetch(everything(workspace), [ChunkId("a-1-0")])) == 1
    engine.chunks.replace_document(workspace, document("a"), version(2), [])
    assert engine.chunks.count(workspace) == 0


def test_two_replacements_at_once_leave_one_whole_version(engine, workspace):
    def replace(number):
        chunks = chunks_of("a", *[f"common word{number}"] * 5, number=number)
        engine.chunks.replace_document(workspace, document("a"), version(number), chunks)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(replace, range(1, 25)))
    hits = engine.lexical.search_text(everything(workspace), "common", 100)
    assert engine.chunks.count(workspace) == 5
    assert len({hit.chunk_id.split("-")[1] for hit in hits}) == 1
    assert (
        len(hits)
        == len(engine.vectors.search_vector(everything(workspace), chunks_of("a", "x")[0].vector, 100))
        == 5
    )


@pytest.mark.needs("atomic_replace")
def test_readers_never_see_half_a_document(engine, workspace):
    fill(engine, workspace, a=("common",) * 7)
    seen = set()

    def read():
        for _ in range(40):
            seen.add(len(engine.lexical.search_text(everything(workspace), "common", 100)))

    with ThreadPoolExecutor(2) as threads:
        reading = threads.submit(read)
        for number in range(2, 22):
            chunks = chunks_of("a", *["common"] * 7, number=number)
            engine.chunks.replace_document(workspace, document("a"), version(number), chunks)
        reading.result()
    assert seen == {7}


def test_tokens_are_counted_over_what_is_there_now(engine, workspace):
    fill(engine, workspace, a="four four seventy", b=("four",))
    fill(engine, workspace, b="six666")
    frequencies = engine.tokens.token_frequencies(workspace)
    assert frequencies.chunks == 2
    assert {key: int(count) for key, count in enumerate(frequencies.counts) if count} == {4: 1, 6: 1, 7: 1}
    engine.chunks.delete_workspace(workspace)
    assert engine.tokens.token_frequencies(workspace).counts.sum() == 0
