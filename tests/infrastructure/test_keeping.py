"""What is stored is encrypted, recoverable and private; nothing costs while idle."""

from aws_cdk.aws_rds import AuroraPostgresEngineVersion

from cdk_app.config.database_rules import LEAST_MINORS
from cdk_app.config.environment import AuroraConfig
from lambdas.catalogue import function
from lambdas.catalogue.tables import TABLES
from local_runtime import old_versions
from tests.infrastructure.assembly import REPOSITORY, Assembly
from tests.infrastructure.resolved import resolved

MIGRATIONS = list(REPOSITORY.glob("layers/genai_core/python/genai_core/adapters/pgvector/schema/[0-9]*.sql"))


def test_every_table_of_the_list_is_recoverable_encrypted_and_on_demand(assembly: Assembly) -> None:
    tables = list(assembly.resources("AWS::DynamoDB::Table"))
    assert len(tables) == len(TABLES)
    for table in tables:
        values = table.properties
        assert values["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
        assert values["SSESpecification"]["SSEEnabled"] is True
        assert values["BillingMode"] == "PAY_PER_REQUEST"


def test_tables_have_the_keys_indexes_and_expiry_of_the_list(local: Assembly) -> None:
    resources = {each.logical_id: each.properties for each in local.resources("AWS::DynamoDB::Table")}
    for spec in TABLES:
        values = next(
            value for key, value in resources.items() if key.startswith(f"Tables{spec.name.title()}")
        )
        keys = [key["AttributeName"] for key in values["KeySchema"]]
        assert keys == [key for key in (spec.partition_key, spec.sort_key) if key]
        indexes = {index["IndexName"] for index in values.get("GlobalSecondaryIndexes", [])}
        assert indexes == {index.name for index in spec.indexes}
        assert values.get("TimeToLiveSpecification", {}).get("AttributeName", "") == spec.ttl


def test_every_bucket_is_encrypted_private_and_speaks_tls_only(cloud: Assembly) -> None:
    denials = [
        statement
        for policy in cloud.resources("AWS::S3::BucketPolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny"
        and statement["Condition"].get("Bool", {}).get("aws:SecureTransport") == "false"
    ]
    buckets = list(cloud.resources("AWS::S3::Bucket"))
    assert len(denials) == len(buckets) == 2
    for bucket in buckets:
        assert bucket.properties["BucketEncryption"]
        assert all(bucket.properties["PublicAccessBlockConfiguration"].values())


def test_documents_are_announced_from_the_inbox_only_and_artifacts_expire(assembly: Assembly) -> None:
    buckets = assembly.resources("AWS::S3::Bucket")
    (bucket,) = [each for each in buckets if "NotificationConfiguration" in each.properties]
    announced = bucket.properties["NotificationConfiguration"]["TopicConfigurations"]
    assert [each["Event"] for each in announced] == ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
    assert {each["Filter"]["S3Key"]["Rules"][0]["Value"] for each in announced} == {"inbox/"}
    rules = {rule["Id"]: rule for rule in bucket.properties["LifecycleConfiguration"]["Rules"]}
    assert rules["artifacts"]["ExpirationInDays"] > 0
    assert rules["leftovers"]["AbortIncompleteMultipartUpload"]
    # The laptop's emulator applies no rules: old_versions does it instead.
    assert rules["leftovers"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": old_versions.KEPT.days}


def test_a_message_that_fails_reaches_the_dead_letters(assembly: Assembly) -> None:
    queues = {each.logical_id: each.properties for each in assembly.resources("AWS::SQS::Queue")}
    (inbox,) = [values for values in queues.values() if "RedrivePolicy" in values]
    assert inbox["RedrivePolicy"]["maxReceiveCount"] == 5
    assert inbox["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] in queues
    assert inbox["VisibilityTimeout"] >= 6 * function("start_ingestion").timeout_s
    assert all(values["SqsManagedSseEnabled"] for values in queues.values())
    (mapping,) = assembly.resources("AWS::Lambda::EventSourceMapping")
    assert mapping.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_nothing_in_the_network_costs_while_idle(cloud: Assembly) -> None:
    kinds = {each.type for each in cloud.resources()}
    assert not kinds & {"AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::RDS::DBProxy"}
    endpoints = [each.properties for each in cloud.resources("AWS::EC2::VPCEndpoint")]
    assert [each["VpcEndpointType"] for each in endpoints] == ["Gateway", "Gateway"]


def test_the_cluster_is_encrypted_signs_in_by_iam_and_pauses_as_configured(
    dev: Assembly,
) -> None:
    (cluster,) = dev.resources("AWS::RDS::DBCluster")
    values = cluster.properties
    assert values["StorageEncrypted"] is True
    assert values["EnableIAMDatabaseAuthentication"] is True
    assert values["EnableHttpEndpoint"] is True
    assert values["ServerlessV2ScalingConfiguration"] == {
        "MinCapacity": 0,
        "MaxCapacity": 4,
        "SecondsUntilAutoPause": 300,
    }
    (bootstrap,) = dev.resources("Custom::DatabaseStatements")
    statements = bootstrap.properties["Statements"]
    assert statements[0] == "CREATE EXTENSION IF NOT EXISTS vector"
    assert any("GRANT rds_iam" in sql for sql in statements)
    # The schema is there before the functions that need it.
    assert sum("INSERT INTO quorum_schema" in sql for sql in statements) == len(MIGRATIONS)


def test_the_versions_that_the_rules_name_are_releases_of_aurora() -> None:
    releases = dir(AuroraPostgresEngineVersion)
    versions = [f"{major}.{minor}" for major, minor in LEAST_MINORS.items()]
    for version in [*versions, AuroraConfig().version]:
        assert f"VER_{version.replace('.', '_')}" in releases, version


def test_prod_keeps_its_data_when_the_stacks_are_destroyed(prod: Assembly) -> None:
    for kind in ("AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::S3::Bucket"):
        assert {each.body["DeletionPolicy"] for each in prod.resources(kind)} == {"Retain"}, kind
    assert {each.body["DeletionPolicy"] for each in prod.resources("AWS::RDS::DBCluster")} == {"Snapshot"}


def test_a_firewall_stands_before_the_api_only_where_its_profile_is_on(dev: Assembly, prod: Assembly) -> None:
    assert not list(dev.resources("AWS::WAFv2::WebACL"))
    assert len(list(prod.resources("AWS::WAFv2::WebACLAssociation"))) == 1


def test_every_log_is_deleted_some_day(assembly: Assembly) -> None:
    groups = list(assembly.resources("AWS::Logs::LogGroup"))
    assert groups
    assert [each.logical_id for each in groups if not each.properties.get("RetentionInDays")] == []


def test_every_log_of_what_a_profile_switches_on_is_deleted_some_day(everything: Assembly) -> None:
    groups = {each.stack: each for each in everything.resources("AWS::Logs::LogGroup")}
    assert {"Models", "Retrieval", "ChatApi", "Ingestion"} <= set(groups)
    for each in everything.resources("AWS::Logs::LogGroup"):
        assert each.properties.get("RetentionInDays"), each.logical_id


def test_logs_that_services_write_by_a_name_of_theirs_are_ours_too(everything: Assembly) -> None:
    groups = {
        resolved(everything, name, region="eu-west-1"): each
        for each in everything.resources("AWS::Logs::LogGroup")
        if (name := each.properties.get("LogGroupName"))
    }
    (stage,) = everything.resources("AWS::ApiGateway::Stage")
    assert {each["LoggingLevel"] for each in stage.properties["MethodSettings"]} == {"ERROR"}
    api = stage.properties["RestApiId"]["Ref"].lower()
    writers = {f"API-Gateway-Execution-Logs_{api}/{stage.properties['StageName']}": stage}
    for endpoint in everything.resources("AWS::SageMaker::Endpoint"):
        writers[f"/aws/sagemaker/Endpoints/{endpoint.properties['EndpointName']}"] = endpoint
    (cluster,) = everything.resources("AWS::RDS::DBCluster")
    for kind in cluster.properties["EnableCloudwatchLogsExports"]:
        writers[f"/aws/rds/cluster/{cluster.properties['DBClusterIdentifier']}/{kind}"] = cluster
    assert len(writers) > 7
    for name, writer in writers.items():
        # Made before the first line is written; otherwise the service makes it, and keeps it for ever.
        assert groups[name].logical_id in writer.body["DependsOn"], name
