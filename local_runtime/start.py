"""Starts and stops every part in order, and reports each step with its time."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress

from genai_core.errors import Conflict, Misconfigured
from local_runtime import (
    child_environment,
    demo,
    deployment,
    old_versions,
    parts,
    processes,
    recovery,
    supervisor,
    welcome,
)
from local_runtime.deployed import read_deployed
from local_runtime.enforcement import enforces
from local_runtime.engine import Choice, choose, uses_opensearch
from local_runtime.fingerprint import LOADED, fingerprint
from local_runtime.home import REPOSITORY, Home
from local_runtime.ports import Ports, choose_ports, remembered_ports
from local_runtime.privacy import keep_private
from local_runtime.report import say, step
from local_runtime.servers import emulator, language_model, opensearch, postgres, web
from local_runtime.servers.local_models import has_second
from local_runtime.servers.opensearch_jars import fetch_jars
from local_runtime.servers.server import Server

NEEDED_BYTES = 1_000_000_000


def start(home: Home, *, samples: bool = True, engine: Choice | None = None) -> None:
    """Starts the parts that do not run, deploys changed stacks, and prepares the demo.

    Args:
        samples: Whether to ingest the sample documents.
        engine: The search engine of new workspaces from now on; None for the one of the last start.

    Raises:
        QuorumError: Something is wrong with this machine, or a part did not start.
    """
    began = time.monotonic()
    _check_disk(home)
    _build()
    keep_private(home)
    with _alone(home):
        choose(home, engine)
        ports = _choose_ports(home)
        was_deployed = home.outputs_file.exists()
        is_fresh = _start_parts(home, ports)
        _deploy(home, ports)
        if was_deployed and is_fresh:
            with step("unfinished work taken up") as current:
                current.note = f"{recovery.take_up(home, ports)} documents"
        _delete_old_versions(home, ports)
        session = demo.sign_up(home, ports, read_deployed(home, ports))
        _start_page(home, ports, session.username)
        supervisor.server(home).start()
        if samples:
            demo.ingest_samples(ports, session)
    say(f"\nQuorum runs after {time.monotonic() - began:.0f} s.\n")
    welcome.explain(home, ports, question=demo.sample_question())


def stop(home: Home) -> None:
    """Stops every part; their data is on disk afterwards."""
    ports = remembered_ports(home)
    if ports is None:
        say("Nothing was ever started here.")
        return
    with _alone(home):
        # The supervisor first, or it would restart the parts.
        for server in [supervisor.server(home), *reversed(parts.all_parts(home, ports))]:
            if server.process:
                with step(f"stop {server.name}"):
                    server.stop()
            else:
                server.stop()


def reset(home: Home) -> None:
    """Stops everything and deletes its data."""
    stop(home)
    with step(f"delete {home.folder}"):
        shutil.rmtree(home.folder, ignore_errors=True)


def _choose_ports(home: Home) -> Ports:
    old_ports = remembered_ports(home)
    ports = choose_ports(home, is_ours=lambda name: processes.running(home, name) is not None, say=say)
    if old_ports and old_ports.emulator != ports.emulator:
        emulator.move(home, old_ports.emulator, ports.emulator)
    return ports


def _check_disk(home: Home) -> None:
    home.folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home.folder).free
    if free < NEEDED_BYTES:
        raise Misconfigured(
            f"the disk of {home.folder} has only {free / 1e9:.1f} GB free of the 1 GB needed",
            remedy="Free some space, then run `make start` again.",
        )


@contextmanager
def _alone(home: Home) -> Generator[None]:
    """Locks the home against a second start or stop."""
    with home.path("lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                f"another start or stop is using {home.folder}", remedy="Wait until it is done."
            ) from None
        yield


def _build() -> None:
    # The build checks its own result by hash, and does nothing if it is complete.
    with step("encoder built"):
        built = subprocess.run(
            [sys.executable, "-m", "tools.build"],
            cwd=REPOSITORY,
            env={**child_environment.plain(), "PYTHONPATH": child_environment.python_path()},
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode:
            raise Misconfigured(
                f"the encoder was not built: {built.stderr.strip()}", remedy="Run `make build`."
            )


def _start_parts(home: Home, ports: Ports) -> bool:
    """Starts the parts that functions need; True if the emulator was started."""
    _restart_for_new_code(home, ports)
    with step(f"PostgreSQL with pgvector on 127.0.0.1:{ports.postgres}") as current:
        postgres.create_data(home)
        current.note = _note(postgres.server(home, ports.postgres).start())
        postgres.create_database(home, ports.postgres)
    if uses_opensearch(home):
        _start_opensearch(home, ports)
    running = emulator.server(home, ports.emulator, web_port=ports.web)
    is_fresh = _start(running, f"AWS emulator on 127.0.0.1:{ports.emulator}")
    _start(
        language_model.server(home, ports.language_model),
        f"SmolLM2 under llama.cpp on 127.0.0.1:{ports.language_model}",
    )
    if has_second():
        second = language_model.second_server(home, ports.second_model)
        _start(second, f"second model under llama.cpp on 127.0.0.1:{ports.second_model}")
    return is_fresh


def _start_opensearch(home: Home, ports: Ports) -> None:
    with step("OpenSearch fetched by Maven") as current:
        current.note = "" if fetch_jars() else "there already"
    _start(opensearch.server(home, ports.opensearch), f"OpenSearch on {ports.opensearch_url}")


def _restart_for_new_code(home: Home, ports: Ports) -> None:
    """Stops an emulator whose warm functions hold outdated code."""
    digest, digest_file = fingerprint(LOADED, {"enforces": str(enforces(home))}), home.path("loaded")
    if processes.running(home, "emulator") and (
        not digest_file.exists() or digest_file.read_text() != digest
    ):
        with step("the functions' code has changed: emulator stopped"):
            supervisor.server(home).stop()
            emulator.server(home, ports.emulator).stop()
    digest_file.write_text(digest)


def _deploy(home: Home, ports: Ports) -> None:
    with step("stacks deployed by the CDK CLI") as current:
        if deployment.is_needed(home, ports):
            deployment.deploy(home, ports)
        else:
            current.note = "unchanged"


def _delete_old_versions(home: Home, ports: Ports) -> None:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - slow, and seldom needed

    # The emulator cannot list a bucket that documents change at that moment; the next start tries again.
    with suppress(BotoCoreError, ClientError):
        old_versions.delete_old(home, ports)


def _start_page(home: Home, ports: Ports, demo_user: str) -> None:
    web.write_config(home, read_deployed(home, ports), ports, demo_user)
    if web.is_built():
        _start(web.server(home, ports.web), f"page on {ports.web_url}")


def _start(server: Server, title: str) -> bool:
    with step(title) as current:
        started = server.start()
        current.note = _note(started)
    return started


def _note(started: bool) -> str:
    return "" if started else "ran already"
