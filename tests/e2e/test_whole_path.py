"""The whole path on one machine: upload, ingest, ask two models, stop, start, ask again."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from quorum_client import Answer, Quorum
from quorum_client.documents import version_of
from tests.e2e.laptop import Laptop
from tests.e2e.material import STOCK, image_of_table, ten_kinds

WORKSPACE = "ten kinds"
MODELS = ("extractive", "smollm2")
QUESTION = "How long is the warranty of the Relay R3?"
NOTE = "The warranty of the Relay R3 is 36 months."


@pytest.fixture(scope="module")
def workspace(laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A workspace into whose inbox ten files of ten kinds were dropped, as any S3 client would."""
    files = ten_kinds(tmp_path_factory.mktemp("kinds"))
    with laptop.connect() as quorum:
        workspace = quorum.workspaces.find_or_create(WORKSPACE)
        for file in files:
            laptop.aws("s3").put_object(
                Bucket=quorum.session.documents_bucket,
                Key=f"inbox/{workspace.workspace_id}/{file.name}",
                Body=file.read_bytes(),
            )
        versions = {file.name: version_of(file) for file in files}
        settled = quorum.documents.wait(workspace.workspace_id, versions, limit_s=300)
    assert len(settled) == 10
    assert [document for document in settled if document.status != "ready"] == []
    return workspace.workspace_id


def ask(quorum: Quorum, workspace_id: str, question: str) -> tuple[Answer, list[dict[str, Any]]]:
    stream = quorum.stream(question, workspace_id, mode="quorum", models=MODELS)
    frames = list(stream)
    assert stream.answer is not None
    return stream.answer, frames


def check_warranty(answer: Answer) -> None:
    assert "36 months" in answer.text
    assert {model.id for model in answer.models} == set(MODELS)
    # The slower model is left if it takes longer than the grace; it is reported all the same.
    assert {model.status for model in answer.models} <= {"answered", "cancelled"}
    assert answer.agreement.total == sum(model.status == "answered" for model in answer.models)
    cited = next(citation for citation in answer.citations if "36 months" in citation.quote)
    assert cited.verified
    assert cited.page == 3
    assert f"[{cited.marker}]" in answer.text


def test_two_models_answer_over_the_websocket_with_streamed_tokens_and_verified_sources(
    laptop: Laptop, workspace: str
) -> None:
    with laptop.connect() as quorum:
        answer, frames = ask(quorum, workspace, QUESTION)
    check_warranty(answer)
    assert [frame["seq"] for frame in frames] == list(range(len(frames)))
    assert frames[0]["type"] == "accepted"
    assert {"passages", "draft", "token", "model", "done"} <= {frame["type"] for frame in frames}
    assert "".join(frame["token"] for frame in frames if "token" in frame).strip() == answer.text.strip()
    assert {frame["model"] for frame in frames if frame["type"] == "model"} == set(MODELS)


def test_comparing_waits_for_both_models(laptop: Laptop) -> None:
    """The workspace has one short note, so that the small model is far from its time limit."""
    with laptop.connect() as quorum:
        notes = quorum.workspaces.find_or_create("one note").workspace_id
        laptop.aws("s3").put_object(
            Bucket=quorum.session.documents_bucket, Key=f"inbox/{notes}/note.txt", Body=NOTE.encode()
        )
        quorum.documents.wait(notes, ["note.txt"], limit_s=60)
        stream = quorum.stream(QUESTION, notes, mode="compare", models=MODELS)
        list(stream)
    assert stream.answer is not None
    assert {model.id: model.status for model in stream.answer.models} == dict.fromkeys(MODELS, "answered")


def test_the_same_question_over_rest_gets_the_same_kind_of_answer(laptop: Laptop, workspace: str) -> None:
    with laptop.connect() as quorum:
        check_warranty(quorum.query(QUESTION, workspace, models=MODELS))


def test_a_question_the_documents_do_not_answer_is_not_answered(laptop: Laptop, workspace: str) -> None:
    with laptop.connect() as quorum:
        stream = quorum.stream(
            "Who won the chess world championship of 1972?", workspace, models=["extractive"]
        )
        list(stream)
    assert stream.answer is not None
    assert stream.answer.outcome == "not_found"


def test_a_table_in_an_image_is_recognised_and_its_cells_are_compared(laptop: Laptop) -> None:
    """No model of a laptop reads images; the API calls the function that recognises text."""
    with laptop.connect() as quorum:
        workspace_id = quorum.workspaces.find_or_create("images").workspace_id
        image = b64encode(image_of_table()).decode()
        body = {"workspace_id": workspace_id, "query": "Which site has the highest flow?", "image": image}
        done = quorum.rest.call("POST", "/rag-query-multimodal", body)
    assert "Turku" in done["answer"]
    assert "240" in done["answer"]
    assert done["citations"][0]["document_id"] == "attachment"


def test_dropping_the_same_bytes_again_changes_nothing(laptop: Laptop, workspace: str) -> None:
    with laptop.connect() as quorum:
        before = {document.path: document for document in quorum.documents.list(workspace)}
        for _ in range(3):
            laptop.aws("s3").put_object(
                Bucket=quorum.session.documents_bucket,
                Key=f"inbox/{workspace}/stock.json",
                Body=STOCK.encode(),
            )
        quorum.documents.wait(workspace, ["stock.json"], limit_s=30)
        assert {document.path: document for document in quorum.documents.list(workspace)} == before


def test_nothing_is_lost_by_a_stop_and_a_start(laptop: Laptop, workspace: str) -> None:
    with laptop.connect() as quorum:
        documents = quorum.documents.list(workspace)
        sessions = {session["session_id"] for session in quorum.sessions()}
    laptop.act("stop")
    output = laptop.act("start")
    assert "unchanged" in output
    with laptop.connect() as quorum:
        assert quorum.documents.list(workspace) == documents
        assert sessions <= {session["session_id"] for session in quorum.sessions()}
        answer, _ = ask(quorum, workspace, QUESTION)
    check_warranty(answer)


def test_the_command_line_ingests_asks_and_writes_json(laptop: Laptop, tmp_path: Path) -> None:
    note = tmp_path / "harbour.txt"
    note.write_text("The harbour master of Stromness is Ingrid Rendall. She took office in March 2021.")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    files = (str(note), str(empty), "--workspace", "harbours")
    good, bad = json.loads(laptop.quorum("ingest", *files, "--json", status=1))
    assert (good["path"], good["status"], good["chunks"]) == ("harbour.txt", "ready", 1)
    assert (bad["status"], "0 bytes" in bad["reason"]) == ("failed", True)
    question = ("ask", "Who is the harbour master of Stromness?", "--workspace", "harbours")
    answer = json.loads(laptop.quorum(*question, "--mode", "single", "--model", "extractive", "--json"))
    assert "Ingrid Rendall" in answer["answer"]
    assert answer["outcome"] == "single"
    assert answer["run_id"] in laptop.quorum("run", "list", "--format", "csv")
    assert "Ingrid Rendall" in laptop.quorum("run", "export", answer["run_id"])
    assert "Stromness" in laptop.quorum("document", "export", "harbour.txt", "--workspace", "harbours")
    assert set(answer["timings_ms"]) >= {"retrieve", "first_token", "total"}
    assert set(answer["citations"][0]) >= {
        "marker",
        "document_id",
        "title",
        "page",
        "section",
        "quote",
        "verified",
    }
