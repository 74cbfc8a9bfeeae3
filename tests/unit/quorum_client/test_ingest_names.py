"""Which documents the files of one `quorum ingest` become."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from quorum_client.cli.upload_names import files_by_name
from quorum_client.documents import Documents, Uploaded
from quorum_client.errors import QuorumUnreachable, ServerRefused, WrongInput
from quorum_client.protocol.status import DocumentStatus
from quorum_client.values import Document
from tests.unit.lambdas.in_memory_backend import ANN, SHARED, InMemoryBackend
from tests.unit.quorum_client.command_line import CommandLine


def write(*paths: Path) -> tuple[Path, ...]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(path))
    return paths


def test_two_files_of_one_name_are_two_documents_told_apart_by_their_folders(tmp_path: Path) -> None:
    first, second, other = write(tmp_path / "a/readme.md", tmp_path / "b/readme.md", tmp_path / "a/other.md")
    assert files_by_name((first, second, other)) == {
        "a/readme.md": first,
        "b/readme.md": second,
        "other.md": other,
    }
    deep = write(tmp_path / "x/same/readme.md", tmp_path / "y/same/readme.md")
    assert list(files_by_name(deep)) == ["x/same/readme.md", "y/same/readme.md"]


def test_files_of_two_folders_of_one_name_stay_apart_too(tmp_path: Path) -> None:
    write(tmp_path / "a/docs/readme.md", tmp_path / "b/docs/readme.md")
    assert sorted(files_by_name((tmp_path / "a/docs", tmp_path / "b/docs"))) == [
        "a/docs/readme.md",
        "b/docs/readme.md",
    ]


def test_the_names_do_not_depend_on_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a/readme.md", tmp_path / "b/readme.md")
    monkeypatch.chdir(tmp_path / "a")
    assert list(files_by_name((Path("readme.md"), Path("../b/readme.md")))) == ["a/readme.md", "b/readme.md"]
    assert list(files_by_name((Path(),))) == ["a/readme.md"]
    assert sorted(files_by_name((Path(".."),))) == [
        f"{tmp_path.name}/a/readme.md",
        f"{tmp_path.name}/b/readme.md",
    ]


def test_a_folder_above_both_keeps_them_apart_and_a_file_named_twice_is_one(tmp_path: Path) -> None:
    first, _ = write(tmp_path / "docs/a/readme.md", tmp_path / "docs/b/readme.md")
    files = files_by_name((tmp_path / "docs", tmp_path / "docs"))
    assert sorted(files) == ["docs/a/readme.md", "docs/b/readme.md"]
    assert files_by_name((first, first)) == {"readme.md": first}


def test_names_that_the_server_writes_alike_are_told_apart_or_refused(tmp_path: Path) -> None:
    assert len(files_by_name(write(tmp_path / "report 1.txt", tmp_path / "report  1.txt"))) == 2
    composed = tmp_path / "caf\u00e9.txt"
    decomposed = unicodedata.normalize("NFD", composed.name)
    assert set(files_by_name(write(composed, tmp_path / "x" / decomposed))) == {
        f"{tmp_path.name}/caf\u00e9.txt",
        "x/caf\u00e9.txt",
    }
    with pytest.raises(WrongInput, match=r"would both be the document .*Rename one"):
        files_by_name(write(composed, tmp_path / decomposed))


def test_a_hidden_file_of_a_folder_is_left_out_and_one_that_is_named_is_not(tmp_path: Path) -> None:
    hidden, seen = write(tmp_path / "docs/.notes/a.md", tmp_path / "docs/b.md")
    assert files_by_name((tmp_path / "docs",)) == {"docs/b.md": seen}
    assert files_by_name((hidden,)) == {"a.md": hidden}


def test_a_file_that_is_not_there_is_refused_before_anything_is_sent(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    result = quorum_as(ANN, "ingest", "none.pdf", "-w", SHARED)
    assert (result.status, result.err) == (2, "quorum: there is no file 'none.pdf'\n")


def test_the_fate_of_each_file_of_a_folder_is_reported(
    tmp_path: Path,
    backend: InMemoryBackend,
    quorum_as: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = write(*(tmp_path / f"docs/{number:02}.md" for number in range(65)))
    listed: list[Document] = []

    def upload(_self: Documents, _workspace: str, _file: Path, *, path: str, metadata: object) -> Uploaded:
        number = int(Path(path).stem)
        if number == 7:
            raise QuorumUnreachable(f"{path} was not uploaded (reset)", remedy="Repeat it.")
        if number == 8:
            raise ServerRefused("it is too large", status=413, code="TooLarge", remedy="Split it.")
        status, reason = ("failed", "it is damaged") if number == 9 else ("ready", "")
        if number != 10:
            listed.append(Document(SHARED, path, path, DocumentStatus(status), metadata={}, reason=reason))
        return Uploaded(path, "")

    def list_all(_self: Documents, _workspace: str) -> list[Document]:
        return listed

    monkeypatch.setattr(Documents, "upload", upload)
    monkeypatch.setattr(Documents, "list", list_all)
    with pytest.raises(SystemExit, match="1"):
        quorum_as(ANN, "ingest", str(tmp_path / "docs"), "-w", SHARED, "--json", "--limit", "0")
    printed = capsys.readouterr()
    reported = {result["path"]: result for result in json.loads(printed.out)}
    assert list(reported) == [f"docs/{file.name}" for file in files]
    failed = {path: result["reason"] for path, result in reported.items() if result["status"] != "ready"}
    assert list(failed) == ["docs/07.md", "docs/08.md", "docs/09.md", "docs/10.md"]
    for part, reason in zip(("reset", "too large", "damaged", "nobody"), failed.values(), strict=True):
        assert part in reason
    assert "61 of 65 documents are ready." in printed.err
