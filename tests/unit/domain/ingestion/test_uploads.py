"""Paths of uploads and of files inside documents: nothing leads out, and one file has one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.attached_files import (
    MAX_DEPTH,
    MAX_FILES,
    MAX_PATH_BYTES,
    AttachedFile,
    attached_path,
    depth,
    safe_name,
    sentence_about,
    taken_files,
    uploaded_path,
)
from genai_core.domain.ingestion.document_types import DOCUMENT_TYPES, EXTENSIONS, type_named
from genai_core.domain.ingestion.inbox_messages import about
from genai_core.domain.ingestion.uploads import inbox_key, safe_path, upload_type
from genai_core.errors import InvalidInput


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("report.pdf", "report.pdf"),
        ("2026/march/report.pdf", "2026/march/report.pdf"),
        ("2026\\march\\report.pdf", "2026/march/report.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("/absolute.txt", "absolute.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..\\..\\secret.txt", "secret.txt"),
        (" spaced .txt ", "spaced .txt"),
        ("two  blanks.txt", "two  blanks.txt"),
        ("tab\tand\nline.txt", "tabandline.txt"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("right\u202eto\u202cleft.txt", "righttoleft.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("wow!.txt", "wow!.txt"),
    ],
)
def test_a_name_becomes_a_path_below_the_inbox(name: str, path: str) -> None:
    assert safe_path(name) == path


@pytest.mark.parametrize("name", ["", " ", "/", "..", "../..", "./.", "\u200b", "\x00\x01", "\\\\"])
def test_a_name_of_which_nothing_is_left_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="the file name is") as refused:
        safe_path(name)
    assert refused.value.remedy


@pytest.mark.parametrize("name", ["mail.eml!/contract.pdf", "a!/b", "a!\\b", "a!\u200b/b"])
def test_an_upload_cannot_name_a_file_inside_another_document(name: str) -> None:
    with pytest.raises(InvalidInput, match="inside a document"):
        safe_path(name)


def test_the_length_of_a_path_is_counted_in_bytes() -> None:
    assert safe_path("a" * MAX_PATH_BYTES) == "a" * MAX_PATH_BYTES
    with pytest.raises(InvalidInput, match=f"{MAX_PATH_BYTES + 1} bytes"):
        safe_path("a" * (MAX_PATH_BYTES + 1))
    with pytest.raises(InvalidInput, match="bytes"):
        safe_path("漢" * (MAX_PATH_BYTES // 3 + 1))


@given(st.text(max_size=80))
def test_no_name_leads_out_of_its_workspace(name: str) -> None:
    try:
        path = safe_path(name)
    except InvalidInput:
        return
    key = inbox_key(WorkspaceId("w"), path)
    parts = key.split("/")
    assert parts[:2] == ["inbox", "w"]
    assert not {"", ".", ".."} & set(parts)
    assert safe_path(path) == path


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_each_extension_belongs_to_one_type_in_either_case(extension: str) -> None:
    kinds = [kind for kind in DOCUMENT_TYPES if extension in kind.extensions]
    assert [type_named(f"a.{extension}"), type_named(f"b/A.{extension.upper()}")] == kinds * 2
    assert upload_type(f"a.{extension}") == kinds[0].media_type


@pytest.mark.parametrize("name", ["program.exe", "archive.tar.gz", "noextension", ".pdf", "pdf", "a.pdf/b"])
def test_an_unsupported_type_is_named_with_the_command_that_lists_the_others(name: str) -> None:
    with pytest.raises(InvalidInput, match="unsupported type") as refused:
        upload_type(name)
    assert "quorum document types" in refused.value.remedy


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("contract.pdf", "contract.pdf"),
        ("folder/contract.pdf", "folder/contract.pdf"),
        ("folder\\contract.pdf", "folder/contract.pdf"),
        ("./a.txt", "a.txt"),
        ("two   blanks.txt", "two blanks.txt"),
        ("wow!/x.txt", "wow_/x.txt"),
        ("bell\x07.txt", "bell.txt"),
    ],
)
def test_the_name_of_a_contained_file_becomes_a_relative_path(name: str, path: str) -> None:
    assert safe_name(name) == path


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x", "/etc/passwd", "\\windows\\x", "C:\\x.txt", "c:x"])
def test_a_contained_file_that_leads_out_is_refused_with_a_reason(name: str) -> None:
    (file,) = taken_files("mail.eml", [AttachedFile(name, b"text")])
    assert (file.body, file.refusal) == (b"", "its name leads out of the document")
    assert "which is not read" in sentence_about(file)


@given(st.text(max_size=60))
def test_a_contained_name_never_adds_a_level_or_a_way_up(name: str) -> None:
    try:
        path = safe_name(name)
    except InvalidInput:
        return
    whole = attached_path("mail.eml", path)
    assert depth(whole) == 1
    assert uploaded_path(whole) == "mail.eml"
    assert ".." not in path.split("/")


def test_files_of_one_name_get_numbers_whatever_their_case() -> None:
    files = [AttachedFile(name, b"x") for name in ("a.txt", "A.txt", "a.txt", "b/a.txt", "a (2).txt")]
    names = [file.name for file in taken_files("m.eml", files)]
    assert names == ["a.txt", "A (2).txt", "a (3).txt", "b/a.txt", "a (2) (2).txt"]
    assert len({name.casefold() for name in names}) == len(names)


def test_an_empty_file_is_named_and_not_read() -> None:
    (file,) = taken_files("m.eml", [AttachedFile("a.txt")])
    assert file.refusal == "it is empty"


def test_what_is_refused_already_keeps_its_reason_and_gives_up_its_bytes() -> None:
    (file,) = taken_files("m.eml", [AttachedFile("a.txt", b"secret", "it is encrypted")])
    assert (file.refusal, file.body) == ("it is encrypted", b"")


def test_only_so_many_files_of_a_document_are_read() -> None:
    files = taken_files("m.zip", [AttachedFile(f"{number}.txt", b"x") for number in range(MAX_FILES + 2)])
    refused = [file for file in files if file.refusal]
    assert [file.name for file in refused] == [f"{MAX_FILES}.txt", f"{MAX_FILES + 1}.txt"]
    assert all(str(MAX_FILES) in file.refusal for file in refused)


def test_files_inside_the_deepest_level_are_named_and_not_read() -> None:
    parent = "a.zip" + "!/b.zip" * MAX_DEPTH
    (file,) = taken_files(parent, [AttachedFile("c.txt", b"x")])
    assert str(MAX_DEPTH) in file.refusal
    (read,) = taken_files("a.zip" + "!/b.zip" * (MAX_DEPTH - 1), [AttachedFile("c.txt", b"x")])
    assert not read.refusal


def test_a_path_that_s3_would_refuse_is_refused_before() -> None:
    (file,) = taken_files("p" * 600, [AttachedFile("c" * 120, b"x")])
    assert f"{MAX_PATH_BYTES} bytes" in file.refusal


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"Records": [{"s3": {"object": {"key": "inbox/w/a+b%20c.pdf"}}}]}', "inbox/w/a b c.pdf"),
        (
            '{"Message": "{\\"Records\\": [{\\"s3\\": {\\"object\\": {\\"key\\": \\"inbox/w/x\\"}}}]}"}',
            "inbox/w/x",
        ),
        ('{"Records": []}', "'{\"Records\": []}'"),
        ("not JSON", "'not JSON'"),
        ("[1, 2]", "'[1, 2]'"),
        ('{"Records": "many"}', '\'{"Records": "many"}\''),
        ('{"Message": "nothing"}', '\'{"Message": "nothing"}\''),
        ("x" * 500, repr("x" * 80)),
    ],
)
def test_a_message_is_told_by_its_objects_or_by_its_beginning(body: str, told: str) -> None:
    assert about(body) == told
