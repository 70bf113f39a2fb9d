"""What Mama Nuru's kitchen is paid at the door: a lunch that Amina paid in cash, and a jar of
chutney that is on its way to her now.
"""

from uuid import UUID

from leapfrog import door_orders, orders, parcels
from leapfrog.demo.ground import PIER
from leapfrog.demo.parcels import moves
from leapfrog.demo.shops import CHUTNEY, KITCHEN, STEW
from leapfrog.demo.stage import Stage
from leapfrog.door_orders import DoorTerms, NewDoorOrder
from leapfrog.kernel.ids import new_id
from leapfrog.orders import Recipient, WantedLine, WantedShop
from leapfrog.parcels import ParcelAct, ShopTerms

UP_TO, BY_COURIER = 3_000, 250
HOME = Recipient("Amina Diallo", address="Uferweg 4, Lake Town")


async def lunch(stage: Stage) -> None:
    """The kitchen lets people pay at the door; Amina's stew is brought, and she pays in cash."""
    nuru, kitchen = stage.ids["nuru"], stage.shops[KITCHEN]
    async with stage.town.database.transaction() as db:
        terms = ShopTerms(None, BY_COURIER, None, handling_days=0, lat=PIER.lat, lon=PIER.lon)
        await parcels.put_terms(db, nuru, kitchen, terms)
        await door_orders.set_terms(db, nuru, kitchen, DoorTerms(UP_TO))
    parcel = await leaves(stage, STEW)
    stage.later(20)
    async with stage.town.database.reading() as db:
        found = (await parcels.parcels_by_ids(db, [parcel]))[parcel]
        code = (await parcels.deliveries(db, [found.delivery_id]))[found.delivery_id].code
    jianguo = stage.ids["jianguo"]
    given = ParcelAct(id=new_id(), act="deliver", role="courier", by_id=jianguo, code=code)
    await moves(stage, parcel, given)


async def chutney(stage: Stage) -> None:
    """The next one is on the bicycle: who looks now can still pay it by the wallet."""
    await leaves(stage, CHUTNEY)


async def leaves(stage: Stage, title: str) -> UUID:
    """Amina orders something, it is sent, and Jianguo sets off; answers its parcel."""
    amina, kitchen, order_id = stage.ids["amina"], stage.shops[KITCHEN], new_id()
    lines = [WantedLine(stage.goods[title], 1)]
    async with stage.town.database.transaction() as db:
        wanted = WantedShop(kitchen, "courier", lines, coupons=[])
        priced = await orders.quote(db, amina, [wanted], HOME)
        new = NewDoorOrder(
            id=order_id,
            merchant_id=kitchen,
            service="courier",
            lines=lines,
            recipient=HOME,
            total=priced.quote.total,
        )
        await door_orders.place(db, amina, new)
    stage.later(12)
    async with stage.town.database.transaction() as db:
        sent = await door_orders.send(db, stage.ids["nuru"], order_id)
    assert sent.parcel_id
    jianguo = stage.ids["jianguo"]
    collects = ParcelAct(id=new_id(), act="collect", role="courier", by_id=jianguo)
    departs = ParcelAct(id=new_id(), act="depart", role="courier", by_id=jianguo)
    for one in (collects, departs):
        stage.later(3)
        await moves(stage, sent.parcel_id, one)
    return sent.parcel_id
