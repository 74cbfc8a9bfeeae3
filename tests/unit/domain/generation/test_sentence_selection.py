"""Which sentences are chosen, and when nothing is."""

import pytest

from genai_core.domain.generation.passage_sentences import PassageSentence, passage_sentences
from genai_core.domain.generation.sentence_choice import MAX_SENTENCES, MAX_WORDS
from genai_core.domain.generation.sentence_selection import select_sentences
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Part, Passage

RIVERS = (
    "The Rhine rises in the Swiss Alps. It flows through Basel and Cologne. "
    "The Rhine is 1233 kilometres long. Barges carry coal and grain on it."
)
CHEESE = "Gruyère is a hard yellow cheese. It is named after a town in Fribourg."


def passage(text: str, score: float = 1.0, title: str = "", parts: tuple[Part, ...] = ()) -> Passage:
    return Passage(Chunk(ChunkId("c"), DocumentId("d"), 0, text, title), score, {}, parts)


def sentences(*texts: str) -> list[PassageSentence]:
    return passage_sentences([passage(text) for text in texts])


def chosen(question: str, *texts: str) -> list[str]:
    return [s.text for s in select_sentences(question, sentences(*texts)).sentences]


def test_the_sentence_with_the_questions_words_is_chosen() -> None:
    assert "The Rhine is 1233 kilometres long." in chosen("How many kilometres long is the Rhine?", RIVERS)


def test_the_best_sentence_comes_first_and_the_others_in_the_passages_own_order() -> None:
    first, *others = chosen("Which river rises in the Alps, flows through Basel and is long?", RIVERS)
    assert first == "The Rhine rises in the Swiss Alps."
    assert others == sorted(others, key=RIVERS.index)
    late = "Two people are on call at any time. The first responder acknowledges a page within 15 minutes."
    assert "15 minutes" in chosen("How soon must the first responder acknowledge a page?", late)[0]


TABLE = "Country | Full day | Arrival\nGermany | 28 euros | 14 euros\nNorway | 75 euros | 50 euros"


def test_a_table_row_is_quoted_with_its_column_names_and_a_head_never() -> None:
    texts = [sentence.text for sentence in sentences(f"Daily allowances\n{TABLE}")]
    assert texts[1:] == [
        "Country: Germany | Full day: 28 euros | Arrival: 14 euros",
        "Country: Norway | Full day: 75 euros | Arrival: 50 euros",
    ]
    assert chosen("What is paid for a full day in Norway?", TABLE)[0] == texts[2]


def test_rows_without_a_head_and_rows_that_name_their_columns_stay_as_they_are() -> None:
    rows = "HX-10 | 30.00 | 4\nHX-20 | 164.00 | 2"
    assert [sentence.text for sentence in sentences(rows)] == rows.splitlines()
    named = "part: HX-10 | price: 30.00\npart: HX-20 | price: 164.00"
    assert [sentence.text for sentence in sentences(named)] == named.splitlines()


@pytest.mark.parametrize("heading", ["4. Move of the test cluster", "## Test cluster", "Test cluster move"])
def test_a_heading_is_not_an_answer(heading: str) -> None:
    text = f"{heading}\n\nThe test cluster moves to Stockholm on 27 April. It is tested at noon."
    assert chosen("When does the test cluster move?", text)[0].startswith("The test cluster moves")


def test_a_lead_in_is_not_an_answer_but_what_follows_it_is() -> None:
    text = "The limit for one night with breakfast is:\n- 140 euros in large cities"
    assert chosen("What is the limit for one night with breakfast?", text)[0] == "- 140 euros in large cities"


def test_a_row_of_another_country_is_beside_the_point() -> None:
    rows = chosen("What is paid for a full day in Norway?", TABLE)
    assert [row.split(" | ")[0] for row in rows] == ["Country: Norway"]
    both = chosen("What is paid for a full day in Norway and Germany?", TABLE)
    assert len(both) == 1 or {"Country: Norway", "Country: Germany"} == {row.split(" | ")[0] for row in both}


def test_a_duration_of_something_else_is_beside_the_point() -> None:
    text = (
        "The warranty of the relay is 36 months. An update takes four minutes. The warranty covers repairs."
    )
    sentences = chosen("How long is the warranty of the relay?", text)
    assert sentences[0].startswith("The warranty of the relay is 36")
    assert "An update takes four minutes." not in sentences


PARTS = "part: HX-10 | price: 30.00\npart: HX-20 | price: 164.00"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does part HX-99 cost?", PARTS),
        ("What do HX-10 and HX-20 cost together?", PARTS),
        ("Why does the responder have 5 minutes?", "The responder has 15 minutes, as sleep is deep."),
    ],
)
def test_what_is_not_there_and_sums_are_refused(question: str, text: str) -> None:
    assert not select_sentences(question, sentences(text)).is_supported


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does part HX-20 cost?", PARTS),
        ("What do the parts cost together?", "The parts cost 194.00 together."),
        ("Why does the responder have 15 minutes?", "The responder has 15 minutes, as sleep is deep."),
        (
            "What happened in the 1st boom of the nineties?",
            "What happened in the first boom of the nineties? Prices happened to triple in the first boom.",
        ),
    ],
)
def test_what_is_there_is_quoted(question: str, text: str) -> None:
    assert select_sentences(question, sentences(text)).is_supported


def test_what_scores_far_below_the_best_is_left_out() -> None:
    text = f"{RIVERS} The canteen of the harbour opens at noon and closes late."
    assert not any(
        "canteen" in sentence for sentence in chosen("How many kilometres long is the Rhine?", text)
    )


def test_the_answer_is_short_however_much_there_is() -> None:
    passage = " ".join(f"The Rhine number {n} is {'very ' * 30}long." for n in range(40))
    picked = chosen("How long is the Rhine?", passage, RIVERS)
    assert 1 <= len(picked) <= MAX_SENTENCES
    assert sum(len(text.split()) for text in picked[1:]) <= MAX_WORDS


def test_an_unrelated_passage_does_not_support_an_answer() -> None:
    selection = select_sentences("Who invented the telephone exchange?", sentences(CHEESE))
    assert not selection.is_supported


def test_support_is_higher_where_the_passage_answers() -> None:
    question = "Which town is Gruyère named after?"
    about, beside = (select_sentences(question, sentences(text)) for text in (CHEESE, RIVERS))
    assert about.support > beside.support
    assert about.is_supported


def test_a_question_in_the_passage_hands_its_place_to_the_sentence_after_it() -> None:
    passage = "How do I reset the device? Hold the button for ten seconds. The lamp is green."
    picked = chosen("How do I reset the device?", passage)
    assert "Hold the button for ten seconds." in picked
    assert "How do I reset the device?" not in picked


def test_a_sentence_in_two_overlapping_passages_is_said_once() -> None:
    picked = chosen("How long is the Rhine?", RIVERS, "The Rhine is 1233 kilometres long. " + CHEESE)
    assert picked.count("The Rhine is 1233 kilometres long.") == 1


def test_nothing_is_chosen_from_nothing() -> None:
    for question, passages in (("Why?", []), ("", [RIVERS]), ("🙂", [RIVERS]), ("How long?", ["", "  "])):
        selection = select_sentences(question, sentences(*passages))
        assert not selection.is_supported, question


def test_one_sentence_of_thousands_of_words_is_taken_without_harm() -> None:
    picked = chosen("How long is the Rhine?", "The Rhine is long " + "and broad " * 5000)
    assert len(picked) == 1


def test_of_two_alike_the_one_that_retrieval_ranked_higher_leads() -> None:
    passages = [passage("The gate is open on Mondays.", -1.0), passage("The gate is open on Fridays.", 2.0)]
    picked = select_sentences("When is the gate open?", passage_sentences(passages)).sentences
    assert picked[0].text == "The gate is open on Fridays."


def test_a_sentence_knows_its_title_and_the_score_of_its_own_chunk() -> None:
    text = "It is long. It is wide."
    parts = (Part(ChunkId("a"), 0, score=0.5), Part(ChunkId("b"), 12, score=2.0))
    sentences = passage_sentences([passage(text, 2.0, "The Rhine", parts), passage("Cheese.")])
    assert [(sentence.score, sentence.position, sentence.passage) for sentence in sentences] == [
        (0.5, 0, 0),
        (2.0, 1, 0),
        (1.0, 0, 1),
    ]
    assert [sentence.titled for sentence in sentences] == [
        "The Rhine: It is long.",
        "The Rhine: It is wide.",
        "Cheese.",
    ]
