"""Every path of `answer_question`, through real executions."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.contract.aws import Aws
from tests.statemachines.scripted import Execution, ScriptedMachine

Script = dict[str, list[dict[str, Any]]]

SCOPE = {"workspace_id": "w1", "reader": "ada", "filters": {"type": "pdf"}}
ENGINE = "postgresql"
ENCODER = "all-minilm-l6-v2"
QUESTION = {
    "run_id": "run-1",
    "workspace_id": SCOPE["workspace_id"],
    "user_id": SCOPE["reader"],
    "filters": SCOPE["filters"],
    "text": "why?",
    "standalone": "why is it so?",
}
MODELS = [{"model_id": "m1", "family": "a"}, {"model_id": "m2", "family": "b"}]
PASSAGE = {"chunk": {"text": "Because."}, "score": 1.0, "scores": {}}
CANDIDATE = {"chunk_id": "c1", "score": 0.5}
DONE = {"done": True, "run_id": "run-1", "answer": "Because. [1]"}


@pytest.fixture(scope="module")
def machine(aws: Aws, tmp_path_factory: pytest.TempPathFactory) -> ScriptedMachine:
    return ScriptedMachine(aws, "answer_question", tmp_path_factory.mktemp("script")).deploy()


@pytest.fixture
def script() -> Script:
    return deepcopy(
        {
            "prepare_question": [
                {
                    "result": {
                        "question": QUESTION,
                        "models": MODELS,
                        "history": [],
                        "retrieval": {
                            "depth": 50,
                            "limit": 8,
                            "engine": ENGINE,
                            "encoder": ENCODER,
                            "expand": False,
                        },
                        "started_at": "2026-01-01T00:00:00+00:00",
                        "supplied": [],
                        "is_computed": False,
                    }
                }
            ],
            "search_dense": [{"result": {"candidates": [CANDIDATE]}}],
            "search_lexical": [{"result": {"candidates": []}}],
            "fuse_passages": [{"result": {"passages": [PASSAGE], "degraded": []}}],
            "publish_passages": [{"result": None}],
            "ask_model": [{"result": {"model_id": "any", "status": "answered", "text": "Because."}}],
            "reach_consensus": [{"result": {"run_id": "run-1", "text": "Because."}}],
            "record_answer": [{"result": DONE}],
        }
    )


def ask(machine: ScriptedMachine, script: Script) -> Execution:
    return machine.run({"run_id": "run-1"}, script)


def test_a_question_goes_through_every_step_once(machine: ScriptedMachine, script: Script) -> None:
    ended = ask(machine, script)
    assert (ended.status, ended.output) == ("SUCCEEDED", DONE)
    assert sorted(call["name"] for call in ended.calls) == sorted([*script, "ask_model"])
    assert ended.events_of("search_dense") == [
        {
            **SCOPE,
            "run_id": "run-1",
            "engine": ENGINE,
            "encoder": ENCODER,
            "text": "why is it so?",
            "depth": 50,
            "expansion": {},
        }
    ]
    (fused,) = ended.events_of("fuse_passages")
    assert fused == {
        **SCOPE,
        "run_id": "run-1",
        "engine": ENGINE,
        "encoder": ENCODER,
        "text": "why is it so?",
        "dense": [CANDIDATE],
        "lexical": [],
        "limit": 8,
        "degraded": [],
        "expansion": {},
    }
    asked = sorted(ended.events_of("ask_model"), key=lambda event: event["model"]["model_id"])
    assert [event["model"] for event in asked] == MODELS
    assert all(
        event["passages"] == [PASSAGE] and event["members"] == [model["model_id"] for model in MODELS]
        for event in asked
    )
    assert asked[0]["question"] == QUESTION
    assert asked[0]["history"] == []
    (consensus,) = ended.events_of("reach_consensus")
    assert consensus["models"] == MODELS
    assert len(consensus["answers"]) == 2
    assert consensus["started_at"] == "2026-01-01T00:00:00+00:00"
    assert ended.events_of("record_answer") == [
        {"question": QUESTION, "answer": {"run_id": "run-1", "text": "Because."}}
    ]


EXPANSION = {"variations": ["how come?"], "filters": {"author": "Ada"}, "degraded": []}


def test_a_model_is_asked_about_the_question_only_where_the_plan_says_so(
    machine: ScriptedMachine, script: Script
) -> None:
    script["expand_question"] = [{"result": EXPANSION}]
    script["prepare_question"][0]["result"]["retrieval"]["expand"] = True
    ended = ask(machine, script)
    assert ended.status == "SUCCEEDED"
    assert ended.events_of("expand_question") == [
        {"text": "why is it so?", "run_id": "run-1", "user_id": "ada", "workspace_id": "w1"}
    ]
    for step in ("search_dense", "search_lexical", "fuse_passages"):
        assert [event["expansion"] for event in ended.events_of(step)] == [EXPANSION]
    script["prepare_question"][0]["result"]["retrieval"]["expand"] = False
    assert ask(machine, script).events_of("expand_question") == []


def test_an_expansion_that_fails_is_flagged_and_the_question_searched_as_it_is(
    machine: ScriptedMachine, script: Script
) -> None:
    script["expand_question"] = [{"error": "Misconfigured", "message": "no such model"}]
    script["prepare_question"][0]["result"]["retrieval"]["expand"] = True
    ended = ask(machine, script)
    assert ended.status == "SUCCEEDED"
    assert ended.events_of("search_dense")[0]["expansion"] == {"degraded": ["expansion"]}
    assert ended.events_of("fuse_passages")[0]["expansion"] == {"degraded": ["expansion"]}


def test_one_model_alone_stays_a_list(machine: ScriptedMachine, script: Script) -> None:
    script["prepare_question"][0]["result"]["models"] = MODELS[:1]
    ended = ask(machine, script)
    (consensus,) = ended.events_of("reach_consensus")
    assert consensus["models"] == MODELS[:1]
    assert isinstance(consensus["answers"], list)
    assert len(consensus["answers"]) == 1


@pytest.mark.parametrize("retriever", ["dense", "lexical"])
def test_a_retriever_that_fails_is_null_and_named(
    machine: ScriptedMachine, script: Script, retriever: str
) -> None:
    script[f"search_{retriever}"] = [{"error": "Misconfigured", "message": "no index"}]
    ended = ask(machine, script)
    assert ended.status == "SUCCEEDED"
    (fused,) = ended.events_of("fuse_passages")
    assert fused[retriever] is None
    assert fused["degraded"] == [retriever]


def test_a_retriever_that_is_overloaded_once_is_asked_again(machine: ScriptedMachine, script: Script) -> None:
    script["search_dense"] = [{"error": "Overloaded"}, {"result": {"candidates": [CANDIDATE]}}]
    ended = ask(machine, script)
    assert len(ended.events_of("search_dense")) == 2
    assert ended.events_of("fuse_passages")[0]["degraded"] == []


def test_both_retrievers_failing_is_an_error_and_not_an_empty_answer(
    machine: ScriptedMachine, script: Script
) -> None:
    script["search_dense"] = script["search_lexical"] = [{"error": "Misconfigured"}]
    ended = ask(machine, script)
    assert (ended.status, ended.error) == ("FAILED", "Overloaded")
    (recorded,) = ended.events_of("record_answer")
    assert recorded["run_id"] == "run-1"
    assert recorded["error"]["code"] == "Overloaded"
    assert "both retrievers" in recorded["error"]["message"]
    assert ended.events_of("ask_model") == []


def test_without_passages_no_model_is_asked(machine: ScriptedMachine, script: Script) -> None:
    script["fuse_passages"] = [{"result": {"passages": [], "degraded": ["reranker"]}}]
    ended = ask(machine, script)
    assert ended.status == "SUCCEEDED"
    assert ended.events_of("ask_model") == []
    (consensus,) = ended.events_of("reach_consensus")
    assert (consensus["answers"], consensus["passages"]) == ([], [])
    assert consensus["degraded"] == ["reranker"]


def test_a_model_whose_function_fails_is_a_reported_value(machine: ScriptedMachine, script: Script) -> None:
    script["ask_model"][0]["by_model"] = [{"model": "m2", "error": "Misconfigured", "message": "no key"}]
    ended = ask(machine, script)
    assert ended.status == "SUCCEEDED"
    (consensus,) = ended.events_of("reach_consensus")
    failed = [answer for answer in consensus["answers"] if answer["status"] == "failed"]
    assert failed == [{"model_id": "m2", "family": "b", "status": "failed", "reason": "no key"}]


def test_a_model_whose_function_ran_out_of_time_is_timed_out_and_not_asked_again(
    machine: ScriptedMachine, script: Script
) -> None:
    stopped = {"model": "m2", "error": "Sandbox.Timedout", "message": "Task timed out after 75.00 seconds"}
    script["ask_model"][0]["by_model"] = [stopped]
    ended = ask(machine, script)
    (consensus,) = ended.events_of("reach_consensus")
    assert [answer["status"] for answer in consensus["answers"]].count("timed_out") == 1
    assert len(ended.events_of("ask_model")) == 2


def test_passages_that_cannot_be_published_do_not_matter(machine: ScriptedMachine, script: Script) -> None:
    script["publish_passages"] = [{"error": "Misconfigured"}]
    assert ask(machine, script).status == "SUCCEEDED"


@pytest.mark.parametrize("name", ["InvalidInput", "Forbidden", "NotFound", "Refused"])
def test_a_refused_question_ends_with_its_reason(machine: ScriptedMachine, script: Script, name: str) -> None:
    script["prepare_question"] = [{"error": name, "message": "not like this"}]
    ended = ask(machine, script)
    assert (ended.status, ended.error, ended.cause) == ("FAILED", name, "not like this")
    assert len(ended.events_of("prepare_question")) == 1
    (recorded,) = ended.events_of("record_answer")
    assert recorded == {
        "run_id": "run-1",
        "error": {"code": name, "message": "not like this", "remedy": ""},
    }


def test_an_error_of_no_known_name_is_reported_as_overloaded(
    machine: ScriptedMachine, script: Script
) -> None:
    script["fuse_passages"] = [{"error": "ZeroDivisionError", "message": "oops"}]
    ended = ask(machine, script)
    assert (ended.status, ended.error) == ("FAILED", "Overloaded")


def test_consensus_that_is_throttled_once_is_repeated(machine: ScriptedMachine, script: Script) -> None:
    script["reach_consensus"] = [{"error": "Throttled"}, *script["reach_consensus"]]
    ended = ask(machine, script)
    assert (ended.status, ended.output) == ("SUCCEEDED", DONE)
    assert len(ended.events_of("reach_consensus")) == 2
    assert len(ended.events_of("search_dense")) == 1


def test_a_record_that_fails_for_good_still_tells_the_client(
    machine: ScriptedMachine, script: Script
) -> None:
    script["record_answer"] = [{"error": "Misconfigured", "message": "no table"}, {"result": {}}]
    ended = ask(machine, script)
    assert (ended.status, ended.error) == ("FAILED", "Misconfigured")
    assert ended.events_of("record_answer")[1]["error"]["message"] == "no table"


def test_models_and_passages_run_side_by_side(machine: ScriptedMachine, script: Script) -> None:
    script["ask_model"][0]["seconds"] = 0.6
    script["publish_passages"][0]["seconds"] = 0.6
    ended = ask(machine, script)
    at = {call["name"]: call["at"] for call in ended.calls}
    assert abs(at["publish_passages"] - at["ask_model"]) < 0.5


def test_the_same_file_runs_as_a_standard_machine(
    aws: Aws, tmp_path_factory: pytest.TempPathFactory, script: Script
) -> None:
    standard = ScriptedMachine(aws, "answer_question", tmp_path_factory.mktemp("standard"), express=False)
    assert ask(standard.deploy(), script).output == DONE


def test_a_passage_given_with_the_question_is_answered_from_too(
    machine: ScriptedMachine, script: Script
) -> None:
    given = {"chunk": {"text": "a | b"}, "score": 1.0, "scores": {}}
    script["prepare_question"][0]["result"]["supplied"] = [given]
    ended = ask(machine, script)
    assert ended.events_of("ask_model")[0]["passages"] == [given, PASSAGE]
    script["fuse_passages"] = [{"result": {"passages": [], "degraded": []}}]
    assert ask(machine, script).events_of("ask_model")[0]["passages"] == [given]


def test_what_was_computed_from_a_given_table_is_answered_from_alone(
    machine: ScriptedMachine, script: Script
) -> None:
    computed = {"chunk": {"text": "Bonn has the highest Price: 9 (cell C3)."}, "score": 1.0, "scores": {}}
    script["prepare_question"][0]["result"] |= {"supplied": [computed], "is_computed": True}
    ended = ask(machine, script)
    assert ended.output == DONE
    assert ended.events_of("ask_model")[0]["passages"] == [computed]
    assert ended.events_of("search_dense") == ended.events_of("fuse_passages") == []
