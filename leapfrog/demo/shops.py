"""Shops of Lake Town in its market: Mama Nuru's kitchen, Omar's books, Lin Mei's dry noodles."""

from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.demo.ground import NOODLES as AT_NOODLES
from leapfrog.demo.ground import PIER
from leapfrog.demo.stage import Stage
from leapfrog.demo.wares import Ware, painted
from leapfrog.kernel.ids import new_id
from leapfrog.market import FrontWishes, ItemOption, NewItem, NewVariant

KITCHEN, BOOKS, NOODLES = "Mama Nuru's Kitchen", "Lakeside Books", "林美的干面"
HERON = "Heron"
CATEGORY = {KITCHEN: "food", BOOKS: "other", NOODLES: "food", HERON: "other"}
FRONTS = {
    KITCHEN: FrontWishes(
        KITCHEN,
        "What is in the pan today. Order before eleven, fetch it warm by the jetty.",
        hours="Mo-Sa 11:00-20:00",
        lat=PIER.lat,
        lon=PIER.lon,
        ships_within=4,
        returns_days=0,
        trader=True,
        pickup=True,
        legal={
            "name": "Nuru Abdi, Mama Nuru's Kitchen",
            "address": "The jetty, Lake Town",
            "email": "kitchen@lake.town",
        },
    ),
    BOOKS: FrontWishes(
        BOOKS,
        "Second shelf from the water. New books and read ones, wrapped in paper.",
        hours="Tu-Su 10:00-18:00",
        lat=60.1676,
        lon=24.9522,
        returns_days=30,
        return_payer="shop",
    ),
    NOODLES: FrontWishes(
        NOODLES,
        "湖边面馆的手工干面，在家五分钟就好。Hand-pulled noodles, dried, with sauce.",
        hours="Mo-Su 10:30-21:00",
        lat=AT_NOODLES.lat,
        lon=AT_NOODLES.lon,
        ships_within=24,
    ),
    HERON: FrontWishes(
        HERON,
        "Lamps for people who row before sunrise. Made one by one.",
        ships_within=48,
        trader=True,
        legal={
            "name": "Zola Ndlovu, Heron Lamps",
            "address": "Boathouse 3, Lake Town",
            "email": "lamps@lake.town",
        },
    ),
}
STEW, CHUTNEY = "Fish stew with plantain", "Mango chutney"
FOOD, BODY = "food/meals", "Rice, tomato, smoked paprika and what the garden has."


class Stall(msgspec.Struct, frozen=True):
    """Something for sale: what it is, how it looks, how many there are of each variant."""

    item: NewItem
    ware: Ware
    units: int = 12


def one(price: int, **more: object) -> list[NewVariant]:
    """An item's only variant."""
    return [msgspec.convert({"id": new_id(), "price": price, **more}, NewVariant)]


def chosen(item: NewItem, option: str, **prices: int) -> NewItem:
    """The item with a variant for each of these values of an option."""
    return msgspec.structs.replace(
        item,
        options=[ItemOption(option, list(prices))],
        variants=[NewVariant(new_id(), price, [value]) for value, price in prices.items()],
    )


def meals() -> list[Stall]:
    rice = NewItem("Jollof rice", [], BODY, FOOD, kind="made")
    stew = one(1_150, no_withdrawal=True)
    chutney = one(520, contents={"n": 250, "unit": "g"})
    return [
        Stall(
            chosen(rice, "Plate", small=650, large=900),
            Ware("bowl", (58, 92, 140), (206, 92, 40)),
        ),
        Stall(
            NewItem(STEW, stew, "Perch from the lake.", FOOD, kind="made"),
            Ware("bowl", (150, 72, 58), (226, 172, 74)),
            4,
        ),
        Stall(
            NewItem(CHUTNEY, chutney, "Juma's mangoes, ginger, chilli.", "food/spices"),
            Ware("jar", (196, 148, 52), (232, 150, 40)),
        ),
    ]


def books() -> list[Stall]:
    birds = NewItem(
        "Birds of the Lake",
        one(2_400, gtin="9781234567897"),
        "A field guide with 120 drawings, by Priya Nair.",
        "books/nature",
        attributes={"Pages": "224", "Language": "English"},
    )
    chess = "Sixty endgames, one for each bus ride."
    ferry = "A novel. Read twice, spine as new."
    return [
        Stall(birds, Ware("book", (28, 92, 88), (240, 222, 170))),
        Stall(
            NewItem("Chess for patient people", one(1_400), chess, "books/learning"),
            Ware("book", (120, 40, 48), (244, 226, 190)),
            3,
        ),
        Stall(
            NewItem("The Ferry at Night", one(900), ferry, "books/fiction", kind="used"),
            Ware("book", (40, 48, 104), (236, 200, 96)),
            1,
        ),
    ]


def noodles() -> list[Stall]:
    box = NewItem(
        "手工干面礼盒",
        [],
        "四人份手工干面，配秘制酱料。",
        "food/grain",
        kind="made",
        texts={"en": {"title": "Hand-pulled noodle kit", "body": "For four, with sauce."}},
    )
    tea = NewItem(
        "明前龙井绿茶",
        one(1_650, contents={"n": 100, "unit": "g"}),
        "今年春天的第一批茶。",
        "food/tea",
        texts={"en": {"title": "Longjing green tea", "body": "This spring's first."}},
    )
    return [
        Stall(
            chosen(box, "口味", 原味=980, 麻辣=1_080),
            Ware("bag", (214, 178, 128), (176, 52, 40)),
        ),
        Stall(tea, Ware("bag", (96, 132, 84), (58, 110, 60))),
    ]


GOODS = {KITCHEN: meals, BOOKS: books, NOODLES: noodles}


async def shops(stage: Stage) -> None:
    """Three open, one after the other."""
    for who, shop in (("nuru", KITCHEN), ("omar", BOOKS), ("mei", NOODLES)):
        await opens(stage, who, shop)
        for stall in GOODS[shop]():
            stage.later(5)
            await sells(stage, who, shop, stall)


async def opens(stage: Stage, who: str, shop: str) -> None:
    """A shop with an open front."""
    me, stage.shops[shop] = stage.ids[who], new_id()
    category = CATEGORY[shop]
    wishes = msgspec.convert({"name": shop, "category": category}, till.ShopChanges)
    async with stage.town.database.transaction() as db:
        await till.open_shop(db, me, stage.shops[shop], wishes)
        await market.put_front(db, me, stage.shops[shop], FRONTS[shop])
        await market.set_front_state(db, me, stage.shops[shop], "open")


async def sells(stage: Stage, who: str, shop: str, stall: Stall) -> UUID:
    """Something is photographed, counted and published."""
    me, item_id = stage.ids[who], new_id()
    picture = await market.made_picture(painted(stall.ware))
    upload = market.PictureUpload(new_id(), item_id, stall.item.title)
    async with stage.town.database.transaction() as db:
        await market.put_item(db, me, item_id, stage.shops[shop], stall.item)
        await market.add_picture(db, stage.town, me, upload, picture)
        for variant in stall.item.variants:
            counted = market.StockChange(new_id(), variant.id, "count", stall.units)
            await market.change_stock(db, me, counted)
        await market.publish(db, me, item_id, "live")
    stage.goods[stall.item.title] = stall.item.variants[0].id
    return item_id
