"""The description of the API is whole, true, and what the client was written for."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app, describe_api
from tests.http import Enter

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "client/src/lib/kernel/schema.d.ts"
METHODS = {"get", "put", "post", "delete", "patch"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(describe_api())
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


def test_each_route_of_the_api_is_in_it(document: dict[str, Any], settings: Settings) -> None:
    app: Any = create_app(settings)
    made = {
        (method.lower(), re.sub(r"{\w+(:\w+)?}", "{}", route.path))
        for route in app._app.app.routes
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
    said |= {"in_call", "signal"}
    assert set(client["mapping"]) == said
    assert {"message", "ack", "nack", "gap", "changed"} <= set(server["mapping"])


def test_the_client_asks_for_nothing_that_is_not_there(document: dict[str, Any]) -> None:
    text = CLIENT.read_text("utf-8").partition("export interface paths")[2]
    asked = {
        (method, re.sub(r"{\w+}", "{}", path))
        for path, body in re.findall(r'^  "(/api/v1[^"]*)": {\n(.*?)^  };', text, re.M | re.S)
        for method in re.findall(r"^    (\w+):", body, re.M)
    }
    assert len(asked) > 40
    assert asked - routes(document) == set()


# What the client calls a shape, where it is not what we call it.
NAMES = {
    "Town": "AboutTown",
    "PersonView": "Relationship",
    "Sync": "SyncChanges",
    "HandleCheck": "HandleAnswer",
    "Join": "JoinInput",
    "Problem": "ProblemDetails",
}


def test_the_client_knows_the_members_of_what_it_gets(document: dict[str, Any]) -> None:
    """A member that the client reads and the server does not send is a blank on the screen."""
    schemas = document["components"]["schemas"]
    text = CLIENT.read_text("utf-8").partition("export interface paths")[0]
    checked = []
    for name, body in re.findall(r"^    (\w+): {\n(.*?)^    };", text, re.M | re.S):
        ours = schemas.get(NAMES.get(name, name))
        if ours:
            read = set(re.findall(r"^      (\w+)\??:", body, re.M))
            assert read <= ours["properties"].keys(), name
            checked.append(name)
    assert {"Person", "Message", "Conversation", "Sync"} <= set(checked)
