"""Carriers whose adapters say whatever they like, or nothing: parcels of others go on, money waits
as long as somebody speaks, and a number is one parcel's.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import CallFailed, Outgoing
from leapfrog.parcels import BaseCarrier, CarrierLabel, CarrierNews, CarrierParcel, speaking
from leapfrog.parcels.carriers import CARRIERS
from tests.contacts.conftest import Join, Settle
from tests.orders.acts import ok
from tests.parcels.acts import Village
from tests.parcels.stork import Stork, book, booked_parcel, sent_by_stork, stork, told
from tests.parcels.test_carriers import says, seen
from tests.parcels.test_hidden import sent_to_zola

__all__ = ["stork"]
DUE = "select count(*) from kernel_timer where kind = 'parcels.track' and ref = $1"


class Swift(BaseCarrier):
    """It is asked, and makes no labels; what becomes of its parcels the buyer says."""

    name, tracks = "Swift", True

    async def track(self, out: Outgoing, number: str) -> Sequence[CarrierNews]:
        raise CallFailed("nobody there")


async def given_to(village: Village, carrier: str, number: str, order: Any = None) -> Any:
    """What the shop hears that gives an order of Amina's to a carrier."""
    made = order or (await village.bought("courier", Noodles=1))["id"]
    path = f"/packing/{made}/shipments/{new_id()}"
    body = {"units": None, "carrier": carrier, "carrier_number": number}
    return await village.fair.mei.put(path, json=body)


async def test_news_that_nobody_can_keep_stop_no_others(village: Village, stork: Stork) -> None:
    parcel = await booked_parcel(village)
    bad = [
        told("IT", parcel, at="2026-11-24T09:00:00"),
        told("IT", parcel, "a\0b"),
        told("IT", parcel, "\ud800"),
        told("IT", parcel, "x" * 101),
        told("IT", parcel, at="0001-01-01T00:00:00+05:00"),
        told("IT", {"number": "LF\0"}),
    ]
    good = told("PU", parcel, "good", "2026-11-24T11:00:00Z")
    for news in ([*bad, good], [good, *bad[::-1]]):
        ok(await says(village, *news))
    assert (await seen(village, parcel))["state"] == "collected"
    assert await village.fair.value("select array_agg(id) from parcels_told") == ["good"]
    strange: Any = "flown away"
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    number = f"ST{parcel['number'][2:]}"
    assert not await speaking.take(
        village.fair.town, "stork", [CarrierNews("strange", number, strange, at)]
    )


async def test_what_a_carrier_still_speaks_of_is_not_lost(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    for day in (1, 11, 21, 31):
        at = f"2026-12-{day:02}T10:00:00Z"
        assert ok(await says(village, told("IT", parcel, at=at)))["taken"] == 1
        await settle()
        fair.clock.advance(timedelta(days=10 if day < 31 else 4))
        await settle()
        assert (await seen(village, parcel))["state"] == "on_the_way"
        # Nor does the shop get the money meanwhile.
        order = await fair.seen(parcel["delivery_id"])
        assert (order["state"], order["refunded"]) == ("sent", 0)
    # But the buyer does not wait for ever.
    ok(await says(village, told("IT", parcel, at="2027-01-01T10:00:00Z")))
    fair.clock.advance(timedelta(days=1))
    await settle()
    await given_up(village, parcel, settle)


async def test_that_it_is_lost_is_no_sign_of_it(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    ok(await says(village, told("IT", parcel)))
    fair.clock.advance(timedelta(days=13))
    lost = CarrierNews("lost", f"ST{parcel['number'][2:]}", "lost", fair.clock.now())
    assert await speaking.take(fair.town, "stork", [lost]) == 1
    assert (await seen(village, parcel))["told"][-1]["word"] == "lost"
    fair.clock.advance(timedelta(days=2))
    await settle()
    await given_up(village, parcel, settle)


async def given_up(village: Village, parcel: Any, settle: Settle) -> None:
    fair = village.fair
    assert (await seen(village, parcel))["state"] == "lost"
    await settle()
    order = await fair.seen(parcel["delivery_id"])
    assert (order["state"], order["refunded"]) == ("returned", order["total"])
    assert await fair.faults() == []


async def test_a_number_is_that_of_one_parcel(
    village: Village, stork: Stork, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair = village.fair
    CARRIERS["swift"] = Swift()
    try:
        ok(await given_to(village, "swift", "sw 4711"))
        order = (await village.bought("courier", Noodles=1))["id"]
        again = await given_to(village, "swift", "SW 4711", order)
        assert (again.status_code, again.json()["code"]) == (422, "invalid")
        assert (await fair.seen(order))["state"] == "paid"
        ok(await given_to(village, "swift", "SW 4712", order))
        # Of carriers that only have a name, two may have the same.
        for _ in range(2):
            ok(await given_to(village, "other", "SW 4711"))
    finally:
        del CARRIERS["swift"]

    async def always_the_same(out: Outgoing, parcel: CarrierParcel) -> CarrierLabel:
        return CarrierLabel("ST1")

    # Who makes the numbers is asked; what a shop types stands for nothing.
    typed = (await village.bought("courier", Noodles=1))["id"]
    ok(await given_to(village, "stork", "ST1", typed))
    first, second = (await fair.seen(typed))["parcels"][0], await sent_by_stork(village)
    assert first["carrier_number"] == ""
    monkeypatch.setattr(stork, "book", always_the_same)
    await book(village, first)
    await book(village, second)
    booked, refused = await seen(village, first), await seen(village, second)
    assert (booked["booking"], booked["carrier_number"]) == ("booked", "ST1")
    assert (refused["booking"], refused["carrier"]) == ("refused", "local")
    assert refused["booking_problem"]


async def test_who_does_not_answer_is_asked_again_until_all_is_over(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    CARRIERS["swift"] = Swift()
    try:
        order = (await village.bought("courier", Noodles=1))["id"]
        ok(await given_to(village, "swift", "SW 4711", order))
        [parcel] = (await fair.seen(order))["parcels"]
        await speaking.works(fair.town)[speaking.ASK]({"parcel_id": parcel["id"]})
        fair.clock.advance(timedelta(hours=5))
        await settle()
        assert await fair.value(DUE, parcel["id"]) == 1
        ok(await fair.amina.put(f"/orders/{order}/confirmation"))
        await settle()
        fair.clock.advance(timedelta(hours=5))
        await settle()
        assert await fair.value(DUE, parcel["id"]) == 0
    finally:
        del CARRIERS["swift"]


async def test_who_sends_a_present_follows_no_number_to_its_door(
    village: Village, join: Join
) -> None:
    order, _ = await sent_to_zola(village, join)
    ok(await given_to(village, "other", "ZZ 4711", order))
    [parcel] = (await village.fair.seen(order))["parcels"]
    assert (parcel["carrier_number"], parcel["carrier_url"]) == ("", None)
    shown = ok(await village.fair.mei.get(f"/parcels/{parcel['id']}"))
    assert shown["carrier_number"] == "ZZ 4711"
