"""Rewards for sharing: from the budget to the sharer's purse, and when there is none."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from leapfrog import share_rewards, till, wallet
from leapfrog.escrow import EscrowChanged
from leapfrog.kernel.ids import new_id
from leapfrog.portability.bundle import RECORD_SETS
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.pay.acts import balance, funded, secured
from tests.share_rewards.acts import earned, item_of, offer, opens, passed, rich, share, wish

TRADE = "select id as escrow_id, of, refund, paid, refunded, released from escrow_trade"


async def bought(fair: Fair, who: Client | None = None) -> str:
    """An order of one bowl of noodles, paid."""
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1), who=who))
    return str(ok(await fair.pay(quoted, who=who))["orders"][0]["id"])


async def books(fair: Fair) -> tuple[int, int, int]:
    """Promised, paid, returned; and the account has exactly what is left."""
    async with fair.town.database.transaction() as db:
        assert await wallet.reconcile(db) == []
        row = await db.row(
            "select promised, paid, returned, budget, account from share_rewards_offer"
        )
        assert row is not None
        held = await db.value("select balance from wallet_account where id = $1", row[4])
        assert held == row[3] - row[1] - row[2]
        return row[0], row[1], row[2]


async def test_it_is_paid_when_the_goods_cannot_go_back(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    assert await fair.shop_has(fair.kitchen) == 700
    seen = ok(await fair.olga.get(f"/share-rewards/items/{made['item_id']}"))
    assert (seen["reward"], seen["mine"], seen["left"], seen["path"]) == (100, 2, 3, None)
    code = await share(fair.olga, made["id"])
    assert await share(fair.olga, made["id"]) == code
    told = ok(await opens(fair.amina, code))
    assert (told["sharer"]["display_name"], told["reward"], told["own"]) == (
        fair.olga.me["display_name"],
        100,
        False,
    )
    order = await bought(fair)
    await settle()
    assert await earned(fair.olga) == [("promised", 100)]
    assert await books(fair) == (100, 0, 0)
    await fair.send(order)
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    await passed(fair, settle, days=14)
    # An order that is received can be given back for 14 days, and asked about to the last hour.
    assert await earned(fair.olga) == [("promised", 100)]
    assert (await balance(fair.olga))[0] == 0
    await passed(fair, settle, hours=2)
    assert await earned(fair.olga) == [("paid", 100)]
    assert (await balance(fair.olga))[0] == 100
    assert await books(fair) == (0, 100, 0)
    # At its end what nobody earned is the shop's again.
    await passed(fair, settle, days=7)
    assert await books(fair) == (0, 100, 200)
    [account] = ok(await fair.olga.get("/wallet"))["accounts"]
    row = ok(await fair.olga.get(f"/wallet/accounts/{account['id']}/history"))["rows"][0]
    assert (row["amount"], row["note"]) == (100, "Noodles")


async def test_what_goes_back_is_not_rewarded(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    ok(await opens(fair.amina, await share(fair.olga, made["id"])))
    order = await bought(fair)
    await settle()
    ok(await fair.ask(order, "cancel"))
    await settle()
    assert await earned(fair.olga) == [("void", 100)]
    assert await books(fair) == (0, 0, 0)
    # The money is free for another one.
    await bought(fair)
    await settle()
    assert await books(fair) == (100, 0, 0)


async def test_that_money_went_back_may_be_heard_before_that_it_was_paid(
    fair: Fair, settle: Settle
) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    ok(await opens(fair.amina, await share(fair.olga, made["id"])))
    ok(await fair.ask(await bought(fair), "cancel"))
    async with fair.town.database.transaction() as db:
        [trade] = await db.rows(TRADE)
        # As the town announced them, which may have forgotten them by now.
        for state in ("refunded", "paid"):
            told = EscrowChanged(*trade[:2], state, *trade[2:], unsent=0, due_at=None)
            await share_rewards.reward_follows_money(db, told)
    assert await books(fair) == (0, 0, 0)
    await settle()
    # The town itself may have heard of the payment in between, and then of its way back.
    assert await earned(fair.olga) in ([], [("void", 100)])


async def test_what_goes_back_in_part_is_rewarded(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    ok(await opens(fair.amina, await share(fair.olga, made["id"])))
    order = await bought(fair)
    await settle()
    await fair.send(order)
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    await settle()
    async with fair.town.database.transaction() as db:
        await db.run("update orders_line set refunded = 1 where order_id = $1", UUID(order))
    await passed(fair, settle, days=14, hours=2)
    assert await earned(fair.olga) == [("paid", 100)]


async def test_a_shop_is_not_closed_while_it_owes_a_reward(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    ok(await opens(fair.amina, await share(fair.olga, made["id"])))
    await bought(fair)
    await settle()
    sets = {one.name: one for one in RECORD_SETS}
    mei = UUID(fair.mei.me["id"])
    with pytest.raises(wallet.MoneyLeft):
        async with fair.town.database.transaction() as db:
            await sets["share_rewards_offers"].erase(db, mei)
    assert await books(fair) == (100, 0, 0)
    async with fair.town.database.transaction() as db:
        await sets["share_rewards"].erase(db, UUID(fair.olga.me["id"]))
        await sets["share_rewards_offers"].erase(db, mei)
    assert await books(fair) == (0, 0, 300)


async def test_a_frozen_shop_keeps_nobody_from_leaving(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    ok(await opens(fair.amina, await share(fair.olga, made["id"])))
    await bought(fair)
    await settle()
    sets = {one.name: one for one in RECORD_SETS}
    async with fair.town.database.transaction() as db:
        account = (await till.merchant(db, fair.kitchen.id)).available
        await wallet.freeze(db, account, None, "a question", incoming=True)
    ok(await fair.mei.put(f"/share-rewards/offers/{made['id']}/end"))
    async with fair.town.database.transaction() as db:
        await sets["share_rewards"].erase(db, UUID(fair.olga.me["id"]))
    assert await books(fair) == (0, 0, 0)
    async with fair.town.database.transaction() as db:
        await wallet.unfreeze(db, account, None, "answered")
    await passed(fair, settle, days=1)
    assert await books(fair) == (0, 0, 300)


async def test_nobody_is_rewarded_for_themselves_their_home_or_somebody_blocked(
    fair: Fair, settle: Settle, join: Join
) -> None:
    await rich(fair)
    made = ok(await offer(fair, cap=100))
    own = await share(fair.amina, made["id"])
    assert ok(await opens(fair.amina, own))["own"]
    await bought(fair)
    await settle()
    assert await earned(fair.amina) == []
    # Who works there gets no link, and may not see one.
    refused = await fair.mei.put(f"/share-rewards/offers/{made['id']}/link")
    assert refused.json()["code"] == "own_reward"
    assert (await fair.mei.get(f"/share-rewards/items/{made['item_id']}")).status_code == 404
    # A blocked person's link says nothing; one that was opened before does not count any more.
    code = await share(fair.olga, made["id"])
    ok(await opens(fair.amina, code))
    assert (await fair.amina.put(f"/blocks/{fair.olga.me['id']}")).status_code < 300
    assert (await opens(fair.amina, code)).json()["code"] == "no_reward_link"
    await bought(fair)
    await settle()
    assert await earned(fair.olga) == []
    assert await books(fair) == (0, 0, 0)
    assert (await opens(fair.amina, "NOSUCHCODE")).status_code == 404


async def test_a_link_counts_for_a_week_and_the_last_one_wins(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    first, second = await share(fair.olga, made["id"]), await share(fair.juma, made["id"])
    ok(await opens(fair.amina, first))
    await passed(fair, settle, days=8)
    await bought(fair)
    await settle()
    assert await books(fair) == (0, 0, 0)
    ok(await opens(fair.amina, first))
    await passed(fair, settle, minutes=1)
    ok(await opens(fair.amina, second))
    await bought(fair)
    await settle()
    assert (await earned(fair.olga), await earned(fair.juma)) == ([], [("promised", 100)])


async def test_twelve_at_once_are_promised_what_there_is(
    fair: Fair, settle: Settle, join: Join
) -> None:
    await rich(fair)
    made = ok(await offer(fair, cap=100))
    code = await share(fair.olga, made["id"])
    people = [await join(f"guest{n}") for n in range(12)]
    await settle()
    for one in people:
        await secured(one)
        await funded(fair.town, one, 600)
        ok(await opens(one, code))
    await asyncio.gather(*(bought(fair, one) for one in people))
    await settle()
    # Three rewards lie there; nobody else was promised one.
    assert await earned(fair.olga) == [("promised", 100)] * 3
    assert await books(fair) == (300, 0, 0)
    assert ok(await opens(people[0], code))["reward"] is None


async def test_one_person_earns_no_more_than_the_cap(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair, cap=1))
    code = await share(fair.olga, made["id"])
    for _ in range(2):
        ok(await opens(fair.amina, code))
        await bought(fair)
    await settle()
    assert await earned(fair.olga) == [("promised", 100)]
    assert ok(await fair.olga.get(f"/share-rewards/items/{made['item_id']}"))["mine"] == 0


async def test_a_promise_outlives_the_end_and_not_the_person(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    made = ok(await offer(fair))
    for sharer in (fair.olga, fair.juma):
        ok(await opens(fair.amina, await share(sharer, made["id"])))
        order = await bought(fair)
        await settle()
        await fair.send(order)
        ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    ended = ok(await fair.mei.put(f"/share-rewards/offers/{made['id']}/end"))
    assert (ended["runs"], ended["promised"], ended["returned"]) == (False, 200, 100)
    ok(await fair.mei.put(f"/share-rewards/offers/{made['id']}/end"))
    assert await books(fair) == (200, 0, 100)
    sets = {one.name: one for one in RECORD_SETS}
    async with fair.town.database.transaction() as db:
        olga = UUID(fair.olga.me["id"])
        rows = [row async for row in sets["share_rewards"].export(db, olga)]
        links = [row async for row in sets["share_rewards_links"].export(db, olga)]
        await sets["share_rewards"].erase(db, olga)
    assert ([row["state"] for row in rows], len(links)) == (["promised"], 1)
    assert await books(fair) == (100, 0, 200)
    await passed(fair, settle, days=15)
    assert (await balance(fair.juma))[0] == 100
    assert (await balance(fair.olga))[0] == 0
    assert await books(fair) == (0, 100, 200)


async def test_a_budget_that_cannot_be_is_refused(fair: Fair, settle: Settle) -> None:
    await rich(fair)
    wrong: list[dict[str, Any]] = [
        {"reward": 0},
        {"budget": 250},
        {"budget": 50},
        {"cap": 0},
        {"ends_at": fair.clock.now().isoformat()},
    ]
    for more in wrong:
        body = await wish(fair, **more)
        answer = await fair.mei.put(f"/share-rewards/offers/{new_id()}", json=body)
        assert answer.json()["code"] == "invalid", more
    unconfirmed = await fair.mei.put(f"/share-rewards/offers/{new_id()}", json=await wish(fair))
    assert unconfirmed.json()["code"] == "confirmation_needed"
    assert (await offer(fair, budget=1_100)).json()["code"] == "insufficient_funds"
    assert await fair.shop_has(fair.kitchen) == 1_000
    made = new_id()
    ok(await offer(fair, made))
    assert (await offer(fair)).json()["code"] == "reward_runs"
    # The same again is the same, also without a confirmation.
    again = await fair.mei.put(f"/share-rewards/offers/{made}", json=await wish(fair))
    assert ok(again)["budget"] == 300
    other = await fair.mei.put(f"/share-rewards/offers/{made}", json=await wish(fair, cap=3))
    assert other.json()["code"] == "reward_id_used"
    assert await fair.shop_has(fair.kitchen) == 700
    assert await item_of(fair) == ok(again)["item_id"]
