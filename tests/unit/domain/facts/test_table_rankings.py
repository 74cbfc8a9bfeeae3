"""Claims that one row of a table has the highest or the lowest value."""

import pytest

from genai_core.domain.facts.logic.table_comparisons import read_comparison
from genai_core.domain.facts.logic.table_rankings import read_ranking

STATIONS = (
    "Station | Depth | Salinity",
    "North | 40 m | 31 g/l",
    "East | 65 m | 34 g/l",
    "South | 90 m | 36 g/l",
)
TOOLS = ("Product | Stock | Price", "Hammer | 140 | 18 EUR", "Saw | 65 | 27 EUR", "Drill | 22 | 89 EUR")
MODELS = ("Modell | Gewicht | Preis", "A10 | 2,5 kg | 199 EUR", "B20 | 4,1 kg | 349 EUR")


@pytest.mark.parametrize(
    ("table", "claim", "language"),
    [
        (STATIONS, "South is the deepest station.", "english"),
        (STATIONS, "The deepest station is South.", "english"),
        (STATIONS, "North has the lowest salinity.", "english"),
        (TOOLS, "The drill is the most expensive product.", "english"),
        (TOOLS, "The hammer has the highest stock.", "english"),
        (MODELS, "Das teuerste Modell ist B20.", "german"),
    ],
)
def test_a_claim_may_say_which_row_is_first(table: tuple[str, ...], claim: str, language: str) -> None:
    ranking = read_ranking(claim, table[0], table[1:], language)
    assert ranking is not None
    assert ranking.conflict is None
    assert ranking.is_all


@pytest.mark.parametrize(
    ("table", "claim", "language", "first"),
    [
        (STATIONS, "North is the deepest station.", "english", "south"),
        (STATIONS, "East has the lowest salinity.", "english", "north"),
        (TOOLS, "The saw is the cheapest product.", "english", "hammer"),
        (MODELS, "Das schwerste Modell ist A10.", "german", "b20"),
    ],
)
def test_another_row_is_first(table: tuple[str, ...], claim: str, language: str, first: str) -> None:
    ranking = read_ranking(claim, table[0], table[1:], language)
    assert ranking is not None
    assert ranking.conflict is not None
    assert ranking.conflict.evidence == first


@pytest.mark.parametrize(
    "claim",
    [
        "The drill costs 89 EUR.",
        "The drill is the newest product.",
        "The drill and the saw are the cheapest products.",
    ],
)
def test_other_claims_rank_no_row(claim: str) -> None:
    assert read_ranking(claim, TOOLS[0], TOOLS[1:], "english") is None


def test_a_denied_rank_is_left_open() -> None:
    ranking = read_ranking("The hammer is not the cheapest product.", TOOLS[0], TOOLS[1:], "english")
    assert ranking is None or not ranking.is_all


PLATFORMS = ("Station | Opened | Platforms", "Holm | 1911 | 4", "Brack | 1938 | 2", "Sund | 1974 | 6")


@pytest.mark.parametrize(
    ("claim", "first"),
    [
        ("Holm has more platforms than Brack.", "holm"),
        ("Holm has more platforms than Sund.", "sund"),
        ("Brack has fewer platforms than Sund.", "brack"),
        ("Sund has fewer platforms than Brack.", "brack"),
    ],
)
def test_two_rows_are_compared(claim: str, first: str) -> None:
    ranking = read_comparison(claim, PLATFORMS[0], PLATFORMS[1:], "english")
    assert ranking is not None
    assert (ranking.first, ranking.is_all) == (first, True)


@pytest.mark.parametrize(
    "claim", ["Holm has 4 platforms.", "Holm has more trains than Brack.", "Holm is nicer than Brack."]
)
def test_other_claims_compare_no_rows(claim: str) -> None:
    assert read_comparison(claim, PLATFORMS[0], PLATFORMS[1:], "english") is None


OUTPUT = ("Site | Output", "Alm | 500 t", "Tal | 720 t", "See | –")


def test_a_missing_amount_is_neither_the_lowest_nor_zero() -> None:
    ranking = read_ranking("See has the lowest output.", OUTPUT[0], OUTPUT[1:], "english")

    assert ranking is not None
    assert ranking.first == "alm"
    assert read_comparison("Alm has a higher output than See.", OUTPUT[0], OUTPUT[1:], "english") is None
