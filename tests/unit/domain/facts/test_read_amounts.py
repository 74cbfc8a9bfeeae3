"""Amounts as seven languages write them: number words, units, bounds, ranges, money and scales."""

from __future__ import annotations

from math import inf

import pytest

from genai_core.domain.facts.values.conflicts import value_conflicts
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import Value, same_amount


def only_number(text: str, language: str) -> Value:
    (value,) = (value for value in read_values(text, language).values if value.kind == "number")
    assert text[value.start : value.end] == value.text
    return value


def amount_in_base_units(value: Value) -> float:
    (interval,) = value.amounts
    assert interval.is_point
    return interval.low * (value.unit.factor if value.unit else 1.0)


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("The hall seats seventeen people.", "english", 17),
        ("The hall seats ninety-nine people.", "english", 99),
        ("The hall seats one hundred and five people.", "english", 105),
        ("The hall seats three thousand people.", "english", 3000),
        ("The fund holds two million euros.", "english", 2e6),
        ("In den Saal passen siebzehn Personen.", "german", 17),
        ("In den Saal passen einundzwanzig Personen.", "german", 21),
        ("In den Saal passen dreihundertfünf Personen.", "german", 305),
        ("In den Saal passen viertausend Personen.", "german", 4000),
        ("La salle accueille dix-sept personnes.", "french", 17),
        ("La salle accueille soixante et onze personnes.", "french", 71),
        ("La salle accueille quatre-vingt-douze personnes.", "french", 92),
        ("La salle accueille trois mille personnes.", "french", 3000),
        ("En la sala caben diecisiete personas.", "spanish", 17),
        ("En la sala caben treinta y cuatro personas.", "spanish", 34),
        ("En la sala caben quinientas personas.", "spanish", 500),
        ("Nella sala entrano diciassette persone.", "italian", 17),
        ("Nella sala entrano ventuno persone.", "italian", 21),
        ("Nella sala entrano duecento persone.", "italian", 200),
        ("Na sala cabem dezassete pessoas.", "portuguese", 17),
        ("Na sala cabem trinta e quatro pessoas.", "portuguese", 34),
        ("Na sala cabem duzentas pessoas.", "portuguese", 200),
        ("In de zaal passen zeventien mensen.", "dutch", 17),
        ("In de zaal passen eenentwintig mensen.", "dutch", 21),
        ("In de zaal passen driehonderd mensen.", "dutch", 300),
    ],
)
def test_number_words_are_read_as_their_amount(text: str, language: str, amount: float) -> None:
    assert amount_in_base_units(only_number(text, language)) == amount


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("The plot costs 1,250,000 euros.", "english", 1250000),
        ("The plot costs 1.25 million euros.", "english", 1250000),
        ("Das Grundstück kostet 1.250.000 Euro.", "german", 1250000),
        ("Das Grundstück kostet 1,25 Millionen Euro.", "german", 1250000),
        ("Le terrain coûte 1 250 000 euros.", "french", 1250000),
        ("Le terrain coûte 1,25 million d'euros.", "french", 1250000),
        ("El terreno cuesta 1.250.000 euros.", "spanish", 1250000),
        ("El terreno cuesta 1,25 millones de euros.", "spanish", 1250000),
        ("Il terreno costa 1.250.000 euro.", "italian", 1250000),
        ("Il terreno costa 1,25 milioni di euro.", "italian", 1250000),
        ("O terreno custa 1.250.000 euros.", "portuguese", 1250000),
        ("O terreno custa 1,25 milhões de euros.", "portuguese", 1250000),
        ("Het perceel kost 1.250.000 euro.", "dutch", 1250000),
        ("Het perceel kost 1,25 miljoen euro.", "dutch", 1250000),
    ],
)
def test_an_amount_of_money_is_the_same_with_separators_and_with_a_scale(
    text: str, language: str, amount: float
) -> None:
    value = only_number(text, language)
    assert value.unit
    assert value.unit.dimension.startswith("currency")
    assert same_amount(amount_in_base_units(value), amount)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("It lasts 90 minutes.", "It lasts 1.5 hours.", "english"),
        ("It lasts 90 minutes.", "It lasts 1 h 30 min.", "english"),
        ("It weighs 2.5 kg.", "It weighs 2,500 g.", "english"),
        ("It is 3 km long.", "It is 3,000 metres long.", "english"),
        ("It holds 750 ml.", "It holds 0.75 litres.", "english"),
        ("It takes two weeks.", "It takes 14 days.", "english"),
        ("It stores 2 GB.", "It stores 2,000 MB.", "english"),
        ("Es dauert 90 Minuten.", "Es dauert anderthalb Stunden.", "german"),
        ("Es wiegt 2,5 kg.", "Es wiegt 2500 Gramm.", "german"),
        ("Cela dure 90 minutes.", "Cela dure 1,5 heure.", "french"),
        ("Pesa 2,5 kg.", "Pesa 2500 gramos.", "spanish"),
        ("Dura due settimane.", "Dura 14 giorni.", "italian"),
        ("Dura duas semanas.", "Dura 14 dias.", "portuguese"),
        ("Het duurt twee weken.", "Het duurt 14 dagen.", "dutch"),
    ],
)
def test_the_same_amount_in_another_unit_is_equal(first: str, second: str, language: str) -> None:
    one, other = only_number(first, language), only_number(second, language)
    assert one.unit
    assert other.unit
    assert one.unit.dimension == other.unit.dimension
    assert same_amount(amount_in_base_units(one), amount_in_base_units(other))


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("It takes at least 5 days.", "english", 5, inf),
        ("It takes at most 5 days.", "english", -inf, 5),
        ("It takes no more than 5 days.", "english", -inf, 5),
        ("It takes up to 5 days.", "english", -inf, 5),
        ("Es dauert mindestens 5 Tage.", "german", 5, inf),
        ("Es dauert höchstens 5 Tage.", "german", -inf, 5),
        ("Es dauert bis zu 5 Tage.", "german", -inf, 5),
        ("Cela prend au moins 5 jours.", "french", 5, inf),
        ("Cela prend au plus 5 jours.", "french", -inf, 5),
        ("Cela prend au maximum 5 jours.", "french", -inf, 5),
        ("Tarda al menos 5 días.", "spanish", 5, inf),
        ("Tarda como máximo 5 días.", "spanish", -inf, 5),
        ("Richiede almeno 5 giorni.", "italian", 5, inf),
        ("Richiede al massimo 5 giorni.", "italian", -inf, 5),
        ("Demora pelo menos 5 dias.", "portuguese", 5, inf),
        ("Demora no máximo 5 dias.", "portuguese", -inf, 5),
        ("Het duurt minstens 5 dagen.", "dutch", 5, inf),
        ("Het duurt hoogstens 5 dagen.", "dutch", -inf, 5),
    ],
)
def test_a_bound_leaves_one_side_open_and_includes_its_number(
    text: str, language: str, low: float, high: float
) -> None:
    (interval,) = only_number(text, language).amounts
    is_from_zero = low == -inf and interval.low in (-inf, 0.0)
    assert (is_from_zero or interval.low == low, interval.high) == (True, high)
    assert not interval.open_low or interval.low in (-inf, 0.0)
    assert not (interval.high == 5 and interval.open_high)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("More than 5 days are needed.", "english"),
        ("Over 5 days are needed.", "english"),
        ("Mehr als 5 Tage sind nötig.", "german"),
        ("Über 5 Tage sind nötig.", "german"),
        ("Plus de 5 jours sont nécessaires.", "french"),
        ("Se necesitan más de 5 días.", "spanish"),
        ("Servono più di 5 giorni.", "italian"),
        ("São precisos mais de 5 dias.", "portuguese"),
        ("Er zijn meer dan 5 dagen nodig.", "dutch"),
    ],
)
def test_more_than_a_number_excludes_it(text: str, language: str) -> None:
    (interval,) = only_number(text, language).amounts
    assert (interval.low, interval.high, interval.open_low) == (5.0, inf, True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It takes 3 to 5 days.", "english"),
        ("It takes 3-5 days.", "english"),
        ("It takes between three and five days.", "english"),
        ("Es dauert 3 bis 5 Tage.", "german"),
        ("Es dauert zwischen drei und fünf Tagen.", "german"),
        ("Cela prend 3 à 5 jours.", "french"),
        ("Cela prend entre trois et cinq jours.", "french"),
        ("Tarda 3 a 5 días.", "spanish"),
        ("Tarda entre tres y cinco días.", "spanish"),
        ("Richiede 3-5 giorni.", "italian"),
        ("Richiede tra tre e cinque giorni.", "italian"),
        ("Demora 3 a 5 dias.", "portuguese"),
        ("Demora entre três e cinco dias.", "portuguese"),
        ("Het duurt 3 tot 5 dagen.", "dutch"),
        ("Het duurt tussen drie en vijf dagen.", "dutch"),
    ],
)
def test_a_range_is_one_value_with_both_ends(text: str, language: str) -> None:
    (interval,) = only_number(text, language).amounts
    assert (interval.low, interval.high) == (3.0, 5.0)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It costs $40.", "english"),
        ("It costs 40 dollars.", "english"),
        ("It costs USD 40.", "english"),
        ("Es kostet 40 Dollar.", "german"),
        ("Cela coûte 40 dollars.", "french"),
        ("Cuesta 40 dólares.", "spanish"),
        ("Costa 40 dollari.", "italian"),
        ("Custa 40 dólares.", "portuguese"),
        ("Het kost 40 dollar.", "dutch"),
    ],
)
def test_a_currency_is_the_same_as_a_sign_a_code_and_a_word(text: str, language: str) -> None:
    dollars = only_number("It costs $40.", "english")
    value = only_number(text, language)
    assert value.unit == dollars.unit
    assert value.amounts == dollars.amounts


@pytest.mark.parametrize(
    ("fraction", "percent", "other"),
    [
        (
            "Three quarters of the seats are sold.",
            "75 % of the seats are sold.",
            "57 percent of the seats are sold.",
        ),
        (
            "Drei Viertel der Plätze sind verkauft.",
            "75 Prozent der Plätze sind verkauft.",
            "57 Prozent der Plätze sind verkauft.",
        ),
        (
            "Trois quarts des places sont vendus.",
            "75 pour cent des places sont vendus.",
            "57 pour cent des places sont vendus.",
        ),
        (
            "Tre quarti dei posti sono venduti.",
            "Il 75 per cento dei posti è venduto.",
            "Il 57 per cento dei posti è venduto.",
        ),
        (
            "Três quartos dos lugares estão vendidos.",
            "75 por cento dos lugares estão vendidos.",
            "57 por cento dos lugares estão vendidos.",
        ),
        (
            "Driekwart van de plaatsen is verkocht.",
            "75 procent van de plaatsen is verkocht.",
            "57 procent van de plaatsen is verkocht.",
        ),
    ],
)
def test_a_fraction_is_its_percentage_and_no_other(fraction: str, percent: str, other: str) -> None:
    assert not value_conflicts(fraction, (percent,))
    assert not value_conflicts(percent, (fraction,))
    assert value_conflicts(fraction, (other,))
    assert value_conflicts(other, (fraction,))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Il terreno costa 2 milioni di dollari.", "Il terreno costa 2 milioni di euro."),
        ("Le terrain coûte 2 millions de dollars.", "Le terrain coûte 2 millions d'euros."),
        ("El terreno cuesta 2 millones de dólares.", "El terreno cuesta 2 millones de euros."),
        ("O terreno custa 2 milhões de dólares.", "O terreno custa 2 milhões de euros."),
    ],
)
def test_another_currency_behind_a_scale_and_a_preposition_conflicts(claim: str, evidence: str) -> None:
    (conflict,) = value_conflicts(claim, (evidence,))
    assert conflict.kind == "unit"
    assert not value_conflicts(claim, (claim,))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Она стоит 40 рублей.", ""),
        ("価格は40ドルです。", ""),
        ("τιμή 40 ευρώ", ""),
        ("السعر 40 دولارا", ""),
    ],
)
def test_a_script_that_is_not_read_gives_no_values_and_says_so(text: str, language: str) -> None:
    reading = read_values(text, language)
    assert (reading.readable, reading.values) == (False, ())


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "|", "…", "12..3..4", "€", "%", "1e", "--", "½½½", "1,2,3,4,5,"]
)
def test_odd_text_is_read_without_an_error_and_inside_its_bounds(text: str) -> None:
    for value in read_values(text).values:
        assert text[value.start : value.end] == value.text
