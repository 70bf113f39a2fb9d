"""Heron, who makes lamps for rowers: a verified brand, a drop that is open, one that was drawn, and
a pre-sale.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from leapfrog import drops, pay, presales
from leapfrog.demo.brand import brand
from leapfrog.demo.shops import HERON, Stall, one, opens, sells
from leapfrog.demo.stage import Stage
from leapfrog.demo.wares import Ware
from leapfrog.drops import NewDrop, NewReservation
from leapfrog.kernel.ids import new_id
from leapfrog.market import CostPart, NewItem
from leapfrog.presales import DepositWish, NewPresale

COSTS = [
    CostPart("Brass, glass, battery", 2_140),
    CostPart("Work, three hours", 1_500),
    CostPart("Box and parcel", 310),
]


async def lamps(stage: Stage) -> None:
    """Priya had luck in the first one; the second is open for two days."""
    await opens(stage, "zola", HERON)
    lamp = NewItem(
        "Rowing lamp",
        one(6_900),
        "A lamp for the bow. Brass, waterproof, shines for forty hours.",
        "home/lighting",
        brand=HERON,
        kind="made",
        texts={"zh": {"title": "划船灯", "body": "船头灯，黄铜制，防水，可亮四十小时。"}},
    )
    stall = Stall(lamp, Ware("jar", (196, 148, 52), (250, 220, 120)), 40)
    await brand(stage, await sells(stage, "zola", HERON, stall))
    variant = lamp.variants[0].id
    seed = secrets.token_bytes(32)
    first = await _announced(stage, variant, timedelta(minutes=30), seed)
    for who in ("priya", "omar", "tariq", "kofi", "amina", "juma"):
        stage.later(2)
        await _reserves(stage, who, first)
    stage.later(30)
    async with stage.town.database.transaction() as db:
        await drops.close(db, str(first), None)
        await drops.reveal(db, stage.ids["zola"], first, seed)
    await _announced(stage, variant, timedelta(days=2), secrets.token_bytes(32))
    await _presale(stage, variant)


async def _presale(stage: Stage, variant: UUID) -> None:
    """Five lamps for a deposit that counts three times; Priya has paid hers."""
    now = stage.clock.now()
    wanted = NewPresale(
        id=new_id(),
        variant_id=variant,
        units=5,
        price=5_900,
        deposit=500,
        counts=1_500,
        kept=False,
        closes_at=now + timedelta(days=3),
        rest_from=now + timedelta(days=3),
        rest_by=now + timedelta(days=4),
        sends_by=now + timedelta(days=10),
    )
    async with stage.town.database.transaction() as db:
        made = await presales.enrol(db, stage.ids["zola"], wanted)
    stage.later(5)
    async with stage.town.database.transaction() as db:
        wish = DepositWish(new_id(), made.id, stage.ids["priya"], made.terms, pay.VOUCHED)
        await presales.book(db, wish)


async def _announced(stage: Stage, variant: UUID, open_for: timedelta, seed: bytes) -> UUID:
    now = stage.clock.now()
    wanted = NewDrop(
        id=new_id(),
        variant_id=variant,
        mode="lottery",
        units=3,
        price=4_900,
        opens_at=now,
        closes_at=now + open_for,
        registered_before=now,
        commitment=drops.commitment(seed),
        early_units=1,
        costs=COSTS,
    )
    async with stage.town.database.transaction() as db:
        return (await drops.announce(db, stage.ids["zola"], wanted)).id


async def _reserves(stage: Stage, who: str, drop_id: UUID) -> None:
    async with stage.town.database.transaction() as db:
        await drops.reserve(db, [NewReservation(new_id(), drop_id, stage.ids[who])])
