"""What the town says to carriers and hears of them: booking and asking are jobs, which hold no
connection meanwhile; what a carrier tells moves the parcel as far as the table of parcels lets it,
and is kept in any case.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from msgspec.structs import replace

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import RunAgain, Work, enqueue
from leapfrog.kernel.timers import schedule
from leapfrog.parcels import moving, news, store, store_carriers, store_people
from leapfrog.parcels.carriers import (
    CARRIERS,
    LONGEST_ID,
    MOST_NEWS,
    Carrier,
    CarrierLabel,
    CarrierNews,
    CarrierParcel,
    CarrierRefused,
    CarrierWord,
    bring_carriers,
    carrier_of,
    is_followed,
)
from leapfrog.parcels.errors import BadCarrierNews, NoCarrier
from leapfrog.parcels.model import (
    SILENCE,
    START,
    TERMINAL,
    Act,
    AgreedDelivery,
    Parcel,
    State,
    rule_for,
)
from leapfrog.parcels.moving import ParcelAct

NEWS_PATH = re.compile(r"/api/v1/carriers/[^/]+/news")
BOOK, ASK = "parcels:book", "parcels:ask"
TRACK = "parcels.track"
ASKED_EVERY, BOOK_AGAIN = timedelta(hours=4), timedelta(minutes=5)
# The money of an order waits for no longer, whatever a carrier says.
LONGEST_WAY = timedelta(days=35)
# A carrier that does not answer for so long has not taken it.
BOOKED_WITHIN = timedelta(days=2)
LARGEST_LABEL, LONGEST_TEXT = 512 * 1024, 300
# Of what a carrier's clock says the rest is no time.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
# What the database has in no text.
UNKEPT = {"\0", *map(chr, range(0xD800, 0xE000))}
# What a word does, one step after the other, as far as it can be done from where the parcel is.
ACTS: Mapping[CarrierWord, tuple[Act, ...]] = {
    "collected": ("collect",),
    "on_the_way": ("depart",),
    "not_there": ("depart", "fail"),
    "received": ("depart", "deliver"),
    "returning": ("turn_back",),
    # Money and goods go back when the shop has it in its hands, or says that it is lost.
    "returned": ("turn_back",),
    "lost": (),
}
log = structlog.get_logger()
# Where a first step has been done already.
UNDER_WAY: tuple[State, ...] = ("collected", "on_the_way")


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of parcels, by name: booking with a carrier, and asking it. Loads the carriers."""
    bring_carriers()

    async def book(told: Any) -> None:
        await _book(town, UUID(told["parcel_id"]))

    async def ask(told: Any) -> None:
        await _ask(town, UUID(told["parcel_id"]))

    return {BOOK: book, ASK: ask}


async def begin(db: Db, parcel: Parcel) -> None:
    """A parcel was announced: its carrier is asked to book it, and from time to time what became
    of it, if it is one that is asked.
    """
    carrier = CARRIERS[parcel.carrier]
    if carrier.books:
        await store_carriers.ask(db, parcel.id, parcel.carrier)
        await enqueue(db, BOOK, {"parcel_id": str(parcel.id)})
    if carrier.tracks:
        await schedule(db, TRACK, str(parcel.id), db.now + ASKED_EVERY)


async def track_falls_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a tracked parcel: asks its carrier what became of it."""
    parcel = (await store.find(db, [UUID(ref)])).get(UUID(ref))
    if parcel is None or parcel.state in TERMINAL:
        return
    if not carrier_of(parcel).tracks:
        # It was refused, or the adapter is gone.
        return
    delivery = (await store.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    if delivery.ended_at is not None and not is_followed(parcel):
        # What becomes of it is said by the buyer alone, and was.
        return
    await enqueue(db, ASK, {"parcel_id": ref}, f"{ASK}:{ref}")
    await schedule(db, TRACK, ref, db.now + ASKED_EVERY)


async def _book(town: Town, parcel_id: UUID) -> None:
    async with town.database.reading() as db:
        wanted = await _wanted(db, parcel_id)
    if wanted is None:
        return
    carrier, told, late = wanted
    try:
        label = _checked(await carrier.book(town.outgoing, told))
    except CarrierRefused as cause:
        await _refused(town, parcel_id, str(cause))
        return
    except Exception as cause:
        if late:
            await _refused(town, parcel_id, f"{carrier.name} does not answer.")
            return
        # An adapter is not ours: whatever it does, others wait for nothing.
        raise RunAgain(BOOK_AGAIN) from cause
    async with town.database.transaction() as db:
        held = await moving.hold(db, parcel_id)
        carrier_id = held.parcel.carrier
        taken = await store_carriers.by_carrier(db, carrier_id, label.number)
        if taken in (None, parcel_id):
            if await store_carriers.booked(db, parcel_id, label):
                await store_carriers.set_carrier(db, parcel_id, carrier_id, label.number)
                await news.changed(db, held.delivery, held.parcel, None)
            return
    await _refused(town, parcel_id, "The carrier answered with the number of another parcel.")


async def _wanted(db: Db, parcel_id: UUID) -> tuple[Carrier, CarrierParcel, bool] | None:
    """What is still to be booked, and whether it has been tried for too long."""
    booking = await store_carriers.booking(db, parcel_id)
    parcel = (await store.find(db, [parcel_id])).get(parcel_id)
    if booking is None or booking.state != "asked" or parcel is None or parcel.state in TERMINAL:
        return None
    carrier = CARRIERS.get(parcel.carrier)
    if carrier is None:
        return None
    delivery = (await store.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    shop = await till.merchant(db, delivery.merchant_id)
    terms = (await store_people.terms(db, [delivery.merchant_id]))[delivery.merchant_id]
    told = CarrierParcel(
        number=parcel.number,
        weight_g=parcel.weight_g,
        shop_name=shop.name,
        shop_lat=terms.lat,
        shop_lon=terms.lon,
        for_name=delivery.for_name,
        for_phone=delivery.for_phone,
        for_address=delivery.for_address,
        lat=delivery.lat,
        lon=delivery.lon,
    )
    return carrier, told, db.now - booking.at > BOOKED_WITHIN


def _checked(label: CarrierLabel) -> CarrierLabel:
    """Raises `CarrierRefused` for what cannot be kept."""
    number = plain(label.number).strip()
    if not 1 <= len(number) <= LONGEST_ID or len(label.content) > LARGEST_LABEL:
        raise CarrierRefused("The carrier answered with no number, or with too large a label.")
    return CarrierLabel(number, label.content, label.media_type[:100])


async def _refused(town: Town, parcel_id: UUID, why: str) -> None:
    """The shop reads why, and the town's own couriers may take it along."""
    async with town.database.transaction() as db:
        held = await moving.hold(db, parcel_id)
        if not await store_carriers.refused(db, parcel_id, plain(why)[:LONGEST_TEXT]):
            return
        if held.parcel.state == START:
            await store_carriers.set_carrier(db, parcel_id, "local", "")
        await news.changed(db, held.delivery, held.parcel, None)


async def _ask(town: Town, parcel_id: UUID) -> None:
    async with town.database.reading() as db:
        parcel = (await store.find(db, [parcel_id])).get(parcel_id)
    carrier = CARRIERS.get(parcel.carrier) if parcel else None
    if parcel is None or carrier is None or not parcel.carrier_number:
        return
    try:
        told = await carrier.track(town.outgoing, parcel.carrier_number)
    except Exception as cause:
        # It is asked again in any case.
        log.warning("carrier_not_asked", carrier=parcel.carrier, error=repr(cause))
        return
    mine = [one for one in told if one.number == parcel.carrier_number]
    await take(town, parcel.carrier, mine)


def is_carrier_news(scope: Any) -> bool:
    """Whether a request (ASGI scope) is what a carrier tells: it knows no header of ours, and no
    cookie counts there.
    """
    return scope["type"] == "http" and bool(NEWS_PATH.fullmatch(scope["path"]))


async def hear(town: Town, carrier: str, headers: Mapping[str, str], body: bytes) -> int:
    """A carrier tells something by itself: answers how much of it was new. Raises `NoCarrier`,
    `BadCarrierNews`.
    """
    adapter = CARRIERS.get(carrier)
    if adapter is None or adapter.hands:
        raise NoCarrier
    try:
        told = adapter.heard(headers, body)
    except Problem:
        raise
    except Exception as cause:
        raise BadCarrierNews from cause
    if len(told) > MOST_NEWS:
        raise BadCarrierNews
    return await take(town, carrier, told)


async def take(town: Town, carrier: str, told: Sequence[CarrierNews]) -> int:
    """What a carrier told, the oldest first, each in a transaction of its own: one that cannot be
    done stops nothing else. What is told of a parcel of somebody else, or again, does nothing.
    """
    new = 0
    for one in sorted(filter(_can_be_kept, told), key=lambda each: each.at):
        try:
            async with town.database.transaction() as db:
                new += await _take(db, carrier, one)
        except Problem as cause:
            # Nothing of it is kept, so it counts when it is told again.
            log.warning("carrier_news_not_taken", carrier=carrier, id=one.id, why=cause.code)
    return new


def _can_be_kept(one: CarrierNews) -> bool:
    """An adapter is not ours: what it says of a parcel may be anything."""
    named = all(
        1 <= len(each) <= LONGEST_ID and not any(sign in UNKEPT for sign in each)
        for each in (one.id, one.number)
    )
    if not named or one.word not in ACTS or one.at.tzinfo is None:
        return False
    return EARLIEST < one.at < LATEST


async def _take(db: Db, carrier: str, one: CarrierNews) -> bool:
    parcel_id = await store_carriers.by_carrier(db, carrier, one.number)
    if parcel_id is None:
        return False
    held = await moving.hold(db, parcel_id)
    kept = CarrierNews(one.id, one.number, one.word, one.at, plain(one.text)[:LONGEST_TEXT])
    if not await store_carriers.tell(db, carrier, parcel_id, kept):
        return False
    parcel = held.parcel
    for act in ACTS.get(one.word, ()):
        if act == "depart" and one.word != "on_the_way" and parcel.state in UNDER_WAY:
            continue
        rule = rule_for(act, parcel.state)
        elsewhere = held.delivery.service == "point" and act in ("deliver", "fail")
        if rule is None or "carrier" not in rule.by or elsewhere:
            break
        step = ParcelAct(
            id=derived_id(parcel_id, f"{carrier} {one.id} {act}"),
            act=act,
            role="carrier",
            reason=kept.text[:100],
            signature=CARRIERS[carrier].name[:100] if act == "deliver" else "",
        )
        done = await moving.move(db, parcel_id, step)
        assert isinstance(done, Parcel)
        parcel = done
    if one.word == "lost":
        await news.changed(db, held.delivery, parcel, None)
    else:
        await _heard_of(db, held.delivery, parcel)
        await news.look_again(db, held.delivery, parcel)
    return True


async def _heard_of(db: Db, delivery: AgreedDelivery, parcel: Parcel) -> None:
    """Whoever carries it still speaks of it: silence begins anew, and orders wait as long."""
    until = min(db.now + SILENCE, parcel.announced_at + LONGEST_WAY)
    # At a point it is the point that waits, for who gets it.
    if parcel.due_at is None or parcel.due_at >= until or parcel.state == "at_point":
        return
    parcel = replace(parcel, due_at=until)
    await store.save(db, parcel)
    await schedule(db, moving.DUE, str(parcel.id), until)
    await moving.announced(db, delivery, parcel)
