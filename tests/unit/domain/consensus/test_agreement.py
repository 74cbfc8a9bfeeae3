import numpy as np
import pytest

from genai_core.domain.consensus.agreeing_sets import clusters, largest_agreeing_set
from genai_core.domain.consensus.agreement import (
    AgreementTable,
    agreement_table,
    encode_answer,
)
from genai_core.domain.consensus.votes import family_weights, support_scores
from genai_core.domain.text.encoded_texts import encode_text

ASKED = "When was the Eiffel Tower completed?"


def table(*answers: str, question: str = ASKED) -> AgreementTable:
    return agreement_table([encode_answer(text, {}) for text in answers], encode_text(question, {}))


def test_a_terse_answer_is_fully_supported_by_a_long_one_that_holds_it() -> None:
    compared = table("1889", "The Eiffel Tower was completed in 1889 by Gustave Eiffel's company.")
    assert compared.agree(0, 1)
    assert compared.support[0, 1] > 0.5


def test_the_questions_own_words_prove_nothing() -> None:
    compared = table("The Eiffel Tower was completed in 1889.", "The Eiffel Tower was completed in 1925.")
    assert not compared.agree(0, 1)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("The fee is 30 euros.", "The fee is 40 euros."),
        ("The cable is 30 metres long.", "The cable is 30 kilometres long."),
        ("It opens on 5 March to all visitors.", "It opens on 5 April to all visitors."),
        ("Guests may bring dogs into the garden.", "Guests may not bring dogs into the garden."),
        ("The valve must be open during the test.", "The valve must be closed during the test."),
    ],
)
def test_a_differing_fact_is_a_conflict_however_similar_the_wording(first: str, other: str) -> None:
    compared = table(first, other, question="What are the rules?")
    assert compared.conflicts[0, 1]
    assert not compared.agree(0, 1)


def test_a_name_in_the_place_of_another_keeps_answers_apart() -> None:
    compared = table("It was designed by Ada Brown.", "It was designed by Carl Weiss.", question="Who?")
    same = table("It was designed by Ada Brown.", "Ada Brown designed it.", question="Who?")
    assert compared.support[0, 1] < same.support[0, 1]


def test_models_of_one_family_share_their_vote() -> None:
    weights = family_weights(["llama", "llama", "claude"])
    assert weights.tolist() == [0.75, 0.75, 1.0]
    scores = support_scores(table("1889", "1889", "1925"), family_weights(["llama", "llama", "claude"]))
    apart = support_scores(table("1889", "1889", "1925"), family_weights(["a", "b", "c"]))
    assert scores[0] < apart[0]


def test_with_learnt_weights_an_answer_counts_for_itself_as_much_as_its_model_is_worth() -> None:
    compared, even = table("1889", "In 1889.", "1925"), np.ones(3)
    assert np.allclose(support_scores(compared, even, even), support_scores(compared, even))
    reliability = np.array([0.5, 0.5, 2.0])
    scores = support_scores(compared, reliability, reliability)
    assert scores[2] > scores[0]
    assert support_scores(table("1889"), np.ones(1), np.ones(1)).tolist() == [0.0]


def test_a_sentence_on_what_the_model_lacks_and_the_order_of_a_list_do_not_count() -> None:
    lacking = table("As an AI, I do not have real-time data. However, it was 1889.", "1889")
    assert lacking.support[1, 0] > 0.9
    first, other = "- mercury\n- venus\n- earth", "- earth\n- mercury\n- venus"
    assert table(first, other, question="Which planets?").support.min() > 0.95


def test_the_heaviest_set_that_agrees_is_found_and_abstainers_stay_out() -> None:
    compared = table("1889", "In 1889.", "1925", "1889, in spring")
    assert largest_agreeing_set(compared, np.ones(4)) == (0, 1, 3)
    assert largest_agreeing_set(compared, np.array([0.0, 1.0, 1.0, 1.0])) == (1, 3)


def test_clusters_part_the_answers() -> None:
    compared = table("1889", "In 1889.", "1925", "1931")
    assert clusters(compared, np.ones(4)) == ((0, 1), (2,), (3,))
