"""What the nouns' verbs do, against the function that serves the API."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.identifiers import RunId, SessionId, WorkspaceId
from genai_core.domain.protocol.codec import from_json
from genai_core.domain.protocol.done import Done
from quorum_client import Answer
from quorum_client.protocol.codec import to_json
from quorum_client.protocol.sessions import MAX_SESSION_MESSAGES
from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, InMemoryBackend
from tests.unit.quorum_client.command_line import CommandLine, signed_in_as


def asked(backend: InMemoryBackend) -> Answer:
    """Asks as Ann and records the turn, as the machine's last step does."""
    answer = signed_in_as(ANN).query("Is it so?", SHARED)
    backend.runs.keep_result(RunId(answer.run_id), from_json(Done, to_json(answer)))
    turn = (SessionId("s1"), SHARED, ANN)
    backend.conversations.append(
        SessionMessage(*turn, "user", "Is it so?", "2026-01-01T00:00:00Z", answer.run_id)
    )
    backend.conversations.append(
        SessionMessage(
            *turn, "assistant", answer.text, "2026-01-01T00:00:01Z", answer.run_id, to_json(answer)
        )
    )
    return answer


def test_a_workspace_is_made_shown_changed_and_deleted(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    made = json.loads(quorum_as(ANN, "workspace", "create", "papers", "--json").out)
    assert "0 answers" in quorum_as(ANN, "workspace", "show", "papers").out
    assert quorum_as(ANN, "workspace", "set", "papers", "--mode", "single").status == 0
    listed = json.loads(quorum_as(ANN, "workspace", "list", "--json").out)
    assert {each["name"]: each["mode"] for each in listed} == {"papers": "single", "Shared": "quorum"}

    unsure = quorum_as(ANN, "workspace", "delete", "papers")
    assert (unsure.status, "Add --yes" in unsure.err) == (2, True)
    assert quorum_as(ANN, "workspace", "delete", "papers", "--yes").status == 0
    with pytest.raises(Exception, match=made["workspace_id"]):
        backend.workspaces.get(WorkspaceId(made["workspace_id"]))


def test_a_wrong_workspace_names_those_there_are(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    result = quorum_as(ANN, "document", "list", "-w", "Shraed")
    assert (result.status, result.out) == (2, "")
    assert "you have no workspace 'Shraed'. You have 'Shared'" in result.err
    two = quorum_as(ANN, "workspace", "show", "Shared", "-w", "papers")
    assert (two.status, "Name one" in two.err) == (2, True)


def test_a_list_is_a_table_json_or_csv_and_an_empty_one_says_how_to_go_on(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    assert quorum_as(ANN, "workspace", "list").out.splitlines()[0].split()[:2] == ["name", "workspace"]
    rows = list(csv.DictReader(io.StringIO(quorum_as(ANN, "workspaces", "--format", "csv").out)))
    assert (rows[0]["workspace_id"], rows[0]["members"]) == (SHARED, BOB)
    empty = quorum_as(EVE, "workspace", "list")
    assert (empty.status, empty.out) == (0, "")
    assert "quorum workspace create" in empty.err
    assert json.loads(quorum_as(EVE, "workspace", "list", "--json").out) == []


def test_a_conversation_is_listed_shown_exported_renamed_and_deleted(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    answer = asked(backend)
    (listed,) = json.loads(quorum_as(ANN, "sessions", "--json").out)
    assert listed["title"] == "Is it so?"
    shown = quorum_as(ANN, "session", "show", "Is it so?").out
    assert "It is so. [1]" in shown
    assert answer.run_id in shown

    assert quorum_as(ANN, "session", "rename", "Is it so?", "Doubts").status == 0
    markdown = quorum_as(ANN, "session", "export", "Doubts").out
    assert markdown.startswith("# Doubts\n\n## Is it so?\n\nIt is so. [1]\n\n**Models agree.**")
    other = quorum_as(BOB, "session", "show", listed["session_id"])
    assert (other.status, "no conversation" in other.err) == (2, True)
    assert quorum_as(ANN, "session", "delete", "Doubts", "--yes").status == 0
    assert json.loads(quorum_as(ANN, "session", "list", "--json").out) == []


def test_a_conversation_of_many_parts_is_shown_and_exported_whole(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    questions = [f"Is it {number}?" for number in range(MAX_SESSION_MESSAGES + 5)]
    for number, question in enumerate(questions):
        at = f"2026-01-01T{number // 60:02d}:{number % 60:02d}:00+00:00"
        for role in ("user", "assistant"):
            text = question if role == "user" else f"Yes, {number}."
            backend.conversations.append(
                SessionMessage(SessionId("long"), SHARED, ANN, role, text, at, f"r{number}")  # type: ignore[arg-type]
            )
    shown = quorum_as(ANN, "session", "show", "long").out
    exported = quorum_as(ANN, "session", "export", "long").out
    for text in (shown, exported):
        assert re.findall(r"Is it \d+\?", text)[-len(questions) :] == questions
    whole = json.loads(quorum_as(ANN, "session", "export", "long", "--format", "json").out)
    assert (len(whole["messages"]), whole["before"]) == (2 * len(questions), None)


def test_a_conversation_is_shown_to_members_while_it_is_shared(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    asked(backend)
    (listed,) = json.loads(quorum_as(ANN, "sessions", "--json").out)
    for options, words, status in (([], "its workspace", 0), (["--stop"], "you alone", 2)):
        shared = quorum_as(ANN, "session", "share", "Is it so?", *options)
        assert (shared.status, words in shared.err + shared.out) == (0, True)
        shown = quorum_as(BOB, "session", "show", listed["session_id"])
        assert (shown.status, "It is so. [1]" in shown.out) == (status, status == 0)


def test_the_types_of_documents_are_listed_with_their_extensions(quorum_as: CommandLine) -> None:
    types = {
        each["type"]: each["extensions"]
        for each in json.loads(quorum_as(ANN, "document", "types", "--json").out)
    }
    assert types["docx"] == "docx docm dotx"


def test_a_run_is_found_shown_and_exported(
    backend: InMemoryBackend, quorum_as: CommandLine, tmp_path: Path
) -> None:
    answer = asked(backend)
    (listed,) = json.loads(quorum_as(ANN, "run", "list", "--json").out)
    assert (listed["run_id"], listed["question"], listed["outcome"]) == (answer.run_id, "Is it so?", "agreed")
    shown = quorum_as(ANN, "run", "show", answer.run_id).out
    assert shown.index("It is so.") < shown.index("Models agree"), "the verdict is at the end"

    file = tmp_path / "answer.json"
    assert quorum_as(ANN, "run", "export", answer.run_id, "--format", "json", "-o", str(file)).out == ""
    assert json.loads(file.read_text())["run_id"] == answer.run_id
    assert f"Run `{answer.run_id}`" in quorum_as(ANN, "run", "export", answer.run_id).out
    assert quorum_as(EVE, "run", "show", answer.run_id).status == 5
    nowhere = quorum_as(ANN, "run", "export", answer.run_id, "-o", str(tmp_path / "no" / "file"))
    assert (nowhere.status, "cannot be written" in nowhere.err) == (2, True)


def test_a_document_that_does_not_exist_is_reported_with_those_like_it(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    for verb in ("show", "export", "retry", "delete"):
        result = quorum_as(ANN, "document", verb, "report.pdf", "-w", SHARED)
        assert (result.status, result.out) == (2, ""), verb
        assert "there is no document 'report.pdf'" in result.err
    assert quorum_as(ANN, "document", "retry", "-w", SHARED).status == 2
    nothing = quorum_as(ANN, "document", "retry", "--failed", "-w", SHARED)
    assert (nothing.status, nothing.err) == (0, "No document has failed.\n")


def test_models_are_listed_and_shown(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    listed = quorum_as(ANN, "models")
    assert "extractive" in listed.out
    assert "Add a better model" in listed.err
    assert "family" in quorum_as(ANN, "model", "show", "extractive").out
    assert "There are extractive" in quorum_as(ANN, "model", "show", "gpt").err
    assert "hidden" not in listed.words
