"""Nobody waits for seats, codes or stock with a wallet in hand: who pays has the wallet last."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from leapfrog import stock
from leapfrog.concessions.offering import pool_id
from tests.tickets.acts import ADULT, Cinema, balance, ok
from tests.tickets.test_baskets import POPCORN, fill, left, stall
from tests.tickets.test_box_office import changes, later_show
from tests.waits import no_wallet_is_held, somebody_waits

AFTER = {"given back": 0, "bought by another": 0, "changed": 1_000, "called off": 0}


async def request_of(cinema: Cinema, how: str, paid: Any) -> Awaitable[Any]:
    """By which Amina's only ticket, and the popcorn with it, ends in this way."""
    ticket = f"/tickets/{paid['tickets'][0]['id']}"
    if how == "bought by another":
        ok(await cinema.amina.put(f"{ticket}/listing"))
        return cinema.pay(cinema.bo, ok(await cinema.hold(cinema.bo, 0)))
    if how == "changed":
        held = ok(await cinema.hold(cinema.amina, 0, show_id=await later_show(cinema)))
        return changes(cinema, held, paid["id"])
    if how == "called off":
        why = {"why": "The projector is ill."}
        return cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json=why)
    return cinema.amina.post(f"{ticket}/return")


@pytest.mark.parametrize("how", AFTER)
async def test_what_ends_waits_for_the_stock_before_the_wallet(cinema: Cinema, how: str) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    filled = ok(await fill(cinema.amina, held, extras={POPCORN: 1}))
    paid = ok(await cinema.pay(cinema.amina, filled))
    assert await balance(cinema.amina) == (10_000 - ADULT - 400, 0, 0)
    request, locked = await request_of(cinema, how, paid), asyncio.Event()

    async def asks() -> Any:
        await locked.wait()
        return await request

    # It begins outside of the transaction, which holds a connection.
    asked = asyncio.create_task(asks())
    async with cinema.town.database.transaction() as db:
        await stock.lock_pools(db, [pool_id(UUID(cinema.show), 2)])
        locked.set()
        await somebody_waits(db)
        await no_wallet_is_held(db)
    ok(await asked)
    await cinema.all_done()
    assert await balance(cinema.amina) == (10_000 - AFTER[how], 0, 0)
    if how != "called off":
        assert (await left(cinema))["Popcorn"] == 3
