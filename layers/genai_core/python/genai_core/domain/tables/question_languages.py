"""Words of questions to tables, by language; `QuestionWords` says what each entry means."""

from __future__ import annotations

from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.tables.question_words import Question, QuestionWords, question_words
from genai_core.domain.text.languages import LANGUAGES

_GERMANIC = ("en", "er", "es", "em", "e", "n", "s")
_FRENCH = ("es", "e", "s", "x")
_ROMANCE = ("es", "os", "as", "is", "e", "o", "a", "s", "i")

WORDS: dict[str, QuestionWords] = {
    "english": question_words(
        silent=LANGUAGES["english"].stop_words,
        operations={
            "difference": r"difference|differ|how much (?:more|less|higher|lower|larger|smaller|cheaper)",
            "average": r"average|mean|on average",
            "lowest": r"lowest|least|smallest|minimum|min|fewest"
            r"|cheapest|shortest|lightest|youngest|bottom",
            "highest": r"highest|largest|biggest|greatest|maximum|max|most|longest|tallest|heaviest|oldest"
            r"|priciest|top",
            "total": r"total|sum|altogether|combined|overall|in all",
            "count": r"how many|number of|count",
        },
        columns={
            "price": r"expensive|cheapest|cheap|priciest|costs?",
            "age": r"oldest|youngest|old",
            "weight": r"heaviest|lightest|heavy|weighs?",
            "length": r"longest|shortest|long",
            "height": r"tallest|tall|high",
            "population": r"people|inhabitants|populous",
        },
        conditions=r"except|excluding|without|not|no|nor|other than|besides|above|below|over|under|at least"
        r"|at most|before|after|since|until|(?:more|less|greater|fewer|higher|lower) than|if|would|each"
        r"|every"
        r"|per|versus|vs",
        generic="table row column value one list file document according entry named name figure",
        endings=("ies", "s"),
    ),
    "german": question_words(
        silent=LANGUAGES["german"].stop_words,
        operations={
            "difference": r"unterschied\w*|differenz|unterscheid\w*|wie ?viel"
            " (?:mehr|weniger|höher|teurer|billiger)",
            "average": r"durchschnitt\w*|mittelwert|im mittel|mittler\w+",
            "lowest": r"niedrigst\w*|kleinst\w*|geringst\w*|wenigsten?|minim\w+|kürzest\w*|leichtest\w*"
            r"|jüngst\w*|billigst\w*|günstigst\w*|tiefst\w*",
            "highest": r"höchst\w*|größt\w*|meisten?|maxim\w+|längst\w*|schwerst\w*|ältest\w*|teuerst\w*",
            "total": r"gesamt\w*|insgesamt|summe|zusammen|alles in allem",
            "count": r"wie ?viele|anzahl|zahl der",
        },
        columns={
            "preis": r"teuerst\w*|teuer|billigst\w*|günstigst\w*|kostet|kosten",
            "alter": r"ältest\w*|jüngst\w*",
            "gewicht": r"schwerst\w*|leichtest\w*|wiegt|wiegen",
            "länge": r"längst\w*|kürzest\w*",
            "einwohner": r"einwohner\w*|bevölkerung",
        },
        conditions=r"außer|ausgenommen|ohne|nicht|kein\w*|über|unter|oberhalb|unterhalb|mindestens"
        r"|höchstens|vor"
        r"|nach|seit|bis|\w+er als|mehr als|wenn|falls|würde\w*|wäre\w*|jede[nmrs]?|pro|je|statt",
        generic="tabelle zeile spalte wert liste datei dokument laut eintrag namens name hat haben gibt"
        " beträgt"
        " liegt liegen steht stehen zwischen hoch groß viel viele",
        joined="gesamt|durchschnitts|höchst|tiefst|mindest|maximal|minimal",
        endings=_GERMANIC,
    ),
    "french": question_words(
        silent=LANGUAGES["french"].stop_words,
        operations={
            "difference": r"différences?|écart|combien (?:de|en) (?:plus|moins)",
            "average": r"moyen(?:ne)?s?|en moyenne",
            "lowest": r"(?:le|la|les) plus (?:bas(?:se)?|petite?|faible|courte?|lég(?:er|ère)|jeune)s?"
            r"|(?:le|la|les) moins|minim\w+",
            "highest": r"(?:le|la|les) plus|maxim\w+",
            "total": r"tota(?:le?|ux)|somme|en tout|au total",
            "count": r"combien d(?:e|['’])|nombre d(?:e|['’])",
        },
        columns={
            "prix": r"ch(?:er|ère)s?|coûte(?:nt)?",
            "âge": r"âgée?s?|vie(?:ux|ille|illes)|jeunes?",
            "poids": r"lourde?s?|lég(?:er|ère)s?|pèse(?:nt)?",
            "longueur": r"longu?e?s?|courte?s?",
            "habitant": r"habitants?|peuplée?s?",
        },
        conditions=r"sauf|excepté|hormis|sans|pas|aucune?|(?<!le )plus d(?:e|['’])|moins d(?:e|['’])"
        r"|au-dessus"
        r"|au-dessous|(?:plus|moins) \w+ que|au moins|au plus|avant|après|depuis|jusqu\w*|si|serait"
        r"|chaque|par",
        generic="table tableau ligne colonne valeur liste fichier document selon nommé nom entre situé"
        " élevé grand haut",
        endings=_FRENCH,
    ),
    "spanish": question_words(
        silent=LANGUAGES["spanish"].stop_words,
        operations={
            "difference": r"diferencia|cuánt[oa]s? (?:más|menos)",
            "average": r"promedio|media|medio|por término medio",
            "lowest": r"más"
            " (?:baj[oa]|pequeñ[oa]|cort[oa]|liger[oa]|joven|barat[oa])s?|menor(?:es)?|mínim[oa]s?|menos",
            "highest": r"más|mayor(?:es)?|máxim[oa]s?",
            "total": r"total(?:es)?|suma|en conjunto",
            "count": r"cuánt[oa]s|número de|cantidad de",
        },
        columns={
            "precio": r"car[oa]s?|barat[oa]s?|cuestan?",
            "edad": r"viej[oa]s?|joven|jóvenes",
            "peso": r"pesad[oa]s?|liger[oa]s?|pesan?",
            "longitud": r"larg[oa]s?|cort[oa]s?",
            "habitantes": r"habitantes|poblad[oa]s?",
        },
        conditions=r"excepto|salvo|sin|no|ningun[oa]?|más de|menos de|(?:mayor|menor|más"
        r"|menos)(?: \w+)? que|al menos"
        r"|como máximo|antes|después|desde|hasta|si|sería|cada|por",
        generic="tabla fila columna valor lista archivo documento según llamado nombre tiene tienen hay"
        " entre alto grande",
        endings=_ROMANCE,
    ),
    "italian": question_words(
        silent=LANGUAGES["italian"].stop_words,
        operations={
            "difference": r"differenza|quant[oaie] (?:in )?(?:più|meno)",
            "average": r"media|medio|medie|medi|in media",
            "lowest": r"più (?:bass|piccol|cort|legger|giovan|economic)\w+|minor[ei]?|minim[oaie]|meno",
            "highest": r"più|maggior[ei]?|massim[oaie]",
            "total": r"total[ei]|somma|in tutto|complessiv[oaie]",
            "count": r"quant[ie]|numero di",
        },
        columns={
            "prezzo": r"car[oaie]|costos[oaie]|economic[oaie]|costano?",
            "età": r"vecchi[oae]?|giovan[ei]|anzian[oaie]",
            "peso": r"pesant[ei]|legger[oaie]|pesano?",
            "lunghezza": r"lung[oah]\w*|cort[oaie]",
            "abitanti": r"abitanti|popolos[oaie]",
        },
        conditions=r"tranne|eccetto|salvo|senza|non|nessun\w*|più di|meno di|(?:maggiore|minore) di"
        r"|più \w+ di"
        r"|almeno|al massimo|prima|dopo|fino|se|sarebbe|ogni|per",
        generic="tabella riga colonna valore lista file documento secondo chiamato nome ha hanno tra"
        " fra si trovano alto grande",
        endings=_ROMANCE,
    ),
    "portuguese": question_words(
        silent=LANGUAGES["portuguese"].stop_words,
        operations={
            "difference": r"diferença|quant[oa]s? (?:mais|menos)",
            "average": r"médi[oa]s?|em média",
            "lowest": r"mais"
            " (?:baix[oa]|pequen[oa]|curt[oa]|leve|nov[oa]|jove[mn]|barat[oa])s?|menor(?:es)?"
            r"|mínim[oa]s?|menos",
            "highest": r"mais|maior(?:es)?|máxim[oa]s?",
            "total": r"tota(?:l|is)|soma|ao todo",
            "count": r"quant[oa]s|número de",
        },
        columns={
            "preço": r"car[oa]s?|barat[oa]s?|custam?",
            "idade": r"velh[oa]s?|nov[oa]s?|jove(?:m|ns)",
            "peso": r"pesad[oa]s?|leves?|pesam?",
            "comprimento": r"compridos?|long[oa]s?|curt[oa]s?",
            "habitantes": r"habitantes|populos[oa]s?",
        },
        conditions=r"exceto|salvo|sem|não|nenhuma?|mais de|menos de|(?:maior|menor|mais"
        r"|menos)(?: \w+)? (?:do )?que"
        r"|pelo menos|no máximo|antes|depois|desde|até|se|seria|cada|por",
        generic="tabela linha coluna valor lista ficheiro arquivo documento segundo chamado nome tem"
        " têm há entre fica ficam alto",
        endings=_ROMANCE,
    ),
    "dutch": question_words(
        silent=LANGUAGES["dutch"].stop_words,
        operations={
            "difference": r"verschil|hoeveel (?:meer|minder|hoger|lager|duurder|goedkoper)",
            "average": r"gemiddelde?",
            "lowest": r"laagste|kleinste|minste?|minimum|kortste|lichtste|jongste|goedkoopste",
            "highest": r"hoogste|grootste|meeste?|maximum|langste|zwaarste|oudste|duurste",
            "total": r"totaal|totale|som|samen|bij elkaar",
            "count": r"hoeveel|aantal",
        },
        columns={
            "prijs": r"duurste|duur|goedkoopste|goedkoop|kost|kosten",
            "leeftijd": r"oudste|jongste",
            "gewicht": r"zwaarste|lichtste|weegt|wegen",
            "lengte": r"langste|kortste",
            "inwoners": r"inwoners?|bevolking",
        },
        conditions=r"behalve|uitgezonderd|zonder|niet|geen|boven|onder|minstens|hoogstens|ten minste"
        r"|voor|na|sinds"
        r"|tot|\w+er dan|meer dan|als|zou|elke?|ieder\w*|per",
        generic="tabel rij kolom waarde lijst bestand document volgens naam tussen ligt liggen staan"
        " heeft hebben zijn hoog groot",
        joined="totaal|maximum|minimum",
        endings=_GERMANIC,
    ),
}
"""Words by language name."""


def question_language(text: str) -> str:
    """Returns the name of a question's language; English if nothing tells which it is."""
    language = language_of(text)
    return language if language in WORDS else "english"


def read_question(text: str) -> Question:
    """Returns a question with the words of its language."""
    language = WORDS[question_language(text)]
    return Question(language.joined.sub(r"\1 ", text) if language.joined else text, language)
