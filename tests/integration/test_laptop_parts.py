"""Homes, ports and processes of the laptop default."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from genai_core.errors import Overloaded
from local_runtime import processes
from local_runtime.child_environment import deployment, plain, python_path
from local_runtime.home import REPOSITORY, Home, find_home, read_json, write_json
from local_runtime.ports import choose_ports, remembered_ports
from local_runtime.processes import wait_until
from local_runtime.servers import emulator
from local_runtime.servers.server import Server, answers, throwaway


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "state")


def server(home: Home, command: str, *, is_ready: bool = True) -> Server:
    return Server(
        home=home,
        name="part",
        command=(sys.executable, "-c", command),
        environment=plain(),
        is_ready=lambda: is_ready,
        start_limit_s=2.0,
        stop_limit_s=2.0,
    )


def test_the_home_is_where_the_variable_says(tmp_path: Path) -> None:
    assert find_home({"QUORUM_STATE": str(tmp_path)}).folder == tmp_path
    assert find_home({}).folder.name == ".local"


def test_a_private_file_is_never_readable_to_others(home: Home) -> None:
    write_json(home.session_file, {"password": "x"})
    assert stat.S_IMODE(home.session_file.stat().st_mode) == 0o600
    assert read_json(home.session_file) == {"password": "x"}


def test_a_file_that_was_cut_off_counts_as_missing(home: Home) -> None:
    home.session_file.write_text('{"half')
    assert read_json(home.session_file) == {}


def test_ports_are_remembered_and_a_taken_one_is_replaced_with_a_sentence(home: Home) -> None:
    lines: list[str] = []
    first = choose_ports(home, is_ours=lambda _: False, say=lines.append)
    assert choose_ports(home, is_ours=lambda _: False, say=lines.append) == first == remembered_ports(home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        known = json.loads(home.path("ports.json").read_text())
        write_json(home.path("ports.json"), {**known, "web": taken})
        second = choose_ports(home, is_ours=lambda _: False, say=lines.append)
    assert second.web != taken
    assert second.emulator == first.emulator
    assert len(lines) == 1
    assert f"Port {taken} of web is taken" in lines[0]


def silent(_: str) -> None:
    """Says nothing of a port that is taken."""


def test_a_part_of_ours_keeps_its_port(home: Home) -> None:
    first = choose_ports(home, is_ours=lambda _: False, say=silent)
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ours.bind(("127.0.0.1", first.web))
        ours.listen()
        assert choose_ports(home, is_ours=lambda name: name == "web", say=silent) == first


def test_a_server_is_started_once_and_stopped_with_all_it_started(home: Home) -> None:
    sleeper = (
        "import subprocess, sys, time;"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"
    )
    part = server(home, sleeper)
    assert part.start()
    assert not part.start()
    process = part.process
    assert process is not None
    family = [process]
    while len(family) < 2:
        family = [process, *process.children()]
    assert part.stop()
    psutil.wait_procs(family, timeout=5)
    assert not any(member.is_running() and member.status() != psutil.STATUS_ZOMBIE for member in family)
    assert not part.stop()


def test_a_server_that_ends_at_once_is_reported_with_its_last_words(home: Home) -> None:
    with pytest.raises(Overloaded, match="ended with status 3: no such luck"):
        server(home, "print('no such luck'); raise SystemExit(3)", is_ready=False).start()


def test_a_number_that_another_program_has_now_is_not_ours(home: Home) -> None:
    me = psutil.Process()
    write_json(home.pid_file("part"), {"pid": me.pid, "created": me.create_time() - 500, "command": []})
    assert processes.running(home, "part") is None
    server(home, "pass").stop()
    assert me.is_running()


def test_the_emulators_state_follows_it_to_another_port(home: Home) -> None:
    queues = home.path("emulator", "state", "sqs.json")
    queues.write_text('{"url": "http://127.0.0.1:4570/000000000000/inbox"}')
    emulator.move(home, 4570, 4999)
    assert json.loads(queues.read_text())["url"] == "http://127.0.0.1:4999/000000000000/inbox"


def test_no_key_or_profile_of_the_developer_reaches_a_deployment(home: Home) -> None:
    shell = {
        "AWS_PROFILE": "work",
        "AWS_SECRET_ACCESS_KEY": "real",
        "PATH": "/bin",
        "OPENAI_BASE_URL": "http://x/v1",
    }
    ports = choose_ports(home, is_ours=lambda _: False, say=silent)
    deployed = deployment(ports, home, shell)
    assert "AWS_PROFILE" not in deployed
    assert deployed["AWS_SECRET_ACCESS_KEY"] == "test"
    assert deployed["OPENAI_BASE_URL"] == "http://x/v1"
    assert deployed["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")


def describe(home: Home, port: int) -> Server:
    home.path("data").write_text("x")
    return Server(
        home=home,
        name="files",
        port=port,
        command=(sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)),
        environment=plain(),
        is_ready=lambda: answers(f"http://127.0.0.1:{port}/"),
        folder=home.folder,
    )


def test_a_throwaway_server_is_gone_with_its_data_afterwards(tmp_path: Path) -> None:
    with throwaway(describe) as server:
        process = server.process
        assert process is not None
        assert answers(f"{server.url}/data")
        assert not answers(f"{server.url}/missing")
    assert not process.is_running()
    assert not server.home.folder.exists()
    with throwaway(describe, keep=tmp_path) as kept:
        pass
    assert kept.process is None
    assert (tmp_path / "data").exists()


def test_a_throwaway_server_does_not_outlive_a_killed_test_run(tmp_path: Path) -> None:
    run = (
        "import sys, pathlib, time\n"
        "from tests.integration.test_laptop_parts import describe\n"
        "from local_runtime.servers.server import throwaway\n"
        "with throwaway(describe) as server:\n"
        "    draft = pathlib.Path(sys.argv[1], 'draft')\n"
        "    draft.write_text(f'{server.process.pid} {server.home.folder}')\n"
        "    draft.rename(sys.argv[1] + '/facts')\n"
        "    time.sleep(60)\n"
    )
    paths = {"PYTHONPATH": f"{python_path()}:{REPOSITORY}", "PATH": os.environ["PATH"]}
    runner = subprocess.Popen([sys.executable, "-c", run, str(tmp_path)], env=paths)
    try:
        assert wait_until((tmp_path / "facts").exists, 30)
    finally:
        runner.kill()
        runner.wait()
    pid, folder = (tmp_path / "facts").read_text().split()
    assert wait_until(lambda: not Path(folder).exists(), 20)
    assert not psutil.pid_exists(int(pid))
