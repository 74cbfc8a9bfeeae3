"""`python -m tools.erase` says in a sentence what is missing before it can look."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, NoRegionError

from genai_core.errors import Misconfigured
from tools import erase


def test_without_a_region_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise NoRegionError

    monkeypatch.setattr(erase, "_functions_client", fail)
    assert erase.main(["user", "u1", "--environment", "dev"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "You must specify a region" in err
    assert "AWS_REGION" in err


def test_an_environment_that_does_not_exist_is_named() -> None:
    class Functions:
        def get_function_configuration(self, **_: Any) -> None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetFunctionConfiguration")

    with pytest.raises(Misconfigured, match="quorum-nowhere-serve_api cannot be read"):
        erase.adopt_settings("nowhere", without_index=False, client=Functions())
