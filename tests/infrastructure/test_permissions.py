"""A function may do what its grants say, and nothing else."""

import json

import pytest

from lambdas.catalogue import FUNCTIONS
from lambdas.catalogue.function_spec import FunctionSpec
from stacks.constructs.permissions import PERMISSIONS
from stacks.constructs.standard_function import NETWORK_INTERFACES
from stacks.constructs.strict_role import TRACES
from tests.infrastructure.assembly import Assembly, as_list

LOGGING = {"logs:CreateLogStream", "logs:PutLogEvents"}
TRACING = set(TRACES.actions)
# Only these are allowed on everything; none has a resource to name.
UNBOUND = TRACING | set(NETWORK_INTERFACES.actions) | {"bedrock:Rerank"}
# No environment of ours reranks with a model of AWS; test_reranker.py looks at one that does.
NOT_HERE = "reranker:invoke"


def granted(spec: FunctionSpec, *, but: tuple[str, ...] = (NOT_HERE,)) -> set[str]:
    return {
        action
        for grant in spec.grants
        if grant not in but
        for actions in PERMISSIONS[grant].actions.values()
        for action in actions
    }


def allowed(assembly: Assembly, spec: FunctionSpec) -> set[str]:
    statements = assembly.statements(assembly.function(spec.name))
    return {action for statement in statements for action in as_list(statement["Action"])}


def test_every_function_is_allowed_what_it_was_granted_and_no_more(cloud: Assembly) -> None:
    for spec in FUNCTIONS:
        actions = {action for action in allowed(cloud, spec) if not action.startswith("ec2:")}
        # Targets that this environment has not: a search domain, endpoints, secrets, guardrails.
        absent = {"es:ESHttp*", "sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"}
        absent |= {"secretsmanager:GetSecretValue", "bedrock:ApplyGuardrail"}
        # Connecting wakes the database only where that is switched on.
        absent |= {"lambda:InvokeFunction"}
        assert actions - LOGGING - TRACING <= granted(spec), spec.name
        # The encoder of these environments runs in the function itself.
        assert granted(spec, but=(NOT_HERE, "encoders:invoke")) - absent <= actions, spec.name


def test_only_functions_that_reach_the_database_or_read_documents_are_in_the_network(cloud: Assembly) -> None:
    for spec in FUNCTIONS:
        function = cloud.function(spec.name)
        assert ("VpcConfig" in function.properties) is spec.in_vpc, spec.name
        interfaces = any(action.startswith("ec2:") for action in allowed(cloud, spec))
        assert interfaces is spec.in_vpc, spec.name


@pytest.mark.parametrize("name", ["extract_document", "recognize_pages"])
def test_a_function_that_reads_documents_is_isolated_and_reaches_only_inbox_and_artifacts(
    cloud: Assembly, name: str
) -> None:
    function = cloud.function(name)
    (subnet, *_) = function.properties["VpcConfig"]["SubnetIds"]
    assert "Isolated" in json.dumps(subnet)
    reached = {
        action: json.dumps(statement["Resource"])
        for statement in cloud.statements(function)
        for action in as_list(statement["Action"])
        if action.startswith("s3:")
    }
    assert reached.keys() == {"s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"}
    assert "/inbox/*" in reached["s3:GetObject"]
    assert all("/artifacts/*" in reached[action] for action in reached if action != "s3:GetObject")


def test_images_of_questions_are_read_by_an_isolated_function_that_reaches_no_data(cloud: Assembly) -> None:
    reader = cloud.function("recognize_image")
    assert "Isolated" in json.dumps(reader.properties["VpcConfig"]["SubnetIds"])
    services = {
        action.partition(":")[0]
        for statement in cloud.statements(reader)
        for action in as_list(statement["Action"])
    }
    assert services <= {"logs", "xray", "ec2"}
    (invoked,) = (
        json.dumps(statement["Resource"])
        for statement in cloud.statements(cloud.function("serve_api"))
        if "lambda:InvokeFunction" in as_list(statement["Action"])
    )
    assert "RecognizeImage" in invoked


def test_no_statement_covers_everything_but_those_without_a_resource(assembly: Assembly) -> None:
    for spec in FUNCTIONS:
        for statement in assembly.statements(assembly.function(spec.name)):
            if "*" in as_list(statement["Resource"]):
                assert set(as_list(statement["Action"])) <= UNBOUND, spec.name


def test_no_action_of_a_function_is_a_wildcard_beyond_the_search_domain(cloud: Assembly) -> None:
    for spec in FUNCTIONS:
        assert {action for action in allowed(cloud, spec) if "*" in action} <= {"es:ESHttp*"}


def test_a_table_is_reached_by_its_own_grants_only(cloud: Assembly) -> None:
    for spec in FUNCTIONS:
        if "tables:sweep" in spec.grants:
            continue  # all tables are what it is there for
        tables = {grant.partition(":")[0] for grant in spec.grants}
        for statement in cloud.statements(cloud.function(spec.name)):
            if str(as_list(statement["Action"])[0]).startswith("dynamodb:"):
                text = json.dumps(statement["Resource"])
                assert any(f"Tables{name.title()}" in text for name in tables), (spec.name, text)


def test_a_state_machine_calls_only_what_its_file_names(assembly: Assembly) -> None:
    for machine in assembly.resources("AWS::StepFunctions::StateMachine"):
        role_id = machine.properties["RoleArn"]["Fn::GetAtt"][0]
        role = assembly.templates[machine.stack]["Resources"][role_id]["Properties"]
        statements = [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]
        invoked = [
            resource["Fn::GetAtt"][0]
            for each in statements
            if each["Action"] == "lambda:InvokeFunction"
            for resource in as_list(each["Resource"])
        ]
        named = [
            value["Fn::GetAtt"][0]
            for value in machine.properties["DefinitionSubstitutions"].values()
            if "Fn::GetAtt" in value
        ]
        assert sorted(invoked) == sorted(named)


def test_functions_that_search_sign_in_as_a_user_who_only_reads(cloud: Assembly) -> None:
    for spec in FUNCTIONS:
        function = cloud.function(spec.name)
        users = {
            json.dumps(resource).rpartition("/")[2].split('"')[0]
            for statement in cloud.statements(function)
            if "rds-db:connect" in as_list(statement["Action"])
            for resource in as_list(statement["Resource"])
        }
        variables = function.properties["Environment"]["Variables"]
        if "database:read" in spec.grants:
            assert (users, variables["DATABASE_READER"]) == ({"quorum_reader"}, "quorum_reader"), spec.name
        else:
            assert users == ({"quorum"} if "database:write" in spec.grants else set()), spec.name
            assert "DATABASE_READER" not in variables


def test_ways_out_of_the_network_lead_to_buckets_and_tables_of_the_account_only(cloud: Assembly) -> None:
    resources = [each.properties for each in cloud.resources("AWS::EC2::VPCEndpoint")]
    gateways = [each for each in resources if each["VpcEndpointType"] == "Gateway"]
    assert len(gateways) == 2
    for gateway in gateways:
        (statement,) = gateway["PolicyDocument"]["Statement"]
        assert statement["Condition"] == {"StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}}
