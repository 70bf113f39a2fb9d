"""Money that is said to follow somebody who moved: nobody has to accept it, so it is taken only of
the town where they lived.
"""

from typing import Any
from uuid import UUID, uuid4

from leapfrog import identity
from leapfrog.identity import GivenHome
from leapfrog.kernel.settings import Settings
from tests.clearing.test_hostile import Hill, hill, nothing_changes, settings
from tests.fediverse.in_process import app, client, clock, join, settle, town
from tests.pay.acts import balance
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import HILL, OAK

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]
FIRST, NEXT = 91, 92


def said(pid: str, **more: Any) -> dict[str, Any]:
    body = {"id": str(uuid4()), "amount": 700, "currency": "EUR", "pid": pid}
    return body | {"until": "2026-11-25T09:00:00Z"} | more


async def came_from(hill: Hill, address: str) -> str:
    """Amina came from there, with her key of then; by what she is known."""
    who = Person(key(FIRST), key(NEXT))
    record = who.record(2, "amina@lake.town", OAK, was=[address])
    async with hill.town.database.transaction() as db:
        person_id = UUID(hill.amina.me["id"])
        given = GivenHome(record, bytes([FIRST]) * 32, bytes([NEXT]) * 32)
        await identity.settle_home(db, person_id, given)
    return who.pid


async def test_a_town_pays_nobody_unasked_who_never_lived_there(
    hill: Hill, settings: Settings
) -> None:
    before = await balance(hill.amina)
    claim = said(hill.pid, at_once=True)
    async with nothing_changes(hill, settings):
        await hill.tells("pay.home", claim)
    moved = said(await came_from(hill, "amina@oak.town"))
    async with nothing_changes(hill, settings):
        await hill.tells("pay.home", moved)
    assert await hill.written("pay.take") == []
    refused = {one["id"]: one["code"] for one in await hill.written("pay.no")}
    assert refused == {claim["id"]: "no_account", moved["id"]: "no_account"}
    assert await balance(hill.amina) == before


async def test_money_of_who_came_from_there_is_taken(hill: Hill) -> None:
    before = await balance(hill.amina)
    pid = await came_from(hill, "amina@hill.town")
    one = said(pid)
    await hill.tells("pay.home", one)
    [take] = await hill.written("pay.take")
    assert take["id"] == one["id"]
    receipt: dict[str, Any] = {"kind": "leapfrog.pay.receipt", "id": one["id"], "amount": 700}
    receipt |= {"currency": "EUR", "from": "hill.town", "to": "lake.town", "payer": pid}
    receipt |= {"payee": pid, "take": take["sig"], "at": "2026-11-24T09:00:01+00:00"}
    await hill.tells("pay.done", {"id": one["id"], "receipt": HILL.sign(receipt)})
    assert (await balance(hill.amina))[0] == before[0] + 700
