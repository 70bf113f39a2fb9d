"""The client asks for what there is: its types are made of the town's own description."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.routes import description

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "client"
SCHEMA = CLIENT / "src/lib/kernel/schema.d.ts"
# As TypeScript and Svelte make it, up to its query.
ADDRESS = r"/(?:\$?{[^{}]*}|[^\"`?\s{}])*"
NODE = [sys.executable, ROOT / "tools" / "client.py", "node"]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(description())
    return found


def check(document: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """Whether the types of the client are those of this description."""
    command = [*NODE, CLIENT / "scripts" / "schema.mjs", "--check"]
    return subprocess.run(command, input=json.dumps(document), capture_output=True, text=True)


def test_the_types_of_the_client_are_up_to_date(described: dict[str, Any]) -> None:
    done = check(described)
    assert (done.returncode, done.stderr) == (0, "")


def test_types_that_have_grown_old_are_found(described: dict[str, Any]) -> None:
    before = SCHEMA.read_bytes()
    message = described["components"]["schemas"]["Message"]
    grown = {**message, "properties": {**message["properties"], "mood": {"type": "string"}}}
    schemas = {**described["components"]["schemas"], "Message": grown}
    done = check({**described, "components": {"schemas": schemas}})
    assert done.returncode == 1
    assert "make schema" in done.stderr
    assert SCHEMA.read_bytes() == before


def addresses() -> Iterator[tuple[str, str]]:
    """(file, path) of what the client does not ask for by the typed way: what it links to, and
    what it sends with its progress.
    """
    for path in sorted((CLIENT / "src").rglob("*.*")):
        if path == SCHEMA or path.suffix not in (".ts", ".svelte"):
            continue
        text = path.read_text("utf-8")
        named = re.findall(rf"/api/v1({ADDRESS})", text)
        sent = re.findall(rf"\bupload(?:<\w+>)?\(\s*[`\"]({ADDRESS})", text)
        yield from ((path.name, _bare(one)) for one in (*named, *sent))


def _bare(address: str) -> str:
    """Without the names of its parameters."""
    return re.sub(r"\$?{[^{}]*}", "{}", address)


def test_addresses_that_have_no_type_are_there(described: dict[str, Any]) -> None:
    known = {_bare(path.removeprefix("/api/v1")) for path in described["paths"]}
    # WebSockets have no place in OpenAPI; a statement comes in three forms.
    known |= {"/stream", "/vending/line", "/wallet/accounts/{}/statement.{}"}
    found = [*addresses()]
    assert {"/chat/files/{}", "/imports/{}", "/pay/receipts/{}"} <= {path for _, path in found}
    assert [one for one in found if one[1] not in known] == []
