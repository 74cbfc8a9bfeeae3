"""Questions to a table are computed from its cells, and the answer names them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from genai_core.domain.retrieval.attachments import are_computed, supplied_passages
from genai_core.domain.tables.computing import compute
from genai_core.domain.tables.given_tables import read_table

PRICES = (
    "City,Country,Price,Weight (kg)\nKiel,Germany,950 €,2.5\n"
    'Bonn,Germany,"1,250.50 €",3\nOslo,Norway,800 €,12\n'
)


def answered(question: str, text: str = PRICES) -> tuple[str, tuple[str, ...]] | None:
    table = read_table(text)
    assert table is not None
    computed = compute(question, table)
    return (computed.value, computed.cells) if computed else None


@pytest.mark.parametrize(
    ("question", "value", "cells"),
    [
        ("Which city has the highest price?", "1,250.50 €", ("C3",)),
        ("Which city is the cheapest?", "800 €", ("C4",)),
        ("Which is the least expensive city?", "800 €", ("C4",)),
        ("What is the price in Oslo?", "800 €", ("C4",)),
        ("Which country is Oslo in?", "Norway", ("B4",)),
        ("What is the total price?", "3000.5 €", ("C2", "C3", "C4")),
        ("What is the average weight of the cities in Germany?", "2.75", ("D2", "D3")),
        ("How many cities are in Germany?", "2", ("A2", "A3")),
        ("What is the difference in price between Kiel and Bonn?", "300.5 €", ("C2", "C3")),
        ("Which city in Germany has the lowest weight?", "2.5", ("D2",)),
    ],
)
def test_a_question_is_computed_and_its_cells_are_named(
    question: str, value: str, cells: tuple[str, ...]
) -> None:
    assert answered(question) == (value, cells)


def test_units_are_compared_and_not_the_bare_numbers() -> None:
    text = "| Part | Mass |\n|---|---:|\n| Bolt | 2500 g |\n| Nut | 3 kg |\n| Rod | 0.5 kg |\n"
    assert answered("Which part has the largest mass?", text) == ("3 kg", ("B3",))
    assert answered("What is the total mass?", text) == ("6000 g", ("B2", "B3", "B4"))


def test_amounts_that_cannot_be_compared_are_not() -> None:
    text = "Item,Price\nA,5 €\nB,7 $\n"
    assert answered("Which item has the highest price?", text) is None


@pytest.mark.parametrize(
    "question", ["Who wrote Faust?", "Why is it so?", "What is the capital of Norway and its king?"]
)
def test_a_question_that_the_table_does_not_answer_is_left_to_the_documents(question: str) -> None:
    assert answered(question) is None


def test_a_year_in_the_header_names_the_column() -> None:
    text = "Site,2022,2023\nKiel,11,12\nBonn,31,32\n"
    assert answered("What was the value for Kiel in 2023?", text) == ("12", ("C2",))
    assert answered("Which site had the highest value in 2022?", text) == ("31", ("B3",))


def test_what_is_computed_stands_for_the_table() -> None:
    (computed,) = supplied_passages(PRICES, "Which city has the highest price?")
    assert computed.chunk.text == "Bonn has the highest Price: 1,250.50 € (cell C3)."
    assert are_computed([computed])


def test_a_table_that_does_not_answer_is_a_passage_to_read() -> None:
    (given,) = supplied_passages(PRICES, "Who wrote Faust?")
    assert given.chunk.text == PRICES.strip()
    assert not are_computed([given])
    assert supplied_passages(" ") == ()


NAMES = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine")
UNITS = (
    ("Price", " €", ""),
    ("Length", " m", ""),
    ("Stock", "", ""),
    ("Weight (kg)", "", ""),
    ("Fee", "", "$"),
)


def questions(count: int) -> Iterator[tuple[str, str, str, set[str]]]:
    """Yields a table, a question, and the result and the cells that a plain computation gives."""
    chance = random.Random(7)
    for _ in range(count):
        name, after, before = chance.choice(UNITS)
        rows = chance.sample(NAMES, chance.randint(3, 8))
        numbers = chance.sample(range(11, 999), len(rows))
        others = chance.sample(range(1000, 9999), len(rows))
        lines = [
            f"{tree},{before}{n}{after},{other}" for tree, n, other in zip(rows, numbers, others, strict=True)
        ]
        table = "\n".join([f"Tree,{name},Code", *lines])
        word = name.split(" ")[0].lower()
        row = chance.randrange(len(rows))
        best, worst = numbers.index(max(numbers)), numbers.index(min(numbers))
        wanted, shown, chosen_rows = chance.choice(
            [
                (f"Which tree has the highest {word}?", max(numbers), [best]),
                (f"Which tree has the smallest {word}?", min(numbers), [worst]),
                (f"What is the {word} of {rows[row]}?", numbers[row], [row]),
                (f"What is the total {word}?", sum(numbers), range(len(rows))),
            ]
        )
        yield table, wanted, f"{before}{shown}{after}", {f"B{row_number + 2}" for row_number in chosen_rows}


def test_generated_questions_are_answered_exactly_with_their_cells() -> None:
    wrong: list[str] = []
    for table, question, value, cells in questions(200):
        computed = answered(question, table)
        if computed is None or (computed[0], set(computed[1])) != (value, cells):
            wrong.append(f"{question} {computed} instead of {value} {cells}")
    assert not wrong, wrong[:5]
