"""What she pays, is owed, sells and drives; all of it is even when she goes."""

import asyncio
from base64 import b64decode
from typing import Any
from uuid import UUID

from leapfrog import escrow, pay, wallet
from leapfrog.kernel.ids import new_id
from leapfrog.pay.providers import store as charges
from leapfrog.till.codes import presented
from leapfrog.vending.simulator import Simulator
from tests.chat.acts import made, opened
from tests.contacts.acts import ok
from tests.http import Client
from tests.pay.acts import confirmed, order, send_ok
from tests.pay.group import asks, given, opens, pays
from tests.pay.test_desk import camt, reference
from tests.portability.life.deposits import deposits
from tests.portability.life.drops import drops
from tests.portability.life.going_out import taxis
from tests.portability.life.orders import orders
from tests.portability.life.riding import rides_of_others
from tests.portability.life.scene import IBAN, WORD, Scene, marked
from tests.portability.life.tickets import tickets
from tests.portability.life.trade import trade
from tests.samples import jpeg

EUR = {"currency": "EUR"}
BETWEEN_TOWNS = """
select id, direction from clearing_payment where person_id = $1 and ended_at is null
"""


async def money(scene: Scene) -> None:
    """All of it, one after the other."""
    await _between_people(scene)
    await _gifts(scene)
    await _bills(scene)
    await _desk(scene)
    await _trades(scene)
    await _shop(scene)
    await _market(scene)
    await _at_tills(scene)
    await taxis(scene)
    await rides_of_others(scene)
    await tickets(scene)
    await orders(scene)
    await drops(scene)
    await deposits(scene)
    await trade(scene)


async def _between_people(scene: Scene) -> None:
    mara, bo = scene.mara, scene.bo
    await send_ok(mara, bo, 100, note=marked("paid"), at_once=True)
    await send_ok(bo, mara, 100, note="from Bo", at_once=True)
    back = await send_ok(mara, bo, 100, note=marked("taken back"))
    ok(await mara.post(f"/pay/transfers/{back['id']}/cancel"))
    await send_ok(bo, mara, 100, note="waits from Bo")
    for one, other, note in ((mara, bo, marked("asks")), (bo, mara, "Bo asks")):
        for paid in (True, False):
            path = f"/pay/requests/{new_id()}"
            body = {"of": other.me["id"], "amount": 50, "note": note, **EUR}
            ok(await one.put(path, json=body))
            if paid:
                made = str(new_id())
                about = order("transfer", made, one.me["id"], 50)
                token = {"transfer_id": made, "confirmation": await confirmed(other, about)}
                ok(await other.post(f"{path}/pay", json=token))


async def _gifts(scene: Scene) -> None:
    mara, bo = scene.mara, scene.bo
    place = await made(mara, bo, scene.cleo, name="Gifts")
    more = {"greeting": marked("greeting"), "phrase": marked("phrase"), "shares": 2}
    packet = await given(mara, place, 200, **more)
    ok(await opens(bo, packet, marked("phrase")))
    ok(await opens(mara, packet, marked("phrase")))
    ok(await mara.put(f"/pay/packets/{packet}/thanks", json={"text": marked("thanks")}))
    await given(bo, await opened(bo, mara), 100, greeting="from Bo")
    theirs = await given(bo, place, 100, shares=1, greeting="from Bo", for_id=mara.me["id"])
    ok(await opens(mara, theirs))
    ok(await mara.put(f"/pay/packets/{theirs}/thanks", json={"text": marked("thanks")}))


async def _bills(scene: Scene) -> None:
    mara, bo = scene.mara, scene.bo
    place = await made(mara, bo, scene.cleo, name="Bills")
    people = [one.me["id"] for one in (mara, bo)]
    even = {"mode": "even", "total": 100, "people": people}
    hers = ok(await asks(mara, place, title=marked("bill"), **even))["card"]["id"]
    ok(await pays(bo, hers))
    line = {"label": marked("line"), "amount": 100, "people": people}
    ok(await asks(mara, place, title=marked("items"), mode="items", items=[line]))
    theirs = ok(await asks(bo, place, title="Bo's bill", **even))["card"]["id"]
    ok(await pays(mara, theirs))
    ok(await asks(bo, place, title="Bo's open bill", **even))


async def _desk(scene: Scene) -> None:
    """She is a clerk and an operator; and money comes to her, and goes, by the bank."""
    mara, olga = scene.mara, scene.olga
    ok(await olga.put(f"/pay/desk/clerks/{mara.me['id']}"))
    for one, other, note in ((mara, scene.bo, marked("cash")), (olga, mara, "cash")):
        body = {"person_id": other.me["id"], "amount": 100, "note": note, **EUR}
        ok(await one.put(f"/pay/desk/top-ups/{new_id()}", json=body))
    ref = await reference(mara)
    lines = {"text": f"{marked('by bank')} {ref}", "amount": "1.00", "ref": WORD}
    statement = camt(lines).replace("B. Chen", marked("M."))
    ok(await olga.post("/pay/desk/statements", content=statement.encode()))
    limits = {"most": None, "once": 900_000, "daily": None, "why": "by Olga"}
    ok(await olga.put(f"/pay/desk/accounts/{mara.me['id']}/limits", json=limits))
    theirs = limits | {"why": marked("why")}
    ok(await mara.put(f"/pay/desk/accounts/{scene.bo.me['id']}/limits", json=theirs))
    ok(
        await mara.put(
            "/pay/safety",
            json={
                "password": "nine green frogs",
                "step_up": 60_000,
                "small_once": 5,
                "small_daily": 9,
                "code_once": 4,
                "code_daily": 8,
            },
        )
    )
    async with scene.town.database.transaction() as db:
        new = charges.ChargeRow(
            new_id(),
            scene.me,
            100,
            "EUR",
            f"pi_{WORD}",
            f"https://pay.example/{WORD}",
            "open",
            None,
            db.now,
            None,
        )
        await charges.add(db, new)
        await charges.end(db, new.id, "failed", None)
    for way in ("cash", "bank"):
        payout = new_id()
        about = order("pay_out", payout, IBAN if way == "bank" else "cash", 100)
        body = {"amount": 100, "way": way, "confirmation": await confirmed(mara, about), **EUR}
        if way == "bank":
            body |= {"iban": IBAN, "name": marked("M.")}
        ok(await mara.put(f"/pay/pay-outs/{payout}", json=body))
        if way == "cash":
            ok(await olga.post(f"/pay/desk/pay-outs/{payout}/done"))
    file_id = new_id()
    await olga.put(f"/pay/desk/pay-out-files/{file_id}")
    for one in ok(await olga.get("/pay/desk/pay-outs")):
        await olga.post(f"/pay/desk/pay-outs/{one['id']}/done")


async def _trades(scene: Scene) -> None:
    """She has bought and sold by escrow."""
    bo = UUID(scene.bo.me["id"])
    for buyer, seller in ((scene.me, bo), (bo, scene.me)):
        async with scene.town.database.transaction() as db:
            wallet_account = await pay.wallet_account_of(db, seller)
            terms = escrow.EscrowTerms(
                id=new_id(),
                of=f"tests:order:{new_id()}",
                kind="digital",
                buyer_id=buyer,
                seller_id=seller,
                seller_account=wallet_account.id,
                amount=100,
            )
            acts = (
                (buyer, escrow.Pay()),
                (seller, escrow.Ship(100)),
                (buyer, escrow.Confirm()),
            )
            await escrow.begin(db, [terms])
            done = await escrow.act(
                db, [escrow.EscrowAct(new_id(), terms.id, who, act) for who, act in acts]
            )
            assert [one.state for one in done] == ["paid", "shipped", "released"]
    await scene.settle()


async def _shop(scene: Scene) -> None:
    """Her shop, with Bo at the till, a customer, a day, and a machine."""
    mara, bo, cleo = scene.mara, scene.bo, scene.cleo
    shop = str(new_id())
    words = {"name": marked("Shop"), "latin": marked("Latin"), "about": marked("about")}
    ok(await mara.put(f"/merchants/{shop}", json={**words, "category": "cafe"}))
    ok(await mara.put(f"/merchants/{shop}/picture", content=jpeg((320, 320))))
    ok(await mara.put(f"/merchants/{shop}/cashiers/{bo.me['id']}", json={"role": "cashier"}))
    sold = await _sold(mara, shop, cleo, marked("coffee"))
    path = f"/merchants/{shop}/intents/{sold}/refunds/{new_id()}"
    ok(await mara.put(path, json={"amount": 50, "why": marked("cold")}))
    await _machine(scene, shop, cleo)
    ok(await mara.put(f"/merchants/{shop}/days/{new_id()}"))
    await _sold(bo, shop, cleo, "by Bo")
    ok(await mara.put(f"/merchants/{shop}/days/{new_id()}"))
    ok(
        await mara.put(
            f"/merchants/{shop}/intents/{new_id()}", json={"amount": 5, "note": marked("open")}
        )
    )


async def _market(scene: Scene) -> None:
    """Her shop has a front in the market, and sells there."""
    mara = scene.mara
    [shop] = [one["id"] for one in ok(await mara.get("/merchants"))["shops"]]
    front = {"sign": marked("sign"), "about": marked("front"), "hours": marked("hours")}
    legal = {key: marked(key) for key in ("name", "address", "email")}
    place = {"lat": 60.17, "lon": 24.95, "trader": True, "legal": legal}
    ok(await mara.put(f"/market/fronts/{shop}", json=front | place))
    ok(await mara.put(f"/market/fronts/{shop}/state", json={"state": "open"}))
    shed = {"merchant_id": shop, "name": marked("shed")}
    ok(await mara.put(f"/market/warehouses/{new_id()}", json=shed))
    item, variant = f"/market/items/{new_id()}", str(new_id())
    kind = marked("kind")
    body = {
        "merchant_id": shop,
        "title": marked("item"),
        "body": marked("body"),
        "category": "books",
        "brand": marked("brand"),
        "handle": marked("handle"),
        "options": [{"name": "Kind", "values": [kind]}],
        "attributes": {"Cover": marked("cover")},
        "texts": {"zh": {"title": marked("zh")}},
        "variants": [{"id": variant, "price": 100, "options": [kind], "sku": marked("sku")}],
    }
    ok(await mara.put(item, json=body))
    alt = {"alt": marked("alt")}
    ok(await mara.put(f"{item}/pictures/{new_id()}", content=jpeg((90, 60)), params=alt))
    counted = {"variant_id": variant, "why": "count", "units": 3}
    ok(await mara.put(f"/market/stock-moves/{new_id()}", json=counted))
    ok(await mara.put(f"{item}/publication", json={"state": "live"}))
    program = f"/merchants/{shop}/webhooks/{new_id()}"
    told = {"url": "https://shop.example/hook", "events": ["order.paid"]}
    ok(await mara.put(program, json=told))
    ok(await mara.post(f"{program}/ping"))
    invited = f"/merchants/{shop}/invitations/{new_id()}"
    ok(await mara.put(invited, json={"role": "packer"}))


async def _sold(cashier: Client, shop: str, payer: Client, note: str) -> str:
    path = f"/merchants/{shop}/intents/{new_id()}"
    asked = ok(await cashier.put(path, json={"amount": 100, "note": note}))
    ok(await payer.post("/pay/scans", json={"text": asked["code"]}))
    body = {"confirmation": await confirmed(payer, order("shop", asked["id"], shop, 100))}
    ok(await payer.put(f"/pay/intents/{asked['id']}/payment", json=body))
    return str(asked["id"])


async def _machine(scene: Scene, shop: str, payer: Client) -> None:
    owner = scene.mara if payer is scene.cleo else scene.juma
    mark = marked if owner is scene.mara else lambda text: text
    machine = str(new_id())
    body = {"merchant_id": shop, "name": mark("Machine"), "place": mark("pier")}
    key = ok(await owner.put(f"/vending/machines/{machine}", json=body))["key"]
    goods = {"name": mark("Water"), "price": 100, "capacity": 9}
    slot = ok(await owner.put(f"/vending/machines/{machine}/slots/A1", json=goods))
    ok(await owner.put(f"/vending/slots/{slot['id']}/units", json={"units": 9}))
    device = Simulator(scene.origin, UUID(machine), key)
    running = asyncio.create_task(device.run())
    await asyncio.wait_for(device.connected.wait(), 60)
    for jammed in (False, True):
        device.jammed = {"A1"} if jammed else set()
        offer = device.offer("A1").rpartition("/")[2]
        sold = new_id()
        about = order("machine", sold, machine, 100)
        buy = {"offer": offer, "confirmation": await confirmed(payer, about)}
        sale = ok(await payer.put(f"/vending/sales/{sold}", json=buy))
        async with asyncio.timeout(60):
            while sale["state"] not in ("dispensed", "failed"):
                await asyncio.sleep(0.02)
                sale = ok(await payer.get(f"/vending/sales/{sale['id']}"))
        if not jammed:
            ok(await payer.post(f"/vending/sales/{sale['id']}/claim"))
            decision = {"side": "shop"}
            ok(await owner.put(f"/vending/sales/{sale['id']}/decision", json=decision))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _at_tills(scene: Scene) -> None:
    """She works and pays in Juma's shop."""
    mara, juma = scene.mara, scene.juma
    shop = str(new_id())
    ok(await juma.put(f"/merchants/{shop}", json={"name": "Juma's"}))
    ok(await juma.put(f"/merchants/{shop}/cashiers/{mara.me['id']}", json={"role": "manager"}))
    sold = await _sold(mara, shop, scene.cleo, marked("as a cashier"))
    path = f"/merchants/{shop}/intents/{sold}/refunds/{new_id()}"
    ok(await mara.put(path, json={"amount": 5, "why": marked("refunded by her")}))
    ok(await mara.put(f"/merchants/{shop}/days/{new_id()}"))
    await _sold(juma, shop, mara, "by Juma")
    made = new_id()
    token = await confirmed(mara, order("shop", made, shop, 10))
    typed = {"amount": 10, "note": marked("typed"), "confirmation": token}
    ok(await mara.put(f"/merchants/{shop}/payments/{made}", json=typed))
    key = ok(await mara.post("/pay/code-keys"))
    step = presented.step_of(scene.town.clock.now())
    shown = presented.made(key["number"], b64decode(key["secret"]), step, 1)
    charge = {"amount": 5, "code": shown}
    ok(await juma.put(f"/merchants/{shop}/charges/{new_id()}", json=charge))
    await _machine(scene, shop, mara)


async def paid_out(scene: Scene) -> None:
    """With money nobody leaves: what she has she gives to the town, what she owes it gives. What is
    on its way between towns is taken back, or not wanted.
    """
    async with scene.town.database.transaction() as db:
        waits = await db.rows(BETWEEN_TOWNS, scene.me)
    for row in waits:
        act = "cancel" if row["direction"] == "out" else "decline"
        ok(await scene.mara.post(f"/town-payments/{row['id']}/{act}"))
    await scene.settle()
    async with scene.town.database.transaction() as db:
        wallet_account = await pay.wallet_account_of(db, scene.me)
        cash = await pay.town_account(db, "clearing", "cash")
        if wallet_account.balance > wallet_account.held:
            amount = wallet_account.balance - wallet_account.held
            paid: dict[str, Any] = {"payer": wallet_account.id, "payee": cash.id, "amount": amount}
            operation = wallet.Transfer(id=new_id(), code=wallet.Reason.PAY_OUT, **paid)
            [done] = await wallet.post(db, [operation])
            assert isinstance(done, wallet.Posted), done


async def confirmed_in_vain(scene: Scene) -> None:
    """She confirms what she does not pay then, and mistypes her PIN."""
    about = order("transfer", new_id(), scene.bo.me["id"], 5)
    await confirmed(scene.mara, about)
    answer = await scene.mara.post("/pay/confirmations", json={"order": about, "pin": "161803"})
    assert answer.status_code == 403, answer.text
