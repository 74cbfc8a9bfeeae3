"""Questions to tables in seven languages: a computation where one is asked for, and nothing else."""

from __future__ import annotations

import pytest

from genai_core.domain.tables.answer_wording import ANSWER_WORDS
from genai_core.domain.tables.computing import compute
from genai_core.domain.tables.document_tables import FoundTable, compute_from
from genai_core.domain.tables.given_tables import read_table
from genai_core.domain.tables.question_languages import WORDS
from genai_core.domain.tables.table import Table

TABLES = {
    "german": "Stadt;Land;Preis;Gewicht (kg)\nKiel;Deutschland;950,00 €;2,5\n"
    "Bonn;Deutschland;1.250,50 €;3,0\nOslo;Norwegen;800,00 €;12,5\n",
    "french": "Ville;Pays;Prix;Poids (kg)\nKiel;Allemagne;950,00 €;2,5\nBonn;Allemagne;1250,50 €;3,0\n"
    "Oslo;Norvège;800,00 €;12,5\n",
    "spanish": "Ciudad;País;Precio;Peso (kg)\nKiel;Alemania;950,00 €;2,5\nBonn;Alemania;1.250,50 €;3,0\n"
    "Oslo;Noruega;800,00 €;12,5\n",
    "italian": "Città;Paese;Prezzo;Peso (kg)\nKiel;Germania;950,00 €;2,5\nBonn;Germania;1.250,50 €;3,0\n"
    "Oslo;Norvegia;800,00 €;12,5\n",
    "portuguese": "Cidade;País;Preço;Peso (kg)\nKiel;Alemanha;950,00 €;2,5\nBonn;Alemanha;1.250,50 €;3,0\n"
    "Oslo;Noruega;800,00 €;12,5\n",
    "dutch": "Plaats;Land;Prijs;Gewicht (kg)\nKiel;Duitsland;950,00 €;2,5\nBonn;Duitsland;1.250,50 €;3,0\n"
    "Oslo;Noorwegen;800,00 €;12,5\n",
}
COMPUTED = {
    "german": {
        "Welche Stadt hat den höchsten Preis?": "1.250,50 €",
        "Welche Stadt hat das geringste Gewicht?": "2,5",
        "Wie hoch ist die Summe der Preise?": "3000,5 €",
        "Wie hoch ist der Durchschnittspreis der Städte in Deutschland?": "1100,25 €",
        "Wie viele Städte liegen in Deutschland?": "2",
        "Welche Stadt in Deutschland ist die teuerste?": "1.250,50 €",
        "Wie groß ist der Unterschied im Preis zwischen Kiel und Bonn?": "300,5 €",
    },
    "french": {
        "Quelle ville a le prix le plus élevé ?": "1250,50 €",
        "Quelle ville a le poids le plus faible ?": "2,5",
        "Quelle est la somme des prix ?": "3000,5 €",
        "Quel est le prix moyen des villes en Allemagne ?": "1100,25 €",
        "Combien de villes sont en Allemagne ?": "2",
        "Quelle est la ville la moins chère ?": "800,00 €",
    },
    "spanish": {
        "¿Qué ciudad tiene el precio más alto?": "1.250,50 €",
        "¿Qué ciudad tiene el peso más bajo?": "2,5",
        "¿Cuál es la suma de los precios?": "3000,5 €",
        "¿Cuál es el precio medio de las ciudades en Alemania?": "1100,25 €",
        "¿Cuántas ciudades hay en Alemania?": "2",
        "¿Cuál es la ciudad más barata?": "800,00 €",
    },
    "italian": {
        "Quale città ha il prezzo più alto?": "1.250,50 €",
        "Quale città ha il peso minore?": "2,5",
        "Qual è la somma dei prezzi?": "3000,5 €",
        "Qual è il prezzo medio delle città in Germania?": "1100,25 €",
        "Quante città sono in Germania?": "2",
    },
    "portuguese": {
        "Qual cidade tem o preço mais alto?": "1.250,50 €",
        "Qual cidade tem o menor peso?": "2,5",
        "Qual é a soma dos preços?": "3000,5 €",
        "Qual é o preço médio das cidades na Alemanha?": "1100,25 €",
        "Quantas cidades ficam na Alemanha?": "2",
    },
    "dutch": {
        "Welke plaats heeft de hoogste prijs?": "1.250,50 €",
        "Welke plaats heeft het laagste gewicht?": "2,5",
        "Wat is de som van de prijs?": "3000,5 €",
        "Wat is de gemiddelde prijs van de plaatsen in Duitsland?": "1100,25 €",
        "Hoeveel plaatsen liggen in Duitsland?": "2",
        "Welke plaats is de duurste?": "1.250,50 €",
    },
}
NOT_COMPUTED = {
    "german": (
        "Wer ist der jüngste Bürgermeister von Kiel?",
        "Welche Stadt hat den höchsten Preis außer Bonn?",
        "Wie viele Städte haben einen Preis über 900 €?",
        "Warum ist der Preis in Bonn insgesamt gestiegen?",
        "Was ist die Zahl der Einwohner von Kiel?",
        "Wie funktioniert die Summenformel?",
    ),
    "french": (
        "Quelle ville a le prix le plus élevé sauf Bonn ?",
        "Combien de villes ont un prix de plus de 900 € ?",
        "Quel est le nombre d'habitants de Kiel ?",
        "Pourquoi le prix est-il plus élevé à Bonn ?",
    ),
    "spanish": (
        "¿Qué ciudad tiene el precio más alto sin contar Bonn?",
        "¿Cuántas ciudades tienen un precio mayor que 900 €?",
        "¿Quién es el alcalde mayor de Kiel?",
    ),
    "italian": (
        "Quale città ha il prezzo più alto tranne Bonn?",
        "Quante città hanno un prezzo più di 900 €?",
        "Chi è il sindaco più anziano di Kiel?",
    ),
    "portuguese": (
        "Qual cidade tem o preço mais alto exceto Bonn?",
        "Quantas cidades têm um preço maior que 900 €?",
        "Quem é o prefeito mais velho de Kiel?",
    ),
    "dutch": (
        "Welke plaats heeft de hoogste prijs behalve Bonn?",
        "Hoeveel plaatsen hebben een prijs boven 900 €?",
        "Hoeveel kost een reis naar Kiel?",
    ),
}


def table(language: str) -> Table:
    table = read_table(TABLES[language])
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("language", "question", "value"),
    [(language, *pair) for language, pairs in COMPUTED.items() for pair in pairs.items()],
)
def test_a_question_is_computed_in_its_language(language: str, question: str, value: str) -> None:
    computed = compute_from(question, [FoundTable(table(language))])
    assert computed is not None
    assert computed[1].value == value


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question) for language, questions in NOT_COMPUTED.items() for question in questions],
)
def test_a_question_that_only_looks_like_one_is_left_to_the_documents(language: str, question: str) -> None:
    assert compute_from(question, [FoundTable(table(language))]) is None


@pytest.mark.parametrize(
    "question",
    ["Who is the mayor of Kiel?", "What is the media price?", "Is the city of Kiel mais or maize?"],
)
def test_words_of_other_languages_say_nothing_in_an_english_question(question: str) -> None:
    english = read_table("City,Price\nKiel,950\nBonn,1250\n")
    assert english is not None
    assert compute_from(question, [FoundTable(english)]) is None


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (
            "german",
            "Welche Stadt hat den höchsten Preis?",
            "Bonn hat den höchsten Wert bei Preis: 1.250,50 € (Zelle C3).",
        ),
        (
            "french",
            "Combien de villes sont en Allemagne ?",
            "Le nombre de lignes de Ville avec Pays Allemagne est 2 (cellules A2, A3).",
        ),
        (
            "spanish",
            "¿Cuál es la suma de los precios?",
            "El total de Precio es 3000,5 € (celdas C2, C3, C4).",
        ),
        (
            "italian",
            "Quale città ha il peso minore?",
            "Kiel ha il valore più basso di Peso (kg): 2,5 (cella D2).",
        ),
        (
            "portuguese",
            "Qual cidade tem o preço mais alto?",
            "Bonn tem o valor mais alto de Preço: 1.250,50 € (célula C3).",
        ),
        (
            "dutch",
            "Welke plaats heeft de hoogste prijs?",
            "Bonn heeft de hoogste waarde voor Prijs: 1.250,50 € (cel C3).",
        ),
        ("german", "Which city has the highest Preis?", "Bonn has the highest Preis: 1.250,50 € (cell C3)."),
    ],
)
def test_the_answer_is_worded_in_the_language_of_the_question(
    language: str, question: str, answer: str
) -> None:
    table = read_table(TABLES[language])
    assert table
    computed = compute(question, table)
    assert computed
    assert computed.text == answer


def test_every_language_of_questions_has_words_for_answers() -> None:
    assert ANSWER_WORDS.keys() == WORDS.keys()
    assert ANSWER_WORDS["german"].at([f"A{row}" for row in range(2, 16)]).endswith("A13 und 2 weitere)")
