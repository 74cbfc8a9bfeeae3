"""Files inside a document: documents of their own, which come and go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from genai_core.domain.identifiers import UserId, document_id
from genai_core.domain.ingestion.attached_files import MAX_DEPTH, MAX_FILES, AttachedFile, taken_files
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.ingestion.uploads import safe_path
from genai_core.errors import InvalidInput, NotFound
from genai_core.ports.document_extractor import Extraction
from genai_core.usecases.ingestion import attached_documents
from tests.unit.usecases.ingestion import ingestion_backend
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, ParagraphExtractor, W


class NestingExtractor:
    """Reads `<NAME: TEXT>` as an attached file, and the text before it as the document's."""

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        text, *inner = body.decode().split("<", 1)
        extracted = ParagraphExtractor().extract(text.encode(), file_name=file_name)
        parts = (part.split(": ", 1) for part in split_level("<" + inner[0]) if inner) if inner else ()
        attached = tuple(AttachedFile(name, text.encode()) for name, text in parts)
        return replace(extracted, document=replace(extracted.document, attached=attached))


def split_level(text: str) -> list[str]:
    """Returns what stands in the outermost angle brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char == "<":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif char == ">":
            depth -= 1
            if depth == 0:
                parts.append(text[start:at])
    return parts


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> IngestionBackend:
    monkeypatch.setattr(ingestion_backend, "ParagraphExtractor", NestingExtractor)
    return IngestionBackend()


def settle(backend: IngestionBackend) -> None:
    """Delivers an event for every key of the inbox and every document, until nothing changes."""
    for _ in range(8):
        keys = set(backend.blobs.keys(f"inbox/{W}/")) | {f"inbox/{W}/{path}" for path in paths(backend)}
        for key in sorted(keys):
            backend.start(key)


def paths(backend: IngestionBackend) -> list[str]:
    return sorted(document.path for document in backend.documents.in_workspace(W))


def drop(backend: IngestionBackend, path: str, text: str, **label: Any) -> None:
    backend.blobs.put(f"inbox/{W}/{path}", text.encode(), label=write_label(label, UserId("ada")))
    backend.start(f"inbox/{W}/{path}")
    settle(backend)


def test_files_inside_become_documents_that_name_their_parent(backend: IngestionBackend) -> None:
    drop(
        backend,
        "mail.eml",
        "the letter <contract.txt: the contract> <fwd.eml: forwarded <deep.txt: deepest>>",
    )
    assert paths(backend) == [
        "mail.eml", "mail.eml!/contract.txt", "mail.eml!/fwd.eml", "mail.eml!/fwd.eml!/deep.txt",
    ]  # fmt: skip
    assert {backend.document(path).status for path in paths(backend)} == {DocumentStatus.READY}
    text = attached_text(backend, "mail.eml")
    assert "Attached file: contract.txt" in text
    assert "the contract" not in text


def attached_text(backend: IngestionBackend, path: str) -> str:
    document = backend.document(path)
    prefix = f"archive/{W}/{document.document_id}/"
    return next(
        backend.blobs.get(key) for key in backend.blobs.keys(prefix) if key.endswith(".json")
    ).decode()


def test_they_are_for_the_readers_of_their_parent(backend: IngestionBackend) -> None:
    drop(backend, "mail.eml", "the letter <a.txt: inside>", readers=["bob"], tags=["x"])
    inside = backend.document("mail.eml!/a.txt")
    assert (inside.metadata["readers"], inside.metadata["tags"], inside.owner) == (("bob",), ("x",), "ada")


def test_they_are_deleted_with_their_parent_at_every_depth(backend: IngestionBackend) -> None:
    drop(backend, "mail.eml", "the letter <a.txt: inside> <b.eml: more <c.txt: deep>>")
    drop(backend, "mail.emla", "another")
    backend.blobs.remove(f"inbox/{W}/mail.eml")
    settle(backend)
    assert paths(backend) == ["mail.emla"]
    assert not list(backend.blobs.keys(f"inbox/{W}/mail.eml!/"))


def test_a_new_version_keeps_what_is_the_same_and_takes_the_rest_away(backend: IngestionBackend) -> None:
    drop(backend, "mail.eml", "the letter <a.txt: one> <a.txt.bak: two> <b.eml: three <c.txt: four>>")
    before = backend.document("mail.eml!/a.txt.bak")
    drop(backend, "mail.eml", "the second letter <a.txt.bak: two> <d.txt: five>")
    assert paths(backend) == ["mail.eml", "mail.eml!/a.txt.bak", "mail.eml!/d.txt"]
    assert backend.document("mail.eml!/a.txt.bak") == before
    drop(backend, "mail.eml", "the third letter")
    assert paths(backend) == ["mail.eml"]


def test_a_deletion_during_the_last_step_leaves_nothing(
    backend: IngestionBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = attached_documents.publish_attached

    def publish_late(*arguments: Any) -> int:
        backend.blobs.remove(f"inbox/{W}/mail.eml")
        backend.documents.remove(W, document_id(W, "mail.eml"))
        backend.blobs.put(f"inbox/{W}/mail.eml", b"x")
        count = published(*arguments)
        backend.blobs.remove(f"inbox/{W}/mail.eml")
        return count

    monkeypatch.setattr("genai_core.usecases.ingestion.index_document.publish_attached", publish_late)
    backend.drop("mail.eml", "the letter <a.txt: inside>")
    assert not list(backend.blobs.keys(f"inbox/{W}/"))
    with pytest.raises(NotFound):
        backend.document("mail.eml!/a.txt")


def test_one_upload_holds_no_more_documents_than_the_limit(
    backend: IngestionBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached_documents, "MAX_DESCENDANTS", 5)
    inner = "".join(f"<{number}.txt: text>" for number in range(4))
    drop(backend, "a.zip", f"all <1.zip: one {inner}> <2.zip: two {inner}> <3.zip: three {inner}>")
    assert len(paths(backend)) == 6


@pytest.mark.parametrize(
    ("name", "path", "refusal"),
    [
        ("a.txt", "a.txt", ""),
        ("docs\\ü b.txt", "docs/ü b.txt", ""),
        ("./x//y.txt", "x/y.txt", ""),
        ("wow!/inner.txt", "wow_/inner.txt", ""),
        ("../up.txt", "../up.txt", "leads out"),
        ("a/../../up.txt", "a/../../up.txt", "leads out"),
        ("/etc/passwd", "/etc/passwd", "leads out"),
        ("C:\\boot.ini", "C:\\boot.ini", "leads out"),
        ("\x00\n", "without a name", "no name"),
        ("x" * 800, "x" * 800, "longer than 700"),
    ],
)
def test_names_inside_are_paths_below_their_parent_or_refused(name: str, path: str, refusal: str) -> None:
    (kept,) = taken_files("p.zip", [AttachedFile(name, b"text")])
    assert (kept.name.replace("\x00", ""), bool(kept.refusal)) == (path, bool(refusal))
    assert refusal in kept.refusal


def test_limits_on_count_size_and_depth_are_reported() -> None:
    many = taken_files("p.zip", [AttachedFile(f"{number}.txt", b"x") for number in range(MAX_FILES + 2)])
    assert [file.refusal for file in many if file.refusal] == ["only 200 files of a document are read"] * 2
    deep = "a.zip" + "!/b.zip" * MAX_DEPTH
    assert "more than 3 files" in taken_files(deep, [AttachedFile("c.txt", b"x")])[0].refusal
    assert taken_files("p.zip", [AttachedFile("c.txt")])[0].refusal == "it is empty"
    alike = taken_files(
        "p.zip", [AttachedFile(name, b"x") for name in ("a.txt", "A.txt", "d/a.txt", "a.txt")]
    )
    assert [file.name for file in alike] == ["a.txt", "A (2).txt", "d/a.txt", "a (3).txt"]


def test_nobody_uploads_into_another_document() -> None:
    with pytest.raises(InvalidInput, match="files inside a document"):
        safe_path("mail.eml!/contract.txt")
    assert safe_path("hello!.txt") == "hello!.txt"
