"""Parts killed while a question and an ingestion run: a clear error or a finished job, nothing twice."""

from __future__ import annotations

import threading
import time
import uuid
from pathlib import Path

import pytest

from quorum_client import ClientError, Quorum
from tests.e2e.laptop import Laptop

QUESTION = "How soon must the first responder acknowledge a page?"
PARTS = ("postgres", "language_model", "emulator")


def samples(quorum: Quorum) -> str:
    return quorum.workspaces.find("samples").workspace_id


@pytest.mark.parametrize("part", PARTS)
def test_a_question_during_which_a_part_dies_ends_and_the_next_one_is_answered(
    laptop: Laptop, part: str
) -> None:
    ended: list[str] = []
    with laptop.connect() as quorum:
        workspace_id = samples(quorum)
        stream = quorum.stream(QUESTION, workspace_id, limit_s=60)

        def follow() -> None:
            try:
                list(stream)
                ended.append(stream.answer.outcome if stream.answer else "")
            except ClientError as error:
                ended.append(str(error))

        asking = threading.Thread(target=follow)
        asking.start()
        time.sleep(1.0)
        laptop.wait_for_new(part, laptop.kill(part))
        asking.join(150)
        assert not asking.is_alive()
        assert len(ended[0]) > 5
        answer = quorum.ask(QUESTION, workspace_id)
    assert "15 minutes" in answer.text


@pytest.mark.parametrize("part", ["postgres", "emulator"])
def test_documents_dropped_while_a_part_dies_become_ready_once(
    laptop: Laptop, part: str, tmp_path: Path
) -> None:
    # New names each time: a home that is kept knows the files of the last run.
    run = uuid.uuid4().hex[:6]
    files = [tmp_path / f"{part}-{run}-{number}.txt" for number in range(6)]
    for number, file in enumerate(files):
        facts = "\n\n".join(
            f"Fact {line} of book {number} of {run}: {line * number} stones." for line in range(60)
        )
        file.write_text(facts)
    with laptop.connect() as quorum:
        workspace_id = quorum.workspaces.find_or_create("killed").workspace_id
        uploads = [quorum.documents.upload(workspace_id, file) for file in files]
        time.sleep(1.0)
        laptop.wait_for_new(part, laptop.kill(part))
        versions = {upload.path: upload.version for upload in uploads}
        settled = quorum.documents.wait(workspace_id, versions, limit_s=240)
        assert {document.path: document.status for document in settled} == dict.fromkeys(versions, "ready")
        listed = [document.path for document in quorum.documents.list(workspace_id)]
        retrieved = quorum.retrieve(f"Fact 7 of book 3 of {run}", workspace_id)
    assert len(listed) == len(set(listed))
    texts = [passage.text for passage in retrieved]
    assert len(texts) == len(set(texts))
    assert any(f"book 3 of {run}" in text for text in texts)
