from __future__ import annotations

import random
from dataclasses import replace

import pytest

from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.text.languages import language_called
from genai_core.errors import InvalidInput
from tests.contract.search_engines import (
    chunks_of,
    document,
    engine_on,
    everything,
    fill,
    memory_engine,
    version,
)

LANGUAGES = ("english", "german", "french")
WORDS = [
    f"{left}{right}"
    for left in ("bam", "cor", "dil", "fen", "gup", "hos")
    for right in ("ta", "ri", "mo", "zu", "ke")
]


def ids(hits):
    return [hit.chunk_id for hit in hits]


def scores(hits):
    return {hit.chunk_id: hit.score for hit in hits}


def random_text(rng):
    # Squared, so that some words are frequent and some rare, as in a language.
    return " ".join(WORDS[int(len(WORDS) * rng.random() ** 2)] for _ in range(rng.randint(3, 40)))


def test_rare_words_count_more_than_frequent_ones(engine, workspace):
    fill(engine, workspace, a="volume encryption", b="volume snapshot", c="volume size", d="volume type")
    hits = engine.lexical.search_text(everything(workspace), "volume encryption", 10)
    assert ids(hits)[0] == "a-1-0"
    assert len(hits) == 4
    assert all(hit.score > 0 for hit in hits)


def test_only_chunks_that_share_a_term_are_found(engine, workspace):
    fill(engine, workspace, a="walrus", b="otter")
    assert ids(engine.lexical.search_text(everything(workspace), "walruses and unicorns", 10)) == ["a-1-0"]
    assert engine.lexical.search_text(everything(workspace), "unicorn", 10) == []


def test_the_title_is_searched_too(engine, workspace):
    chunks = chunks_of("a", "nothing of it here", title="Walrus handbook")
    engine.chunks.replace_document(workspace, document("a"), version(1), chunks)
    assert ids(engine.lexical.search_text(everything(workspace), "walrus", 10)) == ["a-1-0"]


@pytest.mark.parametrize(
    "name", ["ml.g5.xlarge", "ABC-1234", "E_ACCESSDENIED", "0x80070005", "sts:AssumeRole"]
)
def test_codes_are_found_and_beat_their_parts(engine, workspace, name):
    parts = name.replace(".", " ").replace("-", " ").replace("_", " ").replace(":", " ")
    others = {f"d{number}": f"something {parts.split()[0]} about {number}" for number in range(10)}
    fill(engine, workspace, wanted=f"It says {name} there.", **others)
    assert ids(engine.lexical.search_text(everything(workspace), f"what is {name}?", 1)) == ["wanted-1-0"]


def test_a_quoted_phrase_beats_its_scattered_words(engine, workspace):
    scattered, phrase = "red the blue box red blue door red blue box", "one big green red door"
    fill(engine, workspace, scattered=scattered, phrase=phrase, other="nothing")
    assert ids(engine.lexical.search_text(everything(workspace), 'the "red door"', 1)) == ["phrase-1-0"]


@pytest.mark.parametrize("question", ["", "   ", "what is the", "🙂", "%_\\", "\x00", "\ud800"])
def test_a_question_without_words_finds_nothing(engine, workspace, question):
    fill(engine, workspace, a="what is the 🙂")
    assert engine.lexical.search_text(everything(workspace), question, 5) == []


def test_a_question_of_ten_thousand_words_is_answered(engine, workspace):
    fill(engine, workspace, a="needle in text")
    question = "needle " + " ".join(f"hay{number}" for number in range(10_000))
    assert ids(engine.lexical.search_text(everything(workspace), question, 5)) == ["a-1-0"]


def test_a_limit_below_one_is_refused_and_a_huge_one_gives_all(engine, workspace):
    fill(engine, workspace, a=tuple(f"common {number}" for number in range(30)))
    with pytest.raises(InvalidInput, match="0"):
        engine.lexical.search_text(everything(workspace), "common", 0)
    assert len(engine.lexical.search_text(everything(workspace), "common", 10_000)) == 30
    assert len(engine.lexical.search_text(everything(workspace), "common", 7)) == 7


def test_an_empty_workspace_finds_nothing(engine, workspace):
    assert engine.lexical.search_text(everything(workspace), "anything", 5) == []


def test_equal_scores_come_in_the_same_order_every_time(engine, workspace):
    fill(engine, workspace, **{f"d{number}": "same words" for number in range(12)})
    hits = engine.lexical.search_text(everything(workspace), "same words", 5)
    assert ids(hits) == sorted(f"d{number}-1-0" for number in range(12))[:5]
    assert engine.lexical.search_text(everything(workspace), "same words", 5) == hits


def test_other_scripts_are_searched(engine, workspace):
    fill(engine, workspace, a="東京都の天気", b="大阪の天気", c="погода в Москве")
    assert ids(engine.lexical.search_text(everything(workspace), "東京", 1)) == ["a-1-0"]
    assert ids(engine.lexical.search_text(everything(workspace), "МОСКВЕ", 1)) == ["c-1-0"]


def test_scores_are_exact_after_any_mix_of_writes(postgres_engine, workspace):
    """PostgreSQL keeps statistics in many segments; they must add up to those of the memory engine."""
    rng, memory = random.Random(5), memory_engine()
    for step in range(150):
        name = f"d{rng.randrange(40)}"
        texts = [random_text(rng) for _ in range(rng.randrange(4))]
        for target in (postgres_engine, memory):
            if not texts:
                target.chunks.delete_document(workspace, document(name))
            else:
                chunks = chunks_of(name, *texts, number=step)
                target.chunks.replace_document(workspace, document(name), version(step), chunks)
    assert postgres_engine.chunks.count(workspace) == memory.chunks.count(workspace)
    for _ in range(30):
        question = " ".join(rng.sample(WORDS, 4))
        expected = memory.lexical.search_text(everything(workspace), question, 20)
        hits = postgres_engine.lexical.search_text(everything(workspace), question, 20)
        assert scores(hits) == pytest.approx(scores(expected), rel=1e-4)


def test_bounded_reading_keeps_the_best_with_exact_scores(postgres_engine, workspace):
    """Frequent terms of which only the first part is read: candidates are still scored over all terms."""
    rng, memory = random.Random(6), memory_engine()
    bounded = engine_on(postgres_engine.chunks.database, max_parts=1)
    for number in range(10):
        texts = [random_text(rng) for _ in range(400)]
        for target in (postgres_engine, memory):
            chunks = chunks_of(f"d{number}", *texts)
            target.chunks.replace_document(workspace, document(f"d{number}"), version(1), chunks)
    shared = 0
    for _ in range(20):
        question = " ".join(rng.sample(WORDS, 3))
        exact = scores(memory.lexical.search_text(everything(workspace), question, 4000))
        best = set(list(exact)[:10])
        hits = bounded.lexical.search_text(everything(workspace), question, 10)
        assert scores(hits) == pytest.approx({key: exact[key] for key in scores(hits)}, rel=1e-4)
        shared += len(best & set(scores(hits)))
    assert shared >= 0.95 * 200


def in_languages(engine, *names):
    """The same engine in a deployment of several languages."""
    first, *others = (LexicalAnalyser(SnowballStemmer(name), language_called(name)) for name in names)
    analyser = replace(first, others=tuple(others))
    chunks, lexical = (replace(index, analyser=analyser) for index in (engine.chunks, engine.lexical))
    return replace(engine, chunks=chunks, lexical=lexical)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Welche Frist gilt für eine Kündigung?", "german"),
        ("Was kosten die Haeuser in der Strasse?", "houses"),
        ("Quand est-ce que l'école ouvre ?", "french"),
        ("How are notices given?", "english"),
        ("Kündigung Frist", "german"),
        ("écoles", "french"),
    ],
)
def test_a_question_finds_its_document_in_each_language(engine, workspace, question, wanted):
    speaking = in_languages(engine, *LANGUAGES)
    fill(
        speaking,
        workspace,
        german="Die Kündigungsfristen sind im Vertrag geregelt und gelten für beide.",
        houses="Das Haus in der Straße wird mit dem Garten verkauft.",
        french="Les portes de l’école s'ouvrent à huit heures, sauf pendant les vacances.",
        english="A notice is given in writing, and the other party has to confirm it.",
    )
    hits = speaking.lexical.search_text(everything(workspace), question, 3)
    assert ids(hits)[0] == f"{wanted}-1-0"


def test_a_documents_own_language_wins_over_what_its_text_looks_like(engine, workspace):
    speaking = in_languages(engine, *LANGUAGES)
    tagged = chunks_of("said", "Häuser 42", metadata={"language": "de"})
    speaking.chunks.replace_document(workspace, document("said"), version(1), tagged)
    fill(speaking, workspace, unsaid="Häuser 42")
    hits = speaking.lexical.search_text(everything(workspace), "Was kostet das Haus?", 5)
    assert ids(hits) == ["said-1-0"]


def test_questions_do_not_leak_between_workspaces_that_share_a_prefix(engine, workspace):
    fill(engine, workspace, a="walrus")
    assert engine.lexical.search_text(everything(WorkspaceId(workspace[:-1])), "walrus", 5) == []
