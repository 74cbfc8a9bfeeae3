"""Bounds that a denial reverses are compared as the bounds that they are."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.values.denied_bounds import has_bound, without_denied_bounds
from genai_core.domain.facts.values.named_limits import with_named_limits
from genai_core.domain.facts.values.reading import read_values

REWORDED = (
    ("english", "You must not take more than 4 doses.", "You may take ≤ 4 doses."),
    ("english", "No basket weighs over 12 kg.", "basket weighs ≤ 12 kg."),
    ("english", "It doesn't run for less than 20 minutes.", "It run for ≥ 20 minutes."),
    ("english", "Ladders over 4 m are not allowed.", "Ladders ≤ 4 m are allowed."),
    ("german", "Kein Antrag darf mehr als 5 Seiten haben.", "Antrag darf ≤ 5 Seiten haben."),
    ("french", "Elle ne dure pas plus de 45 minutes.", "Elle dure ≤ 45 minutes."),
    ("spanish", "No debe superar los 6 grados.", "puede ≤ 6 grados."),
    ("italian", "Non deve superare i 6 gradi.", "può ≤ 6 gradi."),
    ("portuguese", "Não se pode levar mais de 2 malas.", "se pode levar ≤ 2 malas."),
    ("dutch", "Het duurt nooit langer dan 2 dagen.", "Het duurt ≤ 2 dagen."),
)
KEPT = (
    "Not all baskets weigh more than 12 kg.",
    "The alarm does not sound if more than 3 doors are open.",
    "Unless the fever exceeds 39 degrees, patients need not call.",
    "Baskets of more than 12 kg are weighed.",
)


@pytest.mark.parametrize(("language", "text", "expected"), REWORDED)
def test_a_denied_bound_becomes_the_other_bound_in_the_same_length(
    language: str, text: str, expected: str
) -> None:
    reworded = without_denied_bounds(text, language)

    assert len(reworded) == len(text)
    assert reworded.split() == expected.split()


@pytest.mark.parametrize("text", KEPT)
def test_other_bounds_stay_as_they_are(text: str) -> None:
    assert without_denied_bounds(text, "english") == text


def test_a_maximum_is_a_bound() -> None:
    assert has_bound("The maximum weight is 12 kg.", "english")
    assert not has_bound("The weight is 12 kg.", "english")


@pytest.mark.parametrize(
    ("text", "limit"),
    [("Das Höchstgewicht beträgt 20 kg.", "at_most"), ("La edad mínima es de 16 años.", "at_least")],
)
def test_limits_are_named_in_other_languages(text: str, limit: str) -> None:
    values = read_values(text).values

    assert [value.limit for value in with_named_limits(text, values)] == [limit]
