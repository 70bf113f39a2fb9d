"""What a person takes along of shops and payments, and what is forgotten."""

from uuid import UUID

import pytest

from leapfrog import escrow, wallet
from leapfrog.kernel.ids import new_id
from leapfrog.till.archive import erase_payments, export_payments
from leapfrog.till.merchants import merchant
from leapfrog.till.merchants.archive import erase_shops, export_shops, export_trades
from tests.till.acts import Stall, code, ok


async def test_a_payer_takes_payments_along_and_leaves_no_words_behind(stall: Stall) -> None:
    ok(await stall.typed(300, note="for grandma"))
    phone = await stall.phone()
    amina = UUID(stall.amina.me["id"])
    async with stall.town.database.transaction() as db:
        [kept] = [one async for one in export_payments(db, amina)]
        assert (kept["merchant_name"], kept["amount"]) == ("Juma's stall", 300)
        await erase_payments(db, amina)
    [row] = ok(await stall.carla.get(stall.path("intents")))["intents"]
    assert (row["amount"], row["note"]) == (300, "")
    assert code(await stall.charge(100, phone.shows())) == "bad_code"


async def test_an_owner_leaves_when_the_money_is_out_and_the_shop_is_closed(stall: Stall) -> None:
    await stall.sold(300)
    juma = UUID(stall.juma.me["id"])
    with pytest.raises(wallet.MoneyLeft):
        async with stall.town.database.transaction() as db:
            await erase_shops(db, juma)
    ok(await stall.close())
    async with stall.town.database.transaction() as db:
        [shop] = [one async for one in export_shops(db, juma)]
        assert (shop["name"], shop["role"]) == ("Juma's stall", "owner")
        await erase_shops(db, juma)
    assert code(await stall.typed(300)) == "merchant_closed"


async def test_an_owner_takes_the_shops_trades_along_and_stays_until_they_are_over(
    stall: Stall,
) -> None:
    juma, carla, shop = UUID(stall.juma.me["id"]), UUID(stall.carla.me["id"]), UUID(stall.id)
    amina, trade = UUID(stall.amina.me["id"]), new_id()
    async with stall.town.database.transaction() as db:
        terms = escrow.EscrowTerms(
            id=trade,
            of="tests:order:1",
            kind="digital",
            buyer_id=amina,
            seller_id=shop,
            seller_account=(await merchant(db, shop)).available,
            amount=300,
        )
        await escrow.begin(db, [terms])
        pays = escrow.EscrowAct(new_id(), trade, amina, escrow.Pay())
        [paid] = await escrow.act(db, [pays])
        assert isinstance(paid, escrow.Escrow)
    async with stall.town.database.transaction() as db:
        [record] = [one async for one in export_trades(db, juma)]
        assert (record["id"], record["role"]) == (str(trade), "seller")
        assert [one async for one in export_trades(db, carla)] == []
    with pytest.raises(wallet.MoneyLeft):
        async with stall.town.database.transaction() as db:
            await erase_shops(db, juma)
    async with stall.town.database.transaction() as db:
        gives = escrow.EscrowAct(new_id(), trade, shop, escrow.GiveBack(300, 300), by_id=juma)
        [back] = await escrow.act(db, [gives])
        assert isinstance(back, escrow.Escrow)
        await erase_shops(db, juma)
    assert code(await stall.typed(300)) == "merchant_closed"
