"""A signed receipt of what was paid at a till, for who paid; the shop knows nobody by name."""

import json
from uuid import UUID

from leapfrog.kernel.signing import read_keys
from leapfrog.pay import check_receipt
from leapfrog.till.merchants.archive import erase_shops
from tests.contacts.conftest import Join
from tests.till.acts import Stall, code, ok


async def test_whoever_paid_has_a_receipt_and_nobody_else(stall: Stall, join: Join) -> None:
    sale = await stall.sold(1_250)
    [account] = ok(await stall.amina.get("/wallet"))["accounts"]
    lines = ok(await stall.amina.get(f"/wallet/accounts/{account['id']}/statement"))["lines"]
    paid, funded = lines
    assert [one["with_name"] for one in lines] == ["Juma's stall", ""]
    assert sale["operation_id"] == paid["id"]
    path = f"/pay/receipts/wallet:operation:{paid['id']}"
    content = (await stall.amina.get(path)).content
    keys = (await stall.amina.page("/.well-known/leapfrog-receipts.json")).content
    assert check_receipt(content, read_keys(keys)).known
    said = json.loads(content)
    assert (said["amount"], said["from"]["name"]) == ("1250", "Amina")
    assert said["to"]["name"] == sale["merchant_name"]
    ok(await stall.juma.patch(f"/merchants/{stall.id}", json={"name": "Juma & Sons"}))
    table = await stall.amina.get(f"/wallet/accounts/{account['id']}/statement.csv")
    assert "Juma & Sons" in table.text
    for other in (stall.juma, stall.carla, await join("stranger")):
        assert code(await other.get(path)) == "no_receipt"
    from_town = ok(await stall.amina.get(f"/pay/receipts/wallet:operation:{funded['id']}"))
    assert from_town["from"] == {"name": from_town["town"], "address": ""}
    nothing = f"/pay/receipts/wallet:operation:{sale['id']}"
    assert code(await stall.amina.get(nothing)) == "no_receipt"


async def test_who_paid_a_shop_that_left_reads_so_and_does_not_read_the_town(stall: Stall) -> None:
    sale = await stall.sold(300)
    [account] = ok(await stall.amina.get("/wallet"))["accounts"]
    ok(await stall.close())
    async with stall.town.database.transaction() as db:
        await erase_shops(db, UUID(stall.juma.me["id"]))
    statement = f"/wallet/accounts/{account['id']}/statement"
    [paid, _] = ok(await stall.amina.get(statement))["lines"]
    assert (paid["with_kind"], paid["with_name"]) == ("merchant", "")
    assert "A shop that left" in (await stall.amina.get(f"{statement}.csv")).text
    receipt = ok(await stall.amina.get(f"/pay/receipts/wallet:operation:{paid['id']}"))
    assert receipt["to"] == {"name": "", "address": ""}
    payment = ok(await stall.amina.get(f"/pay/intents/{sale['id']}"))
    assert payment["merchant_name"] == ""
