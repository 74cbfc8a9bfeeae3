"""Which sentences are chosen, and when nothing is."""

from genai_core.domain.generation.sentence_selection import (
    MAX_SENTENCES,
    MAX_WORDS,
    PassageSentence,
    passage_sentences,
    select_sentences,
)
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


def test_sentences_come_in_the_passages_own_order() -> None:
    picked = chosen("How long is the Rhine and where does the Rhine rise?", RIVERS)
    assert picked == sorted(picked, key=RIVERS.index)
    assert len(picked) >= 2


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
    found = passage_sentences([passage(text, 2.0, "The Rhine", parts), passage("Cheese.")])
    assert [(one.score, one.place, one.passage) for one in found] == [(0.5, 0, 0), (2.0, 1, 0), (1.0, 0, 1)]
    assert [one.titled for one in found] == ["The Rhine: It is long.", "The Rhine: It is wide.", "Cheese."]
