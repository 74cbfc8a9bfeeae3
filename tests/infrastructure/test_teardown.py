"""`cdk destroy` gets through where nothing is to be kept, and what stays behind is known."""

from __future__ import annotations

import re

from tests.infrastructure.assembly import REPOSITORY, Assembly, Resource

# Types of which CloudFormation refuses to delete what holds something.
EMPTIED_FIRST = ("AWS::S3::Bucket", "AWS::ECR::Repository")
LISTED = re.compile(r"^\| `([A-Za-z0-9:]+)` \|", re.M)


def keeps(resource: Resource) -> bool:
    return resource.body.get("DeletionPolicy", "Delete") != "Delete"


def emptied(assembly: Assembly) -> set[str]:
    """Returns the buckets, by stack and id, that a function empties before they are deleted."""
    return {
        f"{each.stack}/{each.properties['BucketName']['Ref']}"
        for each in assembly.resources("Custom::S3AutoDeleteObjects")
    }


def test_every_bucket_is_kept_or_emptied_and_never_both(cloud: Assembly) -> None:
    buckets = [each for each in cloud.resources() if each.type in EMPTIED_FIRST]
    assert len(buckets) == 2
    for bucket in buckets:
        name = f"{bucket.stack}/{bucket.logical_id}"
        assert (name in emptied(cloud)) is not keeps(bucket), name


def test_an_emptied_bucket_lets_the_emptying_function_delete_versions(dev: Assembly) -> None:
    for policy in dev.resources("AWS::S3::BucketPolicy"):
        statements = policy.properties["PolicyDocument"]["Statement"]
        allowed = [set(each["Action"]) for each in statements if each["Effect"] == "Allow"]
        assert any({"s3:DeleteObject*", "s3:List*"} <= actions for actions in allowed), policy.logical_id


def test_the_emulator_deletes_buckets_without_a_function(local: Assembly) -> None:
    assert emptied(local) == set()


def test_nothing_that_is_destroyed_is_protected_from_it(dev: Assembly) -> None:
    protected = [
        each.logical_id
        for each in dev.resources()
        if each.properties.get("DeletionProtection") in (True, "ACTIVE")
        or each.properties.get("DeletionProtectionEnabled") is True
    ]
    assert protected == []


def outliving(assembly: Assembly) -> set[str]:
    """Returns the types of what is there after the stacks are gone."""
    return {each.type for each in assembly.resources() if keeps(each)}


def test_the_guide_lists_what_outlives_an_environment(dev: Assembly, prod: Assembly) -> None:
    guide = (REPOSITORY / "docs" / "operations" / "deploy.md").read_text()
    section = guide.partition("## Taking it down")[2].partition("\n## ")[0]
    always, _, retained = section.partition("With `storage.retain`")
    assert set(LISTED.findall(always)) == outliving(dev)
    assert set(LISTED.findall(always)) | set(LISTED.findall(retained)) == outliving(prod)


def test_no_function_leaves_a_log_behind(everything: Assembly, dev: Assembly, prod: Assembly) -> None:
    """Lambda makes a log group for a function that has none of its own, and no template deletes it."""
    for assembly in (everything, dev, prod):
        groups = {(each.stack, each.logical_id) for each in assembly.resources("AWS::Logs::LogGroup")}
        for each in assembly.resources("AWS::Lambda::Function"):
            log = each.properties["LoggingConfig"]["LogGroup"]["Ref"]
            assert (each.stack, log) in groups, each.logical_id
