"""One table: calls that take and return plain Python values, and raise errors of the core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of, message_of
from genai_core.adapters.dynamodb.values import decode_item, encode, encode_item
from genai_core.errors import InvalidInput, Throttled

_FAILURES = Failures(
    operator="Check that the stacks are deployed and grant this function.",
    kinds={"TransactionConflictException": Throttled, "ValidationException": InvalidInput},
    retry_after_s=0.2,
)
_BATCH = 25
_READ_BATCH = 100


class ConditionFailed(Exception):
    """The condition of a write did not hold.

    Attributes:
        failed: Per action of a transaction, whether its condition failed; `(True,)` for a single write.
    """

    def __init__(self, failed: tuple[bool, ...] = (True,)) -> None:
        super().__init__("the condition failed")
        self.failed = failed


class DynamoTable:
    """A table by name.

    Args:
        client: Low-level DynamoDB client; it retries what the service asks to repeat.
    """

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self.name = name

    def get(self, key: Mapping[str, str], *, consistent: bool = True) -> dict[str, Any] | None:
        """Returns the item's values, or None if there is none."""
        answer = self._call(
            self._client.get_item, TableName=self.name, Key=encode_item(key), ConsistentRead=consistent
        )
        return decode_item(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
        """Returns the items that exist, in no particular order."""
        items: list[dict[str, Any]] = []
        for start in range(0, len(keys), _READ_BATCH):
            pending = [encode_item(key) for key in keys[start : start + _READ_BATCH]]
            while pending:
                answer = self._call(
                    self._client.batch_get_item,
                    RequestItems={self.name: {"Keys": pending, "ConsistentRead": True}},
                )
                items += [decode_item(item) for item in answer["Responses"].get(self.name, [])]
                pending = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
        return items

    def put(self, item: Mapping[str, Any], **options: Any) -> None:
        """Writes an item. Raises ConditionFailed if a given condition does not hold."""
        self._call(self._client.put_item, TableName=self.name, Item=encode_item(item), **_typed(options))

    def update(self, key: Mapping[str, str], expression: str, **options: Any) -> dict[str, Any]:
        """Changes an item and returns all its new values.

        Raises:
            ConditionFailed: A given condition does not hold.
        """
        answer = self._call(
            self._client.update_item,
            TableName=self.name,
            Key=encode_item(key),
            UpdateExpression=expression,
            ReturnValues="ALL_NEW",
            **_typed(options),
        )
        return decode_item(answer["Attributes"])

    def take(self, key: Mapping[str, str], **options: Any) -> dict[str, Any] | None:
        """Deletes an item and returns what it held, None if there was none.

        Raises:
            ConditionFailed: A given condition does not hold.
        """
        answer = self._call(
            self._client.delete_item,
            TableName=self.name,
            Key=encode_item(key),
            ReturnValues="ALL_OLD",
            **_typed(options),
        )
        return decode_item(answer["Attributes"]) if answer.get("Attributes") else None

    def delete_many(self, keys: Sequence[Mapping[str, str]]) -> None:
        """Deletes items, whether they exist or not."""
        for start in range(0, len(keys), _BATCH):
            pending = [{"DeleteRequest": {"Key": encode_item(key)}} for key in keys[start : start + _BATCH]]
            while pending:
                answer = self._call(self._client.batch_write_item, RequestItems={self.name: pending})
                pending = answer.get("UnprocessedItems", {}).get(self.name, [])

    def query(
        self, condition: str, values: Mapping[str, Any], *, limit: int | None = None, **options: Any
    ) -> Iterator[dict[str, Any]]:
        """Yields items in key order, page by page, at most `limit`."""
        request: dict[str, Any] = {"TableName": self.name, "KeyConditionExpression": condition}
        request |= _typed({"values": values, **options})
        if limit is not None:
            request["Limit"] = limit
        yield from islice(self._items(self._client.query, request), limit)

    def scan(self) -> Iterator[dict[str, Any]]:
        """Yields all items of the table, page by page: for operators only."""
        yield from self._items(self._client.scan, {"TableName": self.name, "ConsistentRead": True})

    def _items(self, operation: Callable[..., Any], request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        while True:
            answer = self._call(operation, **request)
            yield from map(decode_item, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def transact(self, *actions: Mapping[str, Any]) -> None:
        """Writes all or nothing; actions as `put_action`, `update_action` and `delete_action` make them.

        Raises:
            ConditionFailed: Says which actions' conditions do not hold.
        """
        named = [{kind: {"TableName": self.name, **body} for kind, body in act.items()} for act in actions]
        self._call(self._client.transact_write_items, TransactItems=named)

    def _call(self, operation: Callable[..., Any], **request: Any) -> Any:
        with _FAILURES.translated(f"table {self.name!r}"):
            try:
                return operation(**request)
            except ClientError as error:
                _raise_condition(error)
                raise


def put_action(item: Mapping[str, Any], **options: Any) -> dict[str, Any]:
    """Returns a put of a transaction."""
    return {"Put": {"Item": encode_item(item), **_typed(options)}}


def update_action(key: Mapping[str, str], expression: str, **options: Any) -> dict[str, Any]:
    """Returns an update of a transaction."""
    return {"Update": {"Key": encode_item(key), "UpdateExpression": expression, **_typed(options)}}


def check_action(key: Mapping[str, str], condition: str) -> dict[str, Any]:
    """Returns a condition on an item that a transaction does not write."""
    return {"ConditionCheck": {"Key": encode_item(key), "ConditionExpression": condition}}


def delete_action(key: Mapping[str, str], **options: Any) -> dict[str, Any]:
    """Returns a deletion of a transaction."""
    return {"Delete": {"Key": encode_item(key), **_typed(options)}}


def _typed(options: Mapping[str, Any]) -> dict[str, Any]:
    spelled = {
        "condition": "ConditionExpression",
        "names": "ExpressionAttributeNames",
        "index": "IndexName",
        "forward": "ScanIndexForward",
        "consistent": "ConsistentRead",
        "projection": "ProjectionExpression",
    }
    request = {spelled[name]: value for name, value in options.items() if name != "values"}
    if "values" in options:
        request["ExpressionAttributeValues"] = {
            f":{name}": encode(value) for name, value in options["values"].items()
        }
    return request


def _raise_condition(error: ClientError) -> None:
    code = code_of(error)
    if code == "ConditionalCheckFailedException":
        raise ConditionFailed from None
    if code == "TransactionCanceledException":
        reasons: list[dict[str, Any]] = list(error.response.get("CancellationReasons", []))  # type: ignore[typeddict-item]
        failed = tuple(reason.get("Code") == "ConditionalCheckFailed" for reason in reasons)
        if any(failed):
            raise ConditionFailed(failed) from None
        if "Conflict" in message_of(error):
            raise Throttled(f"another transaction is under way: {message_of(error)}", retry_after_s=0.2)
