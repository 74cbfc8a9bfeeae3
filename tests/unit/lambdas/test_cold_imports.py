"""What a function of the query path may import before its first call: each of these costs a cold start."""

from __future__ import annotations

import subprocess
import sys

import pytest

COSTLY = (
    "boto3",
    "botocore.session",
    "onnxruntime",
    "tokenizers",
    "psycopg",
    "urllib3",
    "numpy",
    "pydantic",
    "genai_core.adapters",
    "genai_core.domain.facts",
    "genai_core.domain.tables",
)
"""Packages that take 10 to 250 ms each, and adapters, which import their vendors' packages."""
ALLOWED = {
    "authorize_request": set[str](),
    "receive_frame": {"genai_core.domain.tables"},
    "serve_api": {"genai_core.domain.tables"},
    "prepare_question": {"pydantic", "genai_core.domain.tables"},
    "search_lexical": {"pydantic", "numpy", "genai_core.domain.tables"},
    "ask_model": {"pydantic", "numpy", "genai_core.domain.facts"},
}


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_a_function_imports_only_what_most_of_its_calls_need(name: str) -> None:
    program = (
        f"import sys, lambdas.{name}.handler; print(*(name for name in {COSTLY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= ALLOWED[name]
