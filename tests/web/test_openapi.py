"""The description of the API is whole and true; `test_client_schema` holds the client to it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.http import Enter
from tests.routes import description, lent_routes

METHODS = {"get", "put", "post", "delete", "patch"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(description())
    return found


def routes(document: dict[str, Any]) -> set[tuple[str, str]]:
    """(method, path without the names of its parameters)."""
    return {
        (method, re.sub(r"{\w+}", "{}", path))
        for path, methods in document["paths"].items()
        for method in METHODS & methods.keys()
    }


async def test_a_running_town_serves_what_the_command_prints(
    client: Enter, document: dict[str, Any]
) -> None:
    answer = await client().get("/openapi/openapi.json")
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert answer.json() == document
    assert document["openapi"].startswith("3.1")


def test_each_route_of_the_api_is_in_it(document: dict[str, Any]) -> None:
    with lent_routes() as lent:
        made = {
            (method.lower(), re.sub(r"{\w+(:\w+)?}", "{}", route.path))
            for route in lent.routes
            if route.path.startswith("/api/v1/") and "openapi" not in route.path
            for method in getattr(route, "methods", ())
        }
    assert {pair for pair in made if pair[0] in METHODS} == routes(document)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_whatever_it_refers_to_is_there(document: dict[str, Any]) -> None:
    for reference in set(references(document)):
        found: Any = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]


def test_all_operations_tell_how_they_refuse(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for method in METHODS & path.keys():
            responses = path[method]["responses"]
            assert responses["default"] == {"$ref": "#/components/responses/Problem"}
    details = document["components"]["schemas"]["ProblemDetails"]
    assert {"type", "code", "title", "status", "instance"} == set(details["required"])


def test_bodies_are_closed_and_answers_are_open(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["NewMessage"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["Message"]
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]
        for path in document["paths"].values()
        for operation in path.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    ]
    names = [name.split("/")[-1] for body in bodies for name in references(body)]
    assert len(names) > 20
    assert [name for name in names if schemas[name].get("additionalProperties") is not False] == []


def test_the_streams_frames_are_in_it(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    client, server = (
        schemas["ClientFrame"]["discriminator"],
        schemas["ServerFrame"]["discriminator"],
    )
    said = {"hello", "sync", "send", "read", "delivered", "typing", "watch", "front", "ping"}
    said |= {"in_call", "in_group_call", "position", "watch_seats", "signal", "group_signal"}
    assert set(client["mapping"]) == said
    assert {"message", "ack", "nack", "gap", "changed"} <= set(server["mapping"])


def test_an_answer_always_has_what_it_never_leaves_out(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert "money" in schemas["AboutTown"]["required"]
    assert {"presence", "read_marks", "strangers"} <= set(schemas["ChatSettings"]["required"])
    # Of a body it may stay away, and what is left out when it is nothing is never null.
    assert not schemas["SettingsPatch"].get("required")
    assert "edited_at" not in schemas["Message"]["required"]
    assert schemas["Message"]["properties"]["edited_at"]["type"] == "string"
    assert schemas["Conversation"]["properties"]["joining"]["type"] == "string"
    assert {"type": "null"} in schemas["SyncChanges"]["properties"]["me"]["oneOf"]


def test_a_list_is_of_one_thing(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["BillLine"]["properties"]["people"]["items"] == {
        "type": "string",
        "format": "uuid",
    }
    assert not [name for name, one in schemas.items() if {} in [*_alternatives(one)]]


def _alternatives(node: Any) -> Iterator[Any]:
    for below in node.values() if isinstance(node, dict) else node:
        if isinstance(below, dict | list):
            yield from _alternatives(below)
    if isinstance(node, dict):
        yield from [*node.get("oneOf", []), *node.get("anyOf", [])]


def test_raw_bytes_are_told_in_both_directions(document: dict[str, Any]) -> None:
    one = document["paths"]["/api/v1/chat/files/{file_id}"]
    raw = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    assert one["put"]["requestBody"] == {"content": raw, "required": True}
    assert one["get"]["responses"]["200"]["content"] == raw
    assert one["get"]["responses"]["206"]["content"] == raw
    assert "requestBody" not in document["paths"]["/api/v1/pay/freeze"]["put"]
