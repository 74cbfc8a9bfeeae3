"""Which documented commands cannot run beside an end-to-end test, and what the others are given.

A command that no table names runs as it is written. Keys are commands as `filled` returns them; a key also
stands for commands that begin with it and go on with a further word.
"""

from __future__ import annotations

from collections.abc import Iterable

AWS = "needs an AWS account"
DOWNLOAD = "fetches packages or models"
WHOLE = "takes minutes, and belongs to `make test` itself"
_CLIENT = "tests/unit/quorum_client"

NOT_HERE: dict[str, str] = {
    "OPENAI_BASE_URL=http://127.0.0.1:11434/v1": "needs a server of language models, such as Ollama",
    "QUORUM_CHROMA=/tmp/chroma/bin/chroma": "needs a Chroma server, which is installed apart",
    "QUORUM_STATE=/some/folder make start": "starts a second Quorum",
    "aws configure": AWS,
    "cdk bootstrap": AWS,
    "cdk deploy": AWS,
    "cdk destroy": AWS,
    "cdk diff": AWS,
    "cdk import": AWS,
    "make logs PART=emulator": "goes on until it is interrupted",
    "pipx run pre-commit install": DOWNLOAD,
    "python -m tests.benchmarks": "measures, which takes an idle machine",
    "python -m tools.cost.record": "rewrites tools/cost/recorded.json",
    "python -m tools.erase": AWS,
    "python -m tools.operate.restore": AWS,
    "python -m venv /tmp/chroma": DOWNLOAD,
    "quorum doctor --environment": AWS,
    "quorum evaluate peers": "needs the packages of other projects",
    "quorum redrive --environment": AWS,
    "quorum sign-in --environment dev": AWS,
    "quorum smoke --environment": AWS,
}
"""Reasons, by command."""

ELSEWHERE: dict[str, str] = {
    "pip install": f"{_CLIENT}/test_install.py::installed",
    "quorum cost": "tests/infrastructure/test_cost.py::test_the_command_writes_sums",
    "quorum evaluate answers": f"{_CLIENT}/test_trust_commands.py::test_an_evaluation_is_published",
    "quorum evaluate planted": "tests/unit/domain/consensus/test_planted_documents.py::test_no_plant_makes",
    "quorum extract receipt.jpg": "tests/unit/adapters/extraction/test_recognition.py::test_a_scanned_page",
    "quorum ingest receipt.jpg": "tests/integration/test_ingestion_functions.py::test_a_scan_is_recognised",
    "quorum replay RUN": "tests/e2e/test_operations.py::test_the_smoke_walk",
    "quorum sign-in": "tests/integration/test_sign_in_emulator.py::test_a_new_user_chooses_a_password",
    "quorum sign-out": "tests/integration/test_sign_in.py::test_signing_out_ends_the_session",
    "quorum workspace accept": f"{_CLIENT}/test_membership.py::test_a_user_who_is_invited_joins",
    "quorum workspace delete": f"{_CLIENT}/test_nouns.py::test_a_workspace",
    "quorum workspace leave": f"{_CLIENT}/test_membership.py::test_a_user_who_is_invited_joins",
    "quorum workspace move": "tests/statemachines/test_move_workspace.py::test_it_copies_part_by_part",
}
"""Where a test runs what needs a second user or engine, many questions, or answers that somebody types.

Each value is a file and how the name of its test or fixture begins.
"""

TARGETS_ELSEWHERE: dict[str, str] = {
    "audit": "tests/unit/tools/test_advisories.py",
    "build": "`make test` begins with it",
    "cloud": DOWNLOAD,
    "coverage": WHOLE,
    "encoder": DOWNLOAD,
    "generate": "`make lint` runs it with --check",
    "install": "`make test` begins with it",
    "lint": WHOLE,
    "lock": DOWNLOAD,
    "reset": "tests/e2e/conftest.py",
    "sbom": "tests/integration/test_supply_chain.py",
    "second-model": DOWNLOAD,
    "secrets": "takes half a minute; the workflow `checks` runs it",
    "start": "tests/e2e/conftest.py",
    "stop": "tests/e2e/test_whole_path.py",
    "test": WHOLE,
    "unit": WHOLE,
}
"""Targets of which only the recipe is read (`make -n`): the reason, or what runs the same."""

IN_CHECKOUT = ("make ", "python ")
"""How commands begin that are typed in the clone, rather than in a folder of the reader's."""

VALUES: dict[str, str] = {
    "FILE": "report.pdf",
    "FILE...": "report.pdf",
    "FILE.tsv": "claims.tsv",
    "FOLDER": "questions",
    "DIR": "questions",
    "…": "report.pdf",
    "...": "ask --help",
    "--workspace": "-w",
}
"""What stands for a word that a reader replaces (RUN and SESSION are the newest ones), or is spelt twice."""

TYPED: dict[str, str] = {"quorum ingest contract.pdf report.xlsx -w papers --password -": "SECRET\n"}
"""What a reader types when asked."""

SHOWN: dict[str, str] = {
    'quorum ask "How soon must the first responder acknowledge a page?" -w samples': "15 minutes",
    'quorum ask "What do the authors conclude?" -w papers': "three per cent",
    'quorum search "first responder" -w samples': "15 minutes",
    "quorum extract report.pdf": "three per cent",
    "quorum evaluate retrieval questions": "nDCG@10",
    "quorum extract contract.pdf --password SECRET": "36 months",
    "make help": "Start everything",
    "make status": "emulator",
}
"""Words that a command must print."""


def filled(command: str) -> str:
    """Returns the command with the words that stand for a value replaced by one."""
    return " ".join(VALUES.get(word, word) for word in command.split(" "))


def matching(command: str, table: Iterable[str]) -> str | None:
    """Returns the longest key of the table that the command is or begins with; None without one."""
    keys = [key for key in table if command == key or command.startswith((f"{key} ", f"{key}:", f"{key}."))]
    return max(keys, key=len, default=None)
