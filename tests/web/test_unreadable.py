"""What no column can hold, text with a NUL or half a surrogate pair and numbers beyond 64 bits, is
refused by every route and never a fault of ours.
"""

import json
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from tests.contacts.conftest import Join
from tests.http import Client
from tests.routes import description

TEXTS, NUMBER = {"nul": "a\x00b", "surrogate": "a\ud800b"}, 2**63
SAMPLES = {"uuid": "01a20f02-29a9-7141-a439-f4f09a096469", "date": "2026-11-27"}
SAMPLES |= {"date-time": "2026-11-27T10:00:00Z", "binary": "", "decimal": "1"}
# Ends the session that asks.
NOT_ASKED = {("DELETE", "/api/v1/sessions/current"), ("DELETE", "/api/v1/me")}


@cache
def api() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(description())
    return found


def filled(schema: Any, text: str, depth: int = 0) -> Any:
    """Something that has the shape of a schema, with that text and bad numbers."""
    if "$ref" in schema:
        named = api()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return filled(named, text, depth)
    for either in ("oneOf", "anyOf"):
        if either in schema:
            [first, *_] = [one for one in schema[either] if one.get("type") != "null"]
            return filled(first, text, depth)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type", "object")
    match kind[0] if isinstance(kind, list) else kind:
        case "string":
            return SAMPLES.get(schema.get("format", ""), text)
        case "integer":
            return schema.get("maximum", NUMBER)
        case "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "array":
            return [filled(schema.get("items", {}), text, depth + 1)] if depth < 4 else []
        case _:
            return {
                name: filled(each, text, depth + 1)
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


async def asked(who: Client, operation: tuple[str, str, Any], text: str) -> httpx.Response:
    method, path, made = operation
    query = {}
    for one in made.get("parameters", []):
        value = filled(one["schema"], text)
        if one["in"] == "path":
            given = quote(str(value), safe="", errors="surrogatepass")
            path = path.replace("{" + one["name"] + "}", given)
        elif one["in"] == "query":
            query[one["name"]] = str(value).lower() if isinstance(value, bool) else value
    asking = urlencode(query, doseq=True, errors="surrogatepass")
    address = f"{path.removeprefix('/api/v1')}?{asking}"
    content = made.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return await who.request(method, address)
    # As it stands in JSON, by its number: UTF-8 has no half of a pair.
    body = json.dumps(filled(content["schema"], text)).encode()
    headers = {"Content-Type": "application/json"}
    return await who.request(method, address, content=body, headers=headers)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_what_no_column_holds_is_never_a_fault_of_ours(
    join: Join, method: str, text: str
) -> None:
    amina = await join("amina")
    there = [one for one in operations() if one[0] == method]
    assert there
    answers = {one[1]: (await asked(amina, one, TEXTS[text])).status_code for one in there}
    assert {path: status for path, status in answers.items() if status == 500} == {}
