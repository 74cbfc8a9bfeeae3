"""Times, frequencies, versions, addresses and other codes in seven languages."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.values.conflicts import value_conflicts
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import Value, ValueKind, same_amount

DAY = 86400.0


def values_of(kind: ValueKind, text: str, language: str) -> list[Value]:
    values = [value for value in read_values(text, language).values if value.kind == kind]
    assert all(text[value.start : value.end] == value.text for value in values)
    return values


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("The counter opens at 7:30.", "english", 450),
        ("The counter opens at 7:30 pm.", "english", 1170),
        ("The counter opens at 7 a.m.", "english", 420),
        ("The counter opens at noon.", "english", 720),
        ("The counter opens at half past seven.", "english", 450),
        ("Der Schalter öffnet um 7:30 Uhr.", "german", 450),
        ("Der Schalter öffnet um 7.30 Uhr.", "german", 450),
        ("Der Schalter öffnet um 19 Uhr.", "german", 1140),
        ("Der Schalter öffnet um halb acht.", "german", 450),
        ("Le guichet ouvre à 7 h 30.", "french", 450),
        ("Le guichet ouvre à 19h.", "french", 1140),
        ("Le guichet ouvre à midi.", "french", 720),
        ("La ventanilla abre a las 7:30.", "spanish", 450),
        ("La ventanilla abre a las siete y media.", "spanish", 450),
        ("Lo sportello apre alle 7.30.", "italian", 450),
        ("Lo sportello apre a mezzogiorno.", "italian", 720),
        ("O balcão abre às 7h30.", "portuguese", 450),
        ("O balcão abre às 19h.", "portuguese", 1140),
        ("Het loket gaat open om 7.30 uur.", "dutch", 450),
        ("Het loket gaat open om half acht.", "dutch", 450),
    ],
)
def test_a_time_of_day_is_read_in_every_notation(text: str, language: str, minutes: int) -> None:
    (time,) = values_of("time", text, language)
    assert minutes in time.minutes
    assert all((other - minutes) % 720 == 0 for other in time.minutes)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The counter opens at 7:30.", "The counter opens at 8:30."),
        ("The counter opens at 7:30 am.", "The counter opens at 7:30 pm."),
        ("Der Schalter öffnet um halb acht.", "Der Schalter öffnet um halb neun."),
        ("Le guichet ouvre à 7 h 30.", "Le guichet ouvre à 8 h 30."),
        ("La ventanilla abre a las 7:30.", "La ventanilla abre a las 8:30."),
        ("Lo sportello apre alle 7.30.", "Lo sportello apre alle 8.30."),
        ("O balcão abre às 7h30.", "O balcão abre às 8h30."),
        ("Het loket gaat open om half acht.", "Het loket gaat open om half negen."),
    ],
)
def test_another_time_conflicts_and_the_same_one_does_not(claim: str, evidence: str) -> None:
    assert [conflict.kind for conflict in value_conflicts(claim, (evidence,))] == ["time"]
    assert not value_conflicts(claim, (claim,))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Het duurt 6 uur.", 360),
        ("De winkel is 6 uur open.", 360),
        ("Binnen 24 uur antwoorden wij.", 1440),
        ("De reis is 12 uur lang.", 720),
    ],
)
def test_hours_in_dutch_are_a_length_unless_a_preposition_makes_them_a_time(text: str, minutes: int) -> None:
    (length,) = values_of("number", text, "dutch")
    assert length.unit
    assert abs(length.amounts[0].high) * length.unit.factor == minutes * 60
    assert not values_of("time", text, "dutch")


@pytest.mark.parametrize(
    "text",
    [
        "Het opent om 6 uur.",
        "Het is open tot 6 uur.",
        "Vanaf 6 uur is er soep.",
        "Opening: 6 uur",
        "6 uur 's ochtends",
        "Wij sluiten tegen 6 uur.",
    ],
)
def test_a_dutch_time_of_day_stays_a_time(text: str) -> None:
    (time,) = values_of("time", text, "dutch")
    assert 360 in time.minutes


@pytest.mark.parametrize(
    ("text", "language", "per_day"),
    [
        ("It is checked twice a day.", "english", 2),
        ("It is checked every 6 hours.", "english", 4),
        ("It is checked daily.", "english", 1),
        ("It is checked 3 times a week.", "english", 3 / 7),
        ("It is checked every other day.", "english", 0.5),
        ("Sie wird zweimal täglich geprüft.", "german", 2),
        ("Sie wird alle 6 Stunden geprüft.", "german", 4),
        ("Sie wird dreimal pro Woche geprüft.", "german", 3 / 7),
        ("Elle est contrôlée deux fois par jour.", "french", 2),
        ("Elle est contrôlée toutes les 6 heures.", "french", 4),
        ("Se revisa dos veces al día.", "spanish", 2),
        ("Se revisa cada 6 horas.", "spanish", 4),
        ("Si controlla due volte al giorno.", "italian", 2),
        ("Si controlla ogni 6 ore.", "italian", 4),
        ("É verificado duas vezes por dia.", "portuguese", 2),
        ("É verificado a cada 6 horas.", "portuguese", 4),
        ("Het wordt twee keer per dag gecontroleerd.", "dutch", 2),
        ("Het wordt elke 6 uur gecontroleerd.", "dutch", 4),
    ],
)
def test_a_frequency_is_times_per_period(text: str, language: str, per_day: float) -> None:
    (value,) = values_of("frequency", text, language)
    unit = value.per or value.unit
    assert unit
    assert unit.dimension == "duration"
    assert same_amount(value.amounts[0].low * DAY / unit.factor, per_day)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It is checked twice a day.", "It is checked every 12 hours."),
        ("It is checked once a week.", "It is checked weekly."),
        ("It is checked 4 times a year.", "It is checked quarterly."),
        ("Sie wird zweimal täglich geprüft.", "Sie wird alle 12 Stunden geprüft."),
        ("Elle est contrôlée une fois par semaine.", "Elle est contrôlée chaque semaine."),
        ("Se revisa dos veces al día.", "Se revisa cada 12 horas."),
        ("Si controlla due volte al giorno.", "Si controlla ogni 12 ore."),
        ("Het wordt twee keer per dag gecontroleerd.", "Het wordt elke 12 uur gecontroleerd."),
    ],
)
def test_one_frequency_in_two_wordings_does_not_conflict(claim: str, evidence: str) -> None:
    assert not value_conflicts(claim, (evidence,))
    assert not value_conflicts(evidence, (claim,))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It is checked twice a day.", "It is checked twice a week."),
        ("It is checked every 6 hours.", "It is checked every 8 hours."),
        ("It is checked daily.", "It is checked monthly."),
        ("Sie wird täglich geprüft.", "Sie wird wöchentlich geprüft."),
        ("Elle est contrôlée deux fois par jour.", "Elle est contrôlée trois fois par jour."),
        ("Se revisa cada 6 horas.", "Se revisa cada 8 horas."),
        ("Si controlla ogni 6 ore.", "Si controlla ogni 8 ore."),
        ("É verificado a cada 6 horas.", "É verificado a cada 8 horas."),
        ("Het wordt elke 6 uur gecontroleerd.", "Het wordt elke 8 uur gecontroleerd."),
    ],
)
def test_another_frequency_conflicts(claim: str, evidence: str) -> None:
    assert "frequency" in {conflict.kind for conflict in value_conflicts(claim, (evidence,))}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Install version 2.1.3 first.", "2.1.3"),
        ("Install v2.1.3 first.", "2.1.3"),
        ("It needs Python 3.11.", "3.11"),
    ],
)
def test_a_version_is_compared_by_its_digits(text: str, digits: str) -> None:
    (version,) = values_of("version", text, "english")
    assert version.digits.removeprefix("v") == digits


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Install version 2.1.3.", "Install version 2.1.30."),
        ("Install version 2.10.", "Install version 2.1."),
        ("Install v1.2.3-rc.1.", "Install v1.2.3."),
        ("It needs Python 3.1.", "It needs Python 3.10."),
    ],
)
def test_versions_are_no_decimals_so_a_zero_at_the_end_counts(claim: str, evidence: str) -> None:
    assert value_conflicts(claim, (evidence,))
    assert not value_conflicts(claim, (claim,))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Call +49 30 1234567.", "Call +49 30 1234568."),
        ("Write to ann@example.org.", "Write to anna@example.org."),
        ("It listens at 10.0.0.1.", "It listens at 10.0.0.2."),
        ("See https://example.org/a.", "See https://example.org/b."),
        ("The file is /etc/hosts.", "The file is /etc/hostname."),
        ("The part is HX-1043.", "The part is HX-1034."),
        ("The room is B-204.", "The room is B-240."),
        ("The ratio is 3:1.", "The ratio is 4:1."),
        ("Apply § 12a.", "Apply § 12b."),
    ],
)
def test_a_code_with_one_sign_changed_conflicts(claim: str, evidence: str) -> None:
    assert value_conflicts(claim, (evidence,))
    assert not value_conflicts(claim, (claim,))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Call +49 30 1234567.", "Call +49 30 123 45 67."),
        ("The part is HX-1043.", "The part is hx-1043."),
        ("The ratio is 3:1.", "The ratio is 3 : 1."),
        ("Install v2.1.3.", "Install version 2.1.3."),
    ],
)
def test_a_code_in_another_spelling_does_not_conflict(claim: str, evidence: str) -> None:
    assert not value_conflicts(claim, (evidence,))


@pytest.mark.parametrize(
    "text",
    ["1. Open the lid.\n2. Pour the water.", "(1) Open the lid.\n(2) Close it.", "The lid is open [3]."],
)
def test_numbers_of_list_items_and_notes_are_no_values(text: str) -> None:
    assert [value.text for value in read_values(text, "english").values if not value.is_vague] == []
