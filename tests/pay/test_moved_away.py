"""Money for somebody who moved away stays with who sends it, but for what they asked for."""

from uuid import UUID

import pytest

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.pay.acts import Two, balance, confirmed, ok, order, send

THERE = "bo_chen@hill.town"


async def bo_moves(two: Two, town: Town) -> None:
    async with town.database.transaction() as db:
        await identity.move(db, UUID(two.bo.me["id"]), THERE)


@pytest.mark.parametrize("at_once", [False, True])
async def test_nothing_is_sent_to_who_moved(two: Two, town: Town, at_once: bool) -> None:
    await bo_moves(two, town)
    refused = await send(two.amina, two.bo, 1500, at_once=at_once)
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_away")
    assert refused.json()["moved_to"] == THERE
    assert await balance(two.amina) == (10_000, 0, 0)
    assert await balance(two.bo) == (0, 0, 0)


async def test_what_they_asked_for_before_is_paid(two: Two, town: Town) -> None:
    request = f"/pay/requests/{new_id()}"
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR", "note": "tickets"}
    ok(await two.bo.put(request, json=body))
    await bo_moves(two, town)
    made = new_id()
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 900))
    paying = {"transfer_id": str(made), "confirmation": token}
    ok(await two.amina.post(f"{request}/pay", json=paying))
    assert await balance(two.bo) == (900, 0, 0)
