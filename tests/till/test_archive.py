"""What a person takes along of shops and payments, and what is forgotten."""

from uuid import UUID

import pytest

from leapfrog import wallet
from leapfrog.till.archive import erase_payments, export_payments
from leapfrog.till.merchants.archive import erase_shops, export_shops
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
