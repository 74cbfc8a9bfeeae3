"""Ids that follow from content: the same work has the same id, and nothing else has."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import (
    ContentHash,
    DocumentId,
    WorkspaceId,
    chunk_id,
    content_hash,
    document_id,
    execution_name,
)

PATHS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40)
HEX = re.compile(r"[0-9a-f]{32}")


@given(PATHS, PATHS, PATHS, PATHS)
def test_two_documents_have_one_id_only_if_workspace_and_path_are_the_same(
    workspace: str, path: str, other_workspace: str, other_path: str
) -> None:
    first = document_id(WorkspaceId(workspace), path)
    second = document_id(WorkspaceId(other_workspace), other_path)
    assert HEX.fullmatch(first)
    assert (first == second) == ((workspace, path) == (other_workspace, other_path))


def test_where_the_workspace_ends_and_the_path_begins_is_part_of_the_id() -> None:
    assert document_id(WorkspaceId("a"), "bc") != document_id(WorkspaceId("ab"), "c")


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_a_version_is_its_bytes(body: bytes, other: bytes) -> None:
    assert (content_hash(body) == content_hash(other)) == (body == other)


@given(st.binary(max_size=60), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_label_makes_another_version_of_the_same_bytes(body: bytes, label: str) -> None:
    assert content_hash(body, label) != content_hash(body)
    assert content_hash(body, label) == content_hash(body, label)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_chunks_of_a_version_have_ids_of_their_own(ordinal: int, other: int) -> None:
    document, version = DocumentId("d" * 32), ContentHash("v" * 32)
    same = chunk_id(document, version, ordinal) == chunk_id(document, version, other)
    assert same == (ordinal == other)


def test_a_chunk_of_another_version_or_document_is_another_chunk() -> None:
    one, two = DocumentId("d1"), DocumentId("d2")
    old, new = ContentHash("v1"), ContentHash("v2")
    ids = {chunk_id(document, version, 0) for document in (one, two) for version in (old, new)}
    assert len(ids) == 4


@given(st.text("0123456789abcdef", min_size=32, max_size=32), st.text("0123456789abcdef-", max_size=60))
def test_the_name_of_an_execution_fits_step_functions_and_names_the_document(
    document: str, version: str
) -> None:
    name = execution_name(DocumentId(document), version)
    assert len(name) <= 80
    assert name.startswith(f"{document}-")
    assert re.fullmatch(r"[0-9a-f-]+", name)


def test_two_versions_of_a_document_are_two_executions() -> None:
    document = DocumentId("d" * 32)
    first, second = content_hash(b"one"), content_hash(b"two")
    assert execution_name(document, first) != execution_name(document, second)
    assert execution_name(document, first) == execution_name(document, content_hash(b"one"))
