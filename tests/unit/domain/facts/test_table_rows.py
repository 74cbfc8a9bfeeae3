"""Claims about one row of a table: its own cells, another row's, and words of no cell."""

import pytest

from genai_core.domain.facts.logic.table_rows import restates_row, row_conflict

HEAD = "Region | Endpoint | Protocol | Price per day"
ROWS = [
    "us-west-1 | host.us-west-1.example | HTTPS | 12 EUR",
    "us-west-1-lab | host.lab.example | HTTP | 7 EUR",
    "eu-south-1 | host.eu-south-1.example | FTP | 9 EUR",
]


@pytest.mark.parametrize(
    "claim",
    [
        "The endpoint of us-west-1 is host.us-west-1.example.",
        "The region us-west-1-lab costs 7 EUR per day.",
        "The protocol FTP is used for eu-south-1.",
    ],
)
def test_what_a_row_says_is_restated(claim: str) -> None:
    assert restates_row(claim, HEAD, ROWS, "english")
    assert row_conflict(claim, HEAD, ROWS, "english") is None


@pytest.mark.parametrize(
    ("claim", "rival"),
    [
        ("The endpoint of us-west-1 is host.eu-south-1.example.", "host.us-west-1.example"),
        ("The price per day of us-west-1 is 7 EUR.", "12 eur"),
        ("The protocol of us-west-1-lab is HTTPS.", "http"),
        ("HTTPS costs 9 EUR.", "9 eur"),
    ],
)
def test_a_cell_of_another_row_is_a_conflict(claim: str, rival: str) -> None:
    conflict = row_conflict(claim, HEAD, ROWS, "english")
    assert conflict is not None
    assert (conflict.kind, conflict.evidence) == ("role", rival)
    assert not restates_row(claim, HEAD, ROWS, "english")


@pytest.mark.parametrize(
    "claim",
    [
        "The price per day of us-west-1 is not 12 EUR.",
        "The protocol of us-west-1 is 12 EUR.",
        "The endpoint of us-west-1 was hacked at 12 EUR.",
    ],
)
def test_what_no_cell_says_is_not_restated(claim: str) -> None:
    assert not restates_row(claim, HEAD, ROWS, "english")


MARKS = ["Oak Street | red | yes", "Mill Lane | blue | no"]


@pytest.mark.parametrize(
    ("claim", "is_right"),
    [
        ("Oak Street has step-free access.", True),
        ("There is no step-free access at Mill Lane.", True),
        ("Mill Lane has step-free access.", False),
        ("Oak Street has no step-free access.", False),
    ],
)
def test_a_cell_that_says_yes_or_no_is_read_with_its_column(claim: str, is_right: bool) -> None:
    head = "Station | Line | Step-free access"
    assert restates_row(claim, head, MARKS, "english") is is_right
    assert (row_conflict(claim, head, MARKS, "english") is None) is is_right


def test_a_word_of_another_row_s_list_is_a_conflict() -> None:
    rows = ["Team | e-mail", "Pro | phone and e-mail"]
    assert row_conflict("The Team plan comes with phone support.", "Plan | Support", rows, "english")
    assert not row_conflict("The Team plan comes with e-mail support.", "Plan | Support", rows, "english")
