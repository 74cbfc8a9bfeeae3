"""As whom a function signs in to PostgreSQL."""

from __future__ import annotations

import pytest

from genai_core.ports.search_store import StoreSettings
from genai_core.wiring import engines
from tests.fresh_wiring import forget_wiring


@pytest.mark.parametrize(("reader", "user"), [("", "quorum"), ("quorum_reader", "quorum_reader")])
def test_a_function_that_has_a_reader_signs_in_as_that(
    monkeypatch: pytest.MonkeyPatch, reader: str, user: str
) -> None:
    asked: list[str] = []

    class Store:
        def open(self, settings: StoreSettings) -> None:
            asked.append(settings.url)

    monkeypatch.setenv("DATABASE_HOST", "db")
    monkeypatch.setenv("DATABASE_READER", reader)

    def named(_: str) -> Store:
        return Store()

    monkeypatch.setattr(engines, "store_named", named)
    forget_wiring()
    try:
        engines.engine_parts("postgresql")
    finally:
        forget_wiring()
    assert asked == [f"postgresql://{user}@db:5432/quorum"]
