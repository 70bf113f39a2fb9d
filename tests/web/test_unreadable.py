"""What no column can hold, text with a NUL and numbers beyond 64 bits, is refused by every route
and never a fault of ours.
"""

import json
from functools import cache
from typing import Any

import httpx
import pytest

from tests.contacts.conftest import Join
from tests.http import Client
from tests.routes import description

TEXT, NUMBER = "a\x00b", 2**63
SAMPLES = {"uuid": "01a20f02-29a9-7141-a439-f4f09a096469", "date": "2026-11-27"}
SAMPLES |= {"date-time": "2026-11-27T10:00:00Z", "binary": "", "decimal": "1"}
# Ends the session that asks.
NOT_ASKED = {("DELETE", "/api/v1/sessions/current"), ("DELETE", "/api/v1/me")}


@cache
def api() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(description())
    return found


def filled(schema: Any, depth: int = 0) -> Any:
    """Something that has the shape of a schema, with bad text and bad numbers."""
    if "$ref" in schema:
        return filled(api()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth)
    for either in ("oneOf", "anyOf"):
        if either in schema:
            [first, *_] = [one for one in schema[either] if one.get("type") != "null"]
            return filled(first, depth)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type", "object")
    match kind[0] if isinstance(kind, list) else kind:
        case "string":
            return SAMPLES.get(schema.get("format", ""), TEXT)
        case "integer":
            return schema.get("maximum", NUMBER)
        case "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "array":
            return [filled(schema.get("items", {}), depth + 1)] if depth < 4 else []
        case _:
            return {
                name: filled(each, depth + 1)
                for name, each in schema.get("properties", {}).items()
                if depth < 4
            }


def operations() -> list[tuple[str, str, Any]]:
    return [
        (method.upper(), path, made)
        for path, item in api()["paths"].items()
        for method, made in item.items()
        if (method.upper(), path) not in NOT_ASKED
    ]


async def asked(who: Client, method: str, path: str, made: Any) -> httpx.Response:
    query = {}
    for one in made.get("parameters", []):
        value = filled(one["schema"])
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", str(value).replace("\x00", "%00"))
        elif one["in"] == "query":
            query[one["name"]] = value
    content = made.get("requestBody", {}).get("content", {}).get("application/json")
    body = filled(content["schema"]) if content else None
    address = path.removeprefix("/api/v1")
    return await who.request(method, address, params=query, json=body)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_what_no_column_holds_is_never_a_fault_of_ours(join: Join, method: str) -> None:
    amina = await join("amina")
    there = [one for one in operations() if one[0] == method]
    assert there
    answers = {one[1]: (await asked(amina, *one)).status_code for one in there}
    assert {path: status for path, status in answers.items() if status == 500} == {}
