"""Wording of computed answers, in the languages that questions to tables are understood in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MAX_CELLS = 12


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The sentences and words of one language.

    Attributes:
        highest, lowest: With the rows, the column, the conditions, and the value.
        total, average: With the column, the rows if not all of them are meant, and the value.
        difference: With the column, the two rows, and the value.
        count: With the name of the rows, the conditions, and the value.
        lookup: With the column, the row, and the value.
        of_rows: Puts rows behind a column.
        condition: Precedes conditions.
        conjunction: Joins the last two of a list.
        value, row: A column, and a row, without a name.
        cell, cells, more: For the names of the cells.
    """

    highest: str
    lowest: str
    total: str
    average: str
    difference: str
    count: str
    lookup: str
    of_rows: str
    condition: str
    conjunction: str
    value: str
    row: str
    cell: str
    cells: str
    more: str

    def listed(self, names: Sequence[str]) -> str:
        """Returns names as a list: "Bonn, Jena and Kiel"."""
        if len(names) == 1:
            return names[0]
        return f"{', '.join(names[:-1])} {self.conjunction} {names[-1]}"

    def at(self, cells: Sequence[str]) -> str:
        """Returns the names of cells in brackets; those beyond a dozen are counted."""
        more = f" {self.more.format(len(cells) - _MAX_CELLS)}" if len(cells) > _MAX_CELLS else ""
        return f"({self.cells if len(cells) > 1 else self.cell} {', '.join(cells[:_MAX_CELLS])}{more})"


ANSWER_WORDS: dict[str, AnswerWords] = {
    "english": AnswerWords(
        highest="{rows} has the highest {what}{conditions}: {value}",
        lowest="{rows} has the lowest {what}{conditions}: {value}",
        total="The total {what}{rows} is {value}",
        average="The average {what}{rows} is {value}",
        difference="The difference in {what} between {rows} is {value}",
        count="The number of {what} rows{conditions} is {value}",
        lookup="{what} of {rows} is {value}",
        of_rows=" of {rows}{conditions}",
        condition=" with ",
        conjunction="and",
        value="value",
        row="row {}",
        cell="cell",
        cells="cells",
        more="and {} more",
    ),
    "german": AnswerWords(
        highest="{rows} hat den höchsten Wert bei {what}{conditions}: {value}",
        lowest="{rows} hat den niedrigsten Wert bei {what}{conditions}: {value}",
        total="Die Summe von {what}{rows} ist {value}",
        average="Der Durchschnitt von {what}{rows} ist {value}",
        difference="Der Unterschied bei {what} zwischen {rows} ist {value}",
        count="Die Anzahl der Zeilen von {what}{conditions} ist {value}",
        lookup="{what} von {rows} ist {value}",
        of_rows=" für {rows}{conditions}",
        condition=" mit ",
        conjunction="und",
        value="Wert",
        row="Zeile {}",
        cell="Zelle",
        cells="Zellen",
        more="und {} weitere",
    ),
    "french": AnswerWords(
        highest="{rows} a la valeur la plus élevée de {what}{conditions} : {value}",
        lowest="{rows} a la valeur la plus basse de {what}{conditions} : {value}",
        total="Le total de {what}{rows} est {value}",
        average="La moyenne de {what}{rows} est {value}",
        difference="La différence de {what} entre {rows} est {value}",
        count="Le nombre de lignes de {what}{conditions} est {value}",
        lookup="{what} de {rows} est {value}",
        of_rows=" pour {rows}{conditions}",
        condition=" avec ",
        conjunction="et",
        value="valeur",
        row="ligne {}",
        cell="cellule",
        cells="cellules",
        more="et {} autres",
    ),
    "spanish": AnswerWords(
        highest="{rows} tiene el valor más alto de {what}{conditions}: {value}",
        lowest="{rows} tiene el valor más bajo de {what}{conditions}: {value}",
        total="El total de {what}{rows} es {value}",
        average="El promedio de {what}{rows} es {value}",
        difference="La diferencia de {what} entre {rows} es {value}",
        count="El número de filas de {what}{conditions} es {value}",
        lookup="{what} de {rows} es {value}",
        of_rows=" para {rows}{conditions}",
        condition=" con ",
        conjunction="y",
        value="valor",
        row="fila {}",
        cell="celda",
        cells="celdas",
        more="y {} más",
    ),
    "italian": AnswerWords(
        highest="{rows} ha il valore più alto di {what}{conditions}: {value}",
        lowest="{rows} ha il valore più basso di {what}{conditions}: {value}",
        total="Il totale di {what}{rows} è {value}",
        average="La media di {what}{rows} è {value}",
        difference="La differenza di {what} tra {rows} è {value}",
        count="Il numero di righe di {what}{conditions} è {value}",
        lookup="{what} di {rows} è {value}",
        of_rows=" per {rows}{conditions}",
        condition=" con ",
        conjunction="e",
        value="valore",
        row="riga {}",
        cell="cella",
        cells="celle",
        more="e altre {}",
    ),
    "portuguese": AnswerWords(
        highest="{rows} tem o valor mais alto de {what}{conditions}: {value}",
        lowest="{rows} tem o valor mais baixo de {what}{conditions}: {value}",
        total="O total de {what}{rows} é {value}",
        average="A média de {what}{rows} é {value}",
        difference="A diferença de {what} entre {rows} é {value}",
        count="O número de linhas de {what}{conditions} é {value}",
        lookup="{what} de {rows} é {value}",
        of_rows=" para {rows}{conditions}",
        condition=" com ",
        conjunction="e",
        value="valor",
        row="linha {}",
        cell="célula",
        cells="células",
        more="e mais {}",
    ),
    "dutch": AnswerWords(
        highest="{rows} heeft de hoogste waarde voor {what}{conditions}: {value}",
        lowest="{rows} heeft de laagste waarde voor {what}{conditions}: {value}",
        total="Het totaal van {what}{rows} is {value}",
        average="Het gemiddelde van {what}{rows} is {value}",
        difference="Het verschil in {what} tussen {rows} is {value}",
        count="Het aantal rijen van {what}{conditions} is {value}",
        lookup="{what} van {rows} is {value}",
        of_rows=" voor {rows}{conditions}",
        condition=" met ",
        conjunction="en",
        value="waarde",
        row="rij {}",
        cell="cel",
        cells="cellen",
        more="en nog {}",
    ),
}
"""By the name of the language; the same as in `question_languages.WORDS`."""
