from dataclasses import replace
from typing import Literal

import pytest

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.errors import Forbidden, InvalidInput, Misconfigured, NotFound
from tests.unit.usecases.answering.scenario import ANNA, SPACE, Scenario, spec

CATALOGUE = (spec("extractive"), spec("small"), spec("large", role="strong"), spec("judge", role="judge"))


def prepared(scenario: Scenario):
    return scenario.prepare(scenario.question.run_id)


def test_a_question_gets_all_models_but_judges_and_the_client_hears_it_is_accepted() -> None:
    scenario = Scenario(CATALOGUE)
    result = prepared(scenario)
    assert [model.model_id for model in result.models] == ["extractive", "small", "large"]
    assert scenario.frames("accepted")[0]["models"] == ["extractive", "small", "large"]
    assert (result.retrieval.depth, result.retrieval.limit) == (50, 8)


def test_single_mode_asks_the_strong_model_and_cascade_two_families_before_it() -> None:
    assert [m.model_id for m in prepared(Scenario(CATALOGUE, mode="single")).models] == ["large"]
    family = (spec("a1", "a"), spec("a2", "a"), spec("b1", "b"), spec("s", role="strong"))
    assert [m.model_id for m in prepared(Scenario(family, mode="cascade")).models] == ["a1", "b1", "s"]


def test_asked_models_come_before_the_workspaces_own() -> None:
    scenario = Scenario(CATALOGUE, models=(ModelId("small"),))
    scenario.workspaces.update(replace(scenario.workspaces.get(SPACE), models=(ModelId("large"),)))
    assert [m.model_id for m in prepared(scenario).models] == ["small"]
    other = Scenario(CATALOGUE)
    other.workspaces.update(replace(other.workspaces.get(SPACE), models=(ModelId("large"), ModelId("gone"))))
    assert [m.model_id for m in prepared(other).models] == ["large"]


def test_an_unknown_model_is_named_with_what_there_is() -> None:
    with pytest.raises(InvalidInput, match=r"'gpt-9'.*extractive"):
        prepared(Scenario(CATALOGUE, models=(ModelId("gpt-9"),)))


def test_no_model_at_all_is_misconfigured_and_says_the_remedy() -> None:
    with pytest.raises(Misconfigured, match="extractive"):
        prepared(Scenario(()))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 201])
def test_an_empty_or_overlong_question_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        prepared(Scenario(CATALOGUE, text=text))


def test_a_stranger_may_not_ask_and_an_unknown_workspace_is_not_found() -> None:
    with pytest.raises(Forbidden):
        prepared(Scenario(CATALOGUE, user_id=UserId("eve")))
    with pytest.raises(NotFound):
        prepared(Scenario(CATALOGUE, workspace_id=WorkspaceId("nowhere")))


def test_a_follow_up_is_folded_into_a_question_that_stands_alone() -> None:
    scenario = Scenario(CATALOGUE, text="And how tall is it?", standalone="")
    turns: list[tuple[Literal["user", "assistant"], str]] = [
        ("user", "When was the Eiffel Tower completed?"),
        ("assistant", "In 1889."),
    ]
    for number, (role, text) in enumerate(turns):
        scenario.conversations.append(
            SessionMessage(
                scenario.question.session_id,
                SPACE,
                ANNA,
                role,
                text,
                f"2026-01-0{number + 1}",
                f"old{number}",
            )
        )
    result = prepared(scenario)
    assert result.question.standalone == "When was the Eiffel Tower completed? And how tall is it?"
    assert [turn.text for turn in result.history] == ["When was the Eiffel Tower completed?", "In 1889."]


def test_history_of_another_workspace_does_not_leak() -> None:
    scenario = Scenario(CATALOGUE, text="And it?")
    scenario.conversations.append(
        SessionMessage(
            scenario.question.session_id, WorkspaceId("secret"), ANNA, "user", "Salary?", "2026-01-01", "old"
        )
    )
    assert prepared(scenario).history == ()


def test_a_table_that_answers_the_question_is_computed_and_nothing_else_is_needed() -> None:
    table = "City,Price\nKiel,9 €\nBonn,12 €\n"
    result = prepared(Scenario(CATALOGUE, text="Which city has the highest price?", attachment=table))
    assert result.is_computed
    assert [passage.chunk.text for passage in result.supplied] == [
        "Bonn has the highest Price: 12 € (cell B3)."
    ]
    other = prepared(Scenario(CATALOGUE, text="Who wrote Faust?", attachment=table))
    assert not other.is_computed
    assert [passage.chunk.text for passage in other.supplied] == [table.strip()]
