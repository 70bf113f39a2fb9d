"""What a session on a borrowed computer may do, operation by operation."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, Enter, app, client, clock, town
from tests.identity.test_device_links import link_up
from tests.matrix import unchanged
from tests.operators import code_for
from tests.pay.acts import LIMITS, befriend, funded
from tests.routes import lent_routes

__all__ = ["app", "client", "clock", "town"]

TABLE = Path(__file__).parent / "borrowed.txt"
GAP = re.compile(r"{(\w+)(:\w+)?}")
# Ends the session, so it is asked for last.
LAST = "DELETE /sessions/current"


def table() -> dict[str, list[str]]:
    """The operations below each heading."""
    found: dict[str, list[str]] = {}
    for row in TABLE.read_text("utf-8").splitlines():
        if row.startswith("["):
            found[row.strip("[]")] = here = []
        elif row and not row.startswith("#"):
            here.append(row)
    return found


def operations() -> Iterator[tuple[str, bool]]:
    """Each operation of the API, and whether it asks for a session."""
    with lent_routes() as lent:
        routes = [route for route in lent.routes if route.path.startswith("/api/v1/")]
    for route in routes:
        path = GAP.sub(r"{\1}", route.path.removeprefix("/api/v1"))
        for handler in getattr(route, "route_handlers", ()):
            for method in handler.http_methods - {"HEAD", "OPTIONS"}:
                yield f"{method} {path}", "signed" in handler.parsed_fn_signature.parameters


def filled(path: str) -> str:
    """With something in the place of each parameter."""
    given = {"seq": "1", "n": "1", "account_id": "1", "label": "A1", "name": "lake", "ref": "x"}
    given |= {"handle": "amina", "token": "x", "code": "00000000", "host": "b.town", "path": "x"}
    return GAP.sub(lambda gap: given.get(gap[1], str(new_id())), path)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A town that Amina runs, so that nothing is refused for another reason."""
    more: dict[str, Any] = {"operators": ("amina",), "rate_limits": False}
    return msgspec.structs.replace(settings, **more)


def test_each_operation_is_in_the_table_once() -> None:
    listed = table()
    assert sorted(name for name, signed in operations() if not signed) == sorted(
        listed["asks for nobody"]
    )
    assert sorted(name for name, signed in operations() if signed) == sorted(
        [*listed["may"], *listed["own device needed"]]
    )


async def test_what_the_table_refuses_is_refused_and_nothing_changed(
    client: Enter, town: Any, database_url: str
) -> None:
    phone, computer = client(), client()
    await phone.join("amina", operator_code=await code_for(town.database, "amina"))
    await link_up(phone, computer)
    wrong = []
    async with unchanged(database_url):
        for name in table()["own device needed"]:
            method, path = name.split()
            answer = await computer.request(method, filled(path), json={})
            if (answer.status_code, answer.json().get("code")) != (403, "own_device_needed"):
                wrong.append((name, answer.status_code, answer.text))
    assert wrong == []


async def test_what_the_table_allows_is_not_refused_for_that(client: Enter, town: Any) -> None:
    phone, computer = client(), client()
    await phone.join("amina", operator_code=await code_for(town.database, "amina"))
    await link_up(phone, computer)
    allowed = table()["may"]
    for name in [*(one for one in allowed if one != LAST), LAST]:
        method, path = name.split()
        body = None if method == "GET" else {}
        answer = await computer.request(method, filled(path), json=body)
        refused = answer.status_code == 401 or b"own_device_needed" in answer.content
        assert not refused, (name, answer.text)


async def test_every_operation_that_takes_a_confirmation_moves_money(client: Enter) -> None:
    described = (await client().get("/openapi/openapi.json")).json()
    shapes = described["components"]["schemas"]
    refused = table()["own device needed"]
    found = []
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}) if operation else {}
            shape = content.get("application/json", {}).get("schema", {}).get("$ref", "")
            fields = shapes.get(shape.rpartition("/")[2], {}).get("properties", {})
            if "confirmation" in fields:
                found.append(f"{method.upper()} {path.removeprefix('/api/v1')}")
    assert len(found) >= 10
    assert [name for name in found if name not in refused] == []


async def test_the_small_allowance_is_not_for_a_borrowed_computer(
    client: Enter, town: Any, database_url: str
) -> None:
    amina, bo, computer = client(), client(), client()
    await amina.join("amina", operator_code=await code_for(town.database, "amina"))
    await bo.join("bo_chen")
    await befriend(amina, bo)
    await funded(town, amina, 10_000)
    limits = LIMITS | {"step_up": 50_000, "small_once": 500, "small_daily": 2_000}
    allowance = limits | {"password": PASSWORD}
    assert (await amina.put("/pay/safety", json=allowance)).is_success
    await link_up(amina, computer)
    sent = {"to": bo.me["id"], "amount": 400, "currency": "EUR", "note": ""}
    async with unchanged(database_url):
        answer = await computer.put(f"/pay/transfers/{new_id()}", json=sent)
        assert answer.json()["code"] == "own_device_needed"
    assert (await amina.put(f"/pay/transfers/{new_id()}", json=sent)).is_success


async def test_a_takeout_wants_a_fresh_proof(
    client: Enter, clock: FixedClock, database_url: str
) -> None:
    amina = client()
    await amina.join("amina_diallo")
    clock.advance(timedelta(minutes=11))
    async with unchanged(database_url, "identity_session"):
        answer = await amina.put(f"/takeouts/{new_id()}")
        assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    assert (await amina.post("/me/proof", json={"password": PASSWORD})).status_code == 204
    assert (await amina.put(f"/takeouts/{new_id()}")).status_code == 202
