"""Trade in Lake Town: Juma's stall and his machine by the pier, and Wang's taxi."""

from datetime import timedelta
from secrets import token_hex
from uuid import UUID

from leapfrog import pay, rides, stock, till, vending
from leapfrog.demo.ground import HOSPITAL, PIER
from leapfrog.demo.stage import Stage
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.rides import Waypoint

STALL = "Juma's fruit stall"
SLOTS = (("A1", "Water", 120, 8), ("A2", "Green tea", 250, 6), ("B1", "Nuts", 180, 5))
AT_PIER = Waypoint(PIER.lat, PIER.lon, "Pier")
AT_HOSPITAL = Waypoint(HOSPITAL.lat, HOSPITAL.lon, "Hospital")


async def trade(stage: Stage) -> None:
    """A day at the stall, which is closed; a machine that fails once; a ride home."""
    await stall(stage)
    await machine(stage)
    await taxi(stage)


async def stall(stage: Stage) -> None:
    shop, juma = new_id(), stage.ids["juma"]
    wishes = till.ShopChanges(name=STALL, about="From the cart, at ten.", category="market")
    async with stage.town.database.transaction() as db:
        await till.open_shop(db, juma, shop, wishes)
    for who, amount, what in (
        ("amina", 450, "mangoes"),
        ("mei", 1_200, "a box of limes"),
        ("tariq", 320, "two melons"),
    ):
        stage.later(40)
        await sells(stage, shop, who, amount, what)
    stage.later(240)
    async with stage.town.database.transaction() as db:
        await till.close_day(db, juma, shop, new_id())
    stage.later(600)
    await sells(stage, shop, "mei", 640, "papayas")
    stage.shops[STALL] = shop


async def sells(stage: Stage, shop: UUID, who: str, amount: int, what: str) -> None:
    """Somebody types the amount at the printed code."""
    asked = till.NewIntent(shop, amount, what)
    async with stage.town.database.transaction() as db:
        paying = till.PaymentAttempt(new_id(), stage.ids[who], asked, pay.VOUCHED)
        [paid] = await till.pay(db, [paying])
    if isinstance(paid, Problem):
        raise paid


async def machine(stage: Stage) -> None:
    juma, here = stage.ids["juma"], new_id()
    async with stage.town.database.transaction() as db:
        labels = vending.MachineLabels("Pier machine", "By the pier", PIER)
        await vending.put_up(db, juma, here, stage.shops[STALL], labels)
        for label, name, price, units in SLOTS:
            slot = await vending.set_slot(db, juma, here, vending.NewSlot(label, name, price, 9))
            await vending.fill(db, juma, slot.id, units)
    stage.later(30)
    await buys(stage, here, "tariq", "A1", falls=True)
    stage.later(20)
    await buys(stage, here, "amina", "A2", falls=False)


async def buys(stage: Stage, here: UUID, who: str, label: str, *, falls: bool) -> None:
    """Somebody buys one thing, which falls, or is stuck; then nothing is paid."""
    async with stage.town.database.transaction() as db:
        found = await vending.machine(db, here)
        await vending.seen(db, found.id)
        token = await offered(db, found, label)
        sale = await vending.buy(db, stage.ids[who], new_id(), token, pay.VOUCHED)
    async with stage.town.database.transaction() as db:
        await vending.report(db, found, sale.id, {0: falls})
        await vending.away(db, found.id)
        await stock.tidy(db)


async def offered(db: Db, found: vending.Machine, label: str) -> str:
    """What the machine's display says."""
    price = next(price for slot, _, price, _ in SLOTS if slot == label)
    nonce, now = token_hex(4), int(db.now.timestamp())
    return vending.offer(found.key, found.id, (label,), price, nonce, now)


async def taxi(stage: Stage) -> None:
    wang, amina, ride = stage.ids["jianguo"], stage.ids["amina"], new_id()
    async with stage.town.database.transaction() as db:
        driver = await rides.drive(db, wang, "LT 88", "蓝色斯柯达 Skoda")
        await rides.board(db, amina, ride, driver.code, AT_HOSPITAL)
    stage.clock.advance(timedelta(minutes=14))
    async with stage.town.database.transaction() as db:
        await rides.meter(db, wang, 1_350)
        await rides.settle(db, amina, ride, rides.RideSums(1_350, 150), AT_PIER, pay.VOUCHED)
