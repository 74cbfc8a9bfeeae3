from __future__ import annotations

import pytest

from genai_core.errors import InvalidInput
from genai_core.wiring import engines

pytestmark = pytest.mark.usefixtures("fresh_wiring")


def test_the_deployments_languages_reach_the_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETRIEVAL_LANGUAGES", "english,german")
    assert engines.analyser().weigh("Was kosten die Häuser?") == {
        "kost": 1.0,
        "haus": 1.0,
        "kost haus": 0.5,
    }


def test_english_alone_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETRIEVAL_LANGUAGES", raising=False)
    assert engines.analyser().others == ()


def test_a_language_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETRIEVAL_LANGUAGES", "klingon")
    with pytest.raises(InvalidInput, match="klingon"):
        engines.analyser()
