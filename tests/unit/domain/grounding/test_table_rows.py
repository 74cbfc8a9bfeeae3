"""A row of a table that says its columns' names is checked as the row that it is."""

from __future__ import annotations

import pytest

from genai_core.domain.grounding.evidence import build_evidence
from genai_core.domain.grounding.support import Support, check_claim
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.encoded_texts import encode_text

TABLE = (
    "Allowances\n\nCountry | Full day | Day of arrival or departure\n"
    "Germany | 28 euros | 14 euros\nNorway | 75 euros | 50 euros"
)


def check(claim: str, *passages: str) -> Support:
    return check_claim(encode_text(claim, {}), build_evidence(passages, {}))


def test_a_row_with_its_own_columns_names_is_supported_by_that_row() -> None:
    claim = "Country: Norway | Full day: 75 euros | Day of arrival or departure: 50 euros"
    support = check(claim, "Another text.", TABLE)
    assert support.verdict is Verdict.SUPPORTED
    evidence = build_evidence(["Another text.", TABLE], {})
    assert [evidence.sentences[index].encoded.text for index in support.sentences] == [
        "Norway | 75 euros | 50 euros"
    ]


@pytest.mark.parametrize(
    "claim",
    [
        "In Norway a full day is 75 euros and a day of arrival 50 euros.",
        "In Norway a day of arrival is 50 euros and a full day 75 euros.",
        "In Norway a day of arrival is 50 euros.",
    ],
)
def test_a_sentence_about_the_cells_of_one_row_is_supported(claim: str) -> None:
    assert check(claim, TABLE).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "Country: Norway | Full day: 50 euros | Day of arrival or departure: 75 euros",
        "In Norway a full day is 50 euros and a day of arrival 75 euros.",
        "In Norway a day of arrival is 75 euros and a full day 50 euros.",
        "Country: Germany | Full day: 75 euros | Day of arrival or departure: 50 euros",
        "Country: Norway | Full day: 57 euros | Day of arrival or departure: 50 euros",
        "Country: Sweden | Full day: 75 euros | Day of arrival or departure: 50 euros",
    ],
)
def test_a_row_with_a_cell_of_another_row_or_column_is_not(claim: str) -> None:
    assert check(claim, TABLE).verdict is not Verdict.SUPPORTED


def test_a_unit_may_be_written_out() -> None:
    table = "Route | Duration | Fare\nEsbjerg | 18 h | 140 EUR\nBergen | 21 h | 165 EUR"
    assert check("The crossing to Bergen takes 21 hours.", table).verdict is Verdict.SUPPORTED
    assert check("The crossing to Bergen takes 18 hours.", table).verdict is not Verdict.SUPPORTED


def test_the_head_of_a_table_supports_nothing_by_being_empty() -> None:
    assert check("...", TABLE).verdict is not Verdict.SUPPORTED
