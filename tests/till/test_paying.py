"""Payments at a till: by its screen's code, by the printed one, once and no more."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest

from leapfrog import till
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.till import NewIntent, PaymentAttempt, intents
from tests.contacts.conftest import Join
from tests.matrix import unchanged
from tests.pay.acts import allow
from tests.till.acts import Stall, balance, code, confirmed, funded, ok, order, secured

LARGEST = 10**15


async def test_from_the_amount_to_the_money(stall: Stall) -> None:
    asked = await stall.ask(450)
    assert (asked["state"], asked["by_name"], asked["customer"]) == ("created", "Carla", "")
    seen = ok(await stall.scan(asked))
    assert (seen["merchant_name"], seen["payment"]["amount"]) == ("Juma's stall", 450)
    shown = ok(await stall.carla.get(stall.path(f"intents/{asked['id']}")))
    assert shown["state"] == "processing"
    paid = ok(await stall.pay(asked["id"]))
    assert paid["state"] == "succeeded"
    assert await balance(stall.amina) == (9_550, 0, 0)
    assert await stall.accounts() == (450, 0)
    [row] = ok(await stall.carla.get(stall.path("intents")))["intents"]
    assert (row["state"], row["amount"], row["code"]) == ("succeeded", 450, None)


async def test_the_shop_knows_the_payer_by_a_name_of_its_own(stall: Stall) -> None:
    await stall.sold(100)
    text = (await stall.juma.get(stall.path("intents"))).text
    assert "mina" not in text
    assert stall.amina.me["id"] not in text


async def test_the_same_payment_again_is_the_same(stall: Stall) -> None:
    paid = await stall.sold(450)
    assert ok(await stall.pay(paid["id"])) == paid
    answers = await asyncio.gather(*(stall.pay(paid["id"], confirmation=None) for _ in range(5)))
    assert [ok(one) for one in answers] == [paid] * 5
    assert await balance(stall.amina) == (9_550, 0, 0)


async def test_of_two_who_scan_the_same_code_one_pays(stall: Stall, join: Join) -> None:
    bo = await join("bo_chen")
    await secured(bo)
    await funded(stall.town, bo, 1_000)
    asked = await stall.ask(450)
    ok(await stall.scan(asked))
    ok(await stall.scan(asked, bo))
    assert code(await stall.pay(asked["id"])) == "no_intent"
    ok(await stall.pay(asked["id"], bo))
    assert code(await stall.scan(asked)) == "intent_paid"
    assert await balance(stall.amina) == (10_000, 0, 0)
    assert await stall.accounts() == (450, 0)


async def test_a_code_and_a_payment_have_their_time(stall: Stall) -> None:
    asked = await stall.ask(450)
    stall.clock.advance(timedelta(minutes=3))
    assert code(await stall.scan(asked)) == "code_over"
    fresh = ok(await stall.carla.get(stall.path(f"intents/{asked['id']}")))
    ok(await stall.scan(fresh))
    stall.clock.advance(timedelta(minutes=13))
    assert code(await stall.pay(asked["id"])) == "intent_over"
    shown = ok(await stall.carla.get(stall.path(f"intents/{asked['id']}")))
    assert (shown["state"], shown["code"]) == ("expired", None)


async def test_nothing_is_paid_without_a_confirmation(stall: Stall, settings: Settings) -> None:
    asked = await stall.ask(450)
    ok(await stall.scan(asked))
    async with unchanged(str(settings.database_url)):
        for given in (None, "x"):
            answer = await stall.pay(asked["id"], confirmation=given)
            assert code(answer) == "confirmation_needed"
            assert code(await stall.typed(450, confirmation=given)) == "confirmation_needed"


async def test_at_the_printed_code_the_payer_types_the_amount(stall: Stall) -> None:
    shop = ok(await stall.amina.get(f"/merchants/{stall.id}"))
    assert shop["link"].endswith(f"/pay/shop/{stall.id}")
    # The address that is printed today, and the code that was printed before.
    [seen, old] = [
        ok(await stall.amina.post("/pay/scans", json={"text": shop[one]}))
        for one in ("link", "code")
    ]
    assert seen == old
    assert (seen["merchant_name"], seen["payment"]) == ("Juma's stall", None)
    intent_id = new_id()
    paid = ok(await stall.typed(300, intent_id, note="two melons"))
    assert (paid["state"], paid["channel"]) == ("succeeded", "static")
    assert ok(await stall.typed(300, intent_id)) == paid
    assert code(await stall.typed(301, intent_id)) == "intent_id_used"
    [row] = ok(await stall.carla.get(stall.path("intents")))["intents"]
    assert (row["amount"], row["note"], row["by_name"]) == (300, "two melons", "")
    assert await stall.accounts() == (300, 0)


@pytest.mark.parametrize("amount", [0, -1, LARGEST + 1])
async def test_what_is_no_amount_is_refused_by_name(
    stall: Stall, settings: Settings, amount: int
) -> None:
    shown = (await stall.phone()).shows()
    async with unchanged(str(settings.database_url)):
        answers = [
            await stall.carla.put(stall.path(f"intents/{new_id()}"), json={"amount": amount}),
            await stall.typed(amount, confirmation=None),
            await stall.charge(amount, shown),
        ]
        assert [code(one) for one in answers] == ["bad_amount"] * 3


async def test_more_than_one_has_is_refused_and_no_row_is_left(
    stall: Stall, settings: Settings
) -> None:
    made = new_id()
    given = await confirmed(stall.amina, order("shop", made, stall.id, 10_001))
    async with unchanged(str(settings.database_url)):
        answer = await stall.typed(10_001, made, confirmation=given)
        assert code(answer) == "insufficient_funds"


async def test_a_code_of_another_town_or_shop_is_told_apart(stall: Stall) -> None:
    shop = ok(await stall.amina.get(f"/merchants/{stall.id}"))
    for text, expected in (
        (shop["code"][:-1] + "?", "bad_code"),
        ("https://elsewhere.town/pay/i/abc", "bad_code"),
        (f"https://elsewhere.town/pay/shop/{stall.id}", "bad_code"),
        (shop["link"] + "x", "bad_code"),
        (shop["link"].replace(stall.id, str(new_id())), "no_merchant"),
        ("", "bad_code"),
    ):
        assert code(await stall.amina.post("/pay/scans", json={"text": text})) == expected


async def test_a_shop_where_nothing_was_paid_is_told_nothing(
    stall: Stall, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although somebody paid at another one at the same moment."""
    zuri, other = await join("zuri"), new_id()
    ok(await zuri.put(f"/merchants/{other}", json={"name": "Zuri's", "category": "market"}))
    await allow(stall.amina, 300, 650)
    payer, told = UUID(stall.amina.me["id"]), set[UUID]()
    attempts = [
        PaymentAttempt(new_id(), payer, NewIntent(shop, amount))
        for shop, amount in ((UUID(stall.id), 100), (other, 301))
    ]

    def tell(_: object, people: Iterable[UUID], frame: object) -> None:
        if frame == intents.TILL:
            told.update(people)

    monkeypatch.setattr(intents.stream, "tell", tell)
    async with stall.town.database.batch() as db:
        paid, refused = await till.pay(db, attempts)
    assert not isinstance(paid, Problem)
    assert isinstance(refused, Problem)
    assert told == {UUID(one.me["id"]) for one in (stall.juma, stall.carla)}
