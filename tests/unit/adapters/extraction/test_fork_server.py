"""Documents that are read one after another by children of one server: nothing passes between them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from genai_core.adapters.extraction import server_process
from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.sandbox import Limits
from genai_core.adapters.extraction.server_process import ServerProcess, child_environment
from genai_core.errors import InvalidInput, Overloaded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each document has a server")

PROBE = """
import json, os, sys, tempfile
from pathlib import Path
sys.path[:0] = {path!r}
from genai_core.adapters.extraction import forking
from genai_core.adapters.extraction.sandbox import Limits, confine
secret = os.open({secret!r}, os.O_RDONLY)
def probe(folder):
    confine(Limits(), folder)
    said = []
    for descriptor in range(0, 512):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        said.append(descriptor)
    os.write(1, b"forged answer")
    found = (said, tempfile.gettempdir(), os.getcwd(), os.getsid(0) == os.getpid())
    Path(folder, "said").write_text(json.dumps(found))
    raise SystemExit(3)
child = os.fork()
if child == 0:
    forking._read(Path({folder!r}), probe)
print(forking._wait(child, 20))
"""


@pytest.fixture
def no_server() -> Iterator[None]:
    """Begins without an idle server, and ends those of the test."""
    others, server_process.idle_servers[:] = list(server_process.idle_servers), []
    yield
    for server in server_process.idle_servers:
        server.end()
    server_process.idle_servers[:] = others


def read(text: str = "# Title\n\nSome text.") -> str:
    document = LimitedExtractor().extract(text.encode(), file_name="a.md").document
    return document.text


def test_a_child_inherits_nothing_that_is_open_and_cannot_answer_for_the_server(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret").write_text("another document")
    own = str(tmp_path / "own")
    program = PROBE.format(path=sys.path, secret=str(tmp_path / "secret"), folder=own)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True, text=True, timeout=60, check=False, env=child_environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "1"
    # Three standard descriptors, and the record of its own memory that it opened itself.
    descriptors, temporary, folder, leads = json.loads((tmp_path / "own/said").read_text())
    assert descriptors[:3] == [0, 1, 2]
    assert len(descriptors) <= 4
    assert (temporary, folder, leads) == (own, own, True)


def test_documents_one_after_another_share_a_server_and_none_of_their_text() -> None:
    first = read("# One\n\nThe quiet walrus.")
    server = server_process.idle_servers[-1]
    assert read("# Two\n\nThe loud otter.") == "Two\n\nThe loud otter."
    assert "walrus" in first
    assert server_process.idle_servers[-1] is server


@pytest.mark.usefixtures("no_server")
def test_a_server_whose_child_was_ended_reads_no_other_document() -> None:
    read()
    (server,) = server_process.idle_servers
    with pytest.raises(InvalidInput, match="not read within 0 seconds"):
        LimitedExtractor(Limits(wall_s=0)).extract(b"text", file_name="slow.txt")
    assert server_process.idle_servers == []
    assert not server.is_usable
    assert read() == "Title\n\nSome text."


@pytest.mark.usefixtures("no_server")
def test_a_server_that_was_killed_is_replaced() -> None:
    read()
    (server,) = server_process.idle_servers
    os.kill(server.pid, signal.SIGKILL)
    os.waitpid(server.pid, 0)
    assert read() == "Title\n\nSome text."
    assert server_process.idle_servers != [server]


def test_a_server_that_dies_at_work_is_reported_and_may_be_tried_again(tmp_path: Path) -> None:
    server = ServerProcess()
    (tmp_path / "request.json").write_text(json.dumps({"file_name": "a.md", "limits": {}}))
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(Overloaded, match="extraction server ended"):
        server.read(tmp_path, 5)
    assert not server.is_usable


def test_a_one_line_file_takes_a_fraction_of_what_starting_python_does() -> None:
    read()
    children = os.times()
    began = time.process_time()
    for number in range(5):
        read(f"Line {number}.")
    assert time.process_time() - began < 0.5
    assert os.times().children_user - children.children_user < 0.2
