from genai_core.domain.identifiers import ModelId
from genai_core.domain.learning.vote_weights import fit_vote_weights

SURE, EVEN, TWIN, OTHER_TWIN = map(ModelId, ("sure", "even", "twin", "other-twin"))


def test_a_model_whose_votes_predict_the_verdict_weighs_more() -> None:
    right = [number % 3 != 0 for number in range(90)]
    votes = [{SURE: 1 if is_right else -1, EVEN: 1} for is_right in right]
    weights = fit_vote_weights([SURE, EVEN], votes, right)
    assert weights[SURE] > weights[EVEN] > 0


def test_two_models_that_always_vote_alike_share_one_weight() -> None:
    right = [number % 3 != 0 for number in range(90)]
    twins = [1 if is_right or number % 2 else -1 for number, is_right in enumerate(right)]
    single = [1 if is_right or number % 4 < 2 else -1 for number, is_right in enumerate(right)]
    votes = [{TWIN: a, OTHER_TWIN: a, SURE: b} for a, b in zip(twins, single, strict=True)]
    weights = fit_vote_weights([SURE, TWIN, OTHER_TWIN], votes, right)
    assert abs(weights[TWIN] - weights[OTHER_TWIN]) < 0.01
    assert weights[SURE] > weights[TWIN]


def test_the_order_of_the_judgements_makes_no_difference() -> None:
    right = [number % 4 != 0 for number in range(40)]
    votes = [{SURE: 1 if number % 3 else -1, EVEN: 1} for number in range(40)]
    forwards = fit_vote_weights([SURE, EVEN], votes, right)
    backwards = fit_vote_weights([SURE, EVEN], votes[::-1], right[::-1])
    assert all(abs(forwards[name] - backwards[name]) < 1e-9 for name in forwards)
