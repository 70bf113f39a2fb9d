"""Parcels of Lake Town: Juma's cart and his locker keep them, Jianguo brings them on his bicycle.
One waits at the cart for Amina, one in the locker, and another one is on its way.
"""

from uuid import UUID

from leapfrog import orders, parcels, pay
from leapfrog.demo.ground import HOSPITAL, PIER
from leapfrog.demo.ground import NOODLES as KITCHEN
from leapfrog.demo.lockers import lay_in, put_up
from leapfrog.demo.shops import BOOKS, NOODLES
from leapfrog.demo.stage import Stage
from leapfrog.demo.trade import STALL
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.orders import PaymentWish, Recipient, Sending, WantedLine, WantedShop
from leapfrog.parcels import CourierHours, ParcelAct, PointWishes, ShopTerms

TEA, CHESS, FERRY = "明前龙井绿茶", "Chess for patient people", "The Ferry at Night"
TO_POINT, BY_COURIER = 150, 290
# Minutes of the day, UTC.
NOON = 12 * 60
AFTERNOONS = CourierHours((1, 2, 3, 4, 5, 6), 13 * 60, 18 * 60)


async def ways(stage: Stage) -> None:
    """A kiosk and a courier ask the desk, and two shops send by them."""
    juma, jianguo = stage.ids["juma"], stage.ids["jianguo"]
    about = "By the pier, daily 8:00-19:00. Ring the bell."
    wishes = PointWishes(about, PIER.lat, PIER.lon, ["A", "B", "C"], capacity=30, fee=50)
    async with stage.town.database.transaction() as db:
        await parcels.ask_for_point(db, juma, stage.shops[STALL], wishes)
        await parcels.decide_point(db, stage.shops[STALL], is_open=True, reason="")
        await parcels.ask_to_carry(db, jianguo, "自行车加大箱子，每天下午。", 80)
        await parcels.decide_courier(db, jianguo, approved=True, reason="")
        await parcels.set_hours(db, jianguo, AFTERNOONS)
        for who, shop, at in (("omar", BOOKS, HOSPITAL), ("mei", NOODLES, KITCHEN)):
            terms = ShopTerms(
                0, BY_COURIER, TO_POINT, cutoff=NOON, handling_days=0, lat=at.lat, lon=at.lon
            )
            await parcels.put_terms(db, stage.ids[who], stage.shops[shop], terms)


async def under_way(stage: Stage) -> None:
    """Amina buys tea and two books; the tea lies at the kiosk, a book in the locker, the other one
    is on the bicycle.
    """
    await ways(stage)
    juma, jianguo, kiosk = stage.ids["juma"], stage.ids["jianguo"], stage.shops[STALL]
    locker = await put_up(stage)
    novel = await sent(stage, "omar", BOOKS, FERRY, locker)
    tea = await sent(stage, "mei", NOODLES, TEA, kiosk)
    book = await sent(stage, "omar", BOOKS, CHESS, kiosk)
    stage.later(45)
    for parcel in (novel, tea, book):
        await moves(
            stage, parcel, ParcelAct(id=new_id(), act="collect", role="courier", by_id=jianguo)
        )
    stage.later(30)
    arrives = ParcelAct(id=new_id(), act="arrive", role="point", by_id=juma, point_id=kiosk)
    await moves(stage, tea, arrives)
    await lay_in(stage, "jianguo", locker, novel)


async def sent(stage: Stage, seller: str, shop: str, title: str, point: UUID) -> UUID:
    """What Amina bought of a shop, to be kept there, packed and labelled: its parcel."""
    amina, merchant = stage.ids["amina"], stage.shops[shop]
    async with stage.town.database.transaction() as db:
        line = WantedLine(stage.goods[title], 1)
        wanted = WantedShop(merchant, "point", [line], point_id=point)
        priced = await orders.quote(db, amina, [wanted], Recipient("Amina Diallo"))
        wish = PaymentWish(new_id(), amina, priced.sealed.text, pay.VOUCHED)
        [paid] = await orders.pay_quotes(db, [wish])
        if isinstance(paid, Problem):
            raise paid
        [order] = await orders.of_payment(db, wish.id)
    stage.later(20)
    async with stage.town.database.transaction() as db:
        await orders.pack(db, stage.ids[seller], order.id)
        await orders.send(db, stage.ids[seller], order.id, Sending(new_id()))
        [parcel] = (await parcels.of_deliveries(db, [order.id]))[order.id]
    return parcel.id


async def moves(stage: Stage, parcel_id: UUID, act: ParcelAct) -> None:
    async with stage.town.database.transaction() as db:
        done = await parcels.move(db, parcel_id, act)
    if isinstance(done, Problem):
        raise done
