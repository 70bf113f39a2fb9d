"""A carrier from elsewhere: it is asked for a label, tells what happens, is asked what happened;
and whatever it says, money and parcels stay right.
"""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from leapfrog.kernel.jobs import RunAgain
from leapfrog.parcels import drop_expired, speaking
from leapfrog.parcels.archive import erase_deliveries
from leapfrog.parcels.carriers import CARRIERS
from tests.contacts.conftest import Settle
from tests.orders.acts import ok
from tests.parcels.acts import Village
from tests.parcels.stork import (
    LABEL,
    Stork,
    book,
    booked_parcel,
    sent_by_stork,
    signed,
    stork,
    told,
)

__all__ = ["stork"]
COUNT = "select count(*) from parcels_told"
REASONS = """
select array_agg(distinct parcel_id) from parcels_event where role = 'carrier' and reason <> ''
"""


async def says(village: Village, *news: dict[str, Any], by: str = "stork") -> httpx.Response:
    """The stork tells the town, which it knows from no session."""
    body = json.dumps(news).encode()
    headers = {"x-stork": signed(body), "content-type": "application/json"}
    juma = village.fair.juma
    asked = juma.build_request("POST", f"/carriers/{by}/news", content=body, headers=headers)
    # Nor does it know a header of ours, or a cookie.
    for name in ("x-leapfrog", "cookie"):
        del asked.headers[name]
    return await juma.send(asked)


async def seen(village: Village, parcel: Any) -> Any:
    return ok(await village.fair.mei.get(f"/parcels/{parcel['id']}"))


async def test_a_carrier_makes_number_and_label(village: Village, stork: Stork) -> None:
    fair = village.fair
    listed = ok(await fair.mei.get("/carriers"))["carriers"]
    assert [(one["id"], one["books"]) for one in listed] == [
        ("local", False),
        ("other", False),
        ("stork", True),
    ]
    parcel = await sent_by_stork(village)
    assert (await seen(village, parcel))["booking"] == "asked"
    early = await fair.mei.get(f"/parcels/{parcel['id']}/label")
    assert early.json()["code"] == "no_carrier_label"
    await book(village, parcel)
    # A job that is run again books nothing again.
    await book(village, parcel)
    asked = stork.asked[-1]
    assert {one.number for one in stork.asked} == {parcel["number"]}
    assert (asked.number, asked.weight_g, asked.for_address) == (
        parcel["number"],
        700,
        "The blue door",
    )
    found = await seen(village, parcel)
    assert found["booking"] == "booked"
    assert found["carrier_number"] == f"ST{parcel['number'][2:]}"
    assert found["carrier_url"] == f"https://stork.example/{found['carrier_number']}"
    label = await fair.mei.get(f"/parcels/{parcel['id']}/label")
    assert (label.content, label.headers["content-type"]) == (LABEL, "application/pdf")
    assert label.headers["content-disposition"].startswith("attachment")
    # No courier of the town takes it along.
    assert ok(await village.kofi.get("/courier"))["waiting"] == []
    assert (await village.does(village.kofi, parcel, "collect")).json()["code"] == "no_parcel"


async def test_a_carrier_that_says_no_or_nothing(village: Village, stork: Stork) -> None:
    fair = village.fair
    island = await sent_by_stork(village, "On the island")
    await book(village, island)
    found = await seen(village, island)
    assert (found["booking"], found["carrier"], found["carrier_name"]) == (
        "refused",
        "local",
        "Stork",
    )
    assert (found["booking"], found["booking_problem"]) == (
        "refused",
        "The stork does not fly over water.",
    )
    # Somebody of the town brings it then.
    waiting = ok(await village.kofi.get("/courier"))["waiting"]
    assert [one["id"] for one in waiting] == [island["id"]]
    ok(await village.does(village.kofi, island, "collect"))
    parcel = await sent_by_stork(village)
    with pytest.raises(RunAgain):
        await book(village, parcel, down=True)
    assert (await seen(village, parcel))["booking"] == "asked"
    fair.clock.advance(timedelta(days=3))
    await book(village, parcel, down=True)
    assert (await seen(village, parcel))["booking_problem"] == "Stork does not answer."


async def test_what_a_carrier_tells_moves_the_parcel_once(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    first = told("PU", parcel, "a")
    assert ok(await says(village, first))["taken"] == 1
    assert ok(await says(village, first, first))["taken"] == 0
    assert (await seen(village, parcel))["state"] == "collected"
    # Out of order in one message: by the carrier's clock.
    news = [
        told("NH", parcel, "c", "2026-11-24T12:00:00Z"),
        told("IT", parcel, "b", "2026-11-24T11:00:00Z"),
    ]
    assert ok(await says(village, *news))["taken"] == 2
    found = await seen(village, parcel)
    assert (found["state"], found["failures"]) == ("failed", 0)
    assert [one["word"] for one in found["told"]] == ["collected", "on_the_way", "not_there"]
    # What came late is kept, and moves nothing backwards.
    ok(await says(village, told("PU", parcel, "late")))
    assert (await seen(village, parcel))["state"] == "failed"
    ok(await says(village, told("OK", parcel, "d", "2026-11-24T13:00:00Z")))
    found = await seen(village, parcel)
    assert (found["state"], found["proof"]) == ("received", "signature")
    await settle()
    # A signature can be doubted for two days; then the order is received.
    assert (await fair.seen(parcel["delivery_id"]))["state"] == "sent"
    fair.clock.advance(timedelta(days=2, hours=1))
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["state"] in ("received", "done")
    assert await fair.faults() == []


async def test_what_a_carrier_wrote_is_forgotten_with_who_got_it(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, kept = village.fair, "select count(*) from parcels_told where text <> ''"
    parcel = await booked_parcel(village)
    words = {"text": "Left with Amina at the blue door"}
    ok(await says(village, told("OK", parcel) | words))
    other = await booked_parcel(village)
    ok(await says(village, told("IT", other) | words))
    assert [one["text"] for one in (await seen(village, parcel))["told"]] == [words["text"]]
    await settle()
    fair.clock.advance(timedelta(days=3))
    # The signature was not doubted: it is over.
    await settle()
    fair.clock.advance(timedelta(days=15))
    async with fair.town.database.transaction() as db:
        await drop_expired(db)
    # The one that is on its way still keeps it.
    assert (await fair.value(kept), await fair.value(COUNT)) == (1, 2)
    assert await fair.value(REASONS) == [UUID(other["id"])]
    async with fair.town.database.transaction() as db:
        await erase_deliveries(db, UUID(fair.amina.me["id"]))
    assert (await fair.value(kept), await fair.value(COUNT)) == (0, 2)
    assert await fair.value(REASONS) is None


async def test_what_goes_back_gives_no_money_back_before_the_shop_has_it(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    ok(await says(village, told("IT", parcel), told("RT", parcel, at="2026-11-24T11:00:00Z")))
    await settle()
    assert (await seen(village, parcel))["state"] == "returning"
    assert (await fair.seen(parcel["delivery_id"]))["refunded"] == 0
    ok(await village.does(fair.mei, parcel, "take_back"))
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["refunded"] == 600
    assert await fair.faults() == []


async def test_what_is_not_from_the_carrier_changes_nothing(village: Village, stork: Stork) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    body = json.dumps([told("OK", parcel)]).encode()
    for headers in ({}, {"x-stork": "0" * 64}, {"x-stork": signed(body + b" ")}):
        answer = await fair.juma.post("/carriers/stork/news", content=body, headers=headers)
        assert answer.json()["code"] == "bad_carrier_news"
    for broken in (b"{", b'[{"id": 1}]', b"[" + b'{"code": "XX"},' * 3 + b"1]"):
        headers = {"x-stork": signed(broken)}
        answer = await fair.juma.post("/carriers/stork/news", content=broken, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "bad_carrier_news")
    # Our own couriers and the typed one are told of by nobody outside.
    assert (await says(village, told("OK", parcel), by="local")).json()["code"] == "no_carrier"
    assert (await says(village, told("OK", parcel), by="other")).json()[
        "code"
    ] == "bad_carrier_news"
    assert (await says(village, told("OK", parcel), by="nobody")).json()["code"] == "no_carrier"
    # A parcel of somebody else, or of another carrier.
    local = await village.sent("courier", Noodles=1)
    assert ok(await says(village, told("OK", local)))["taken"] == 0
    assert await fair.value(COUNT) == 0
    assert (await seen(village, parcel))["state"] == "announced"


async def test_a_carrier_is_asked_while_a_parcel_is_on_its_way(
    village: Village, stork: Stork, settle: Settle
) -> None:
    fair, parcel = village.fair, await booked_parcel(village)
    other = told("OK", {"number": "LF000"})
    heard = json.dumps([told("IT", parcel, "x"), other]).encode()
    stork.knows = [*stork.heard({"x-stork": signed(heard)}, heard)]
    due = "select count(*) from kernel_timer where kind = 'parcels.track' and ref = $1"
    assert await fair.value(due, parcel["id"]) == 1
    works = speaking.works(fair.town)
    for _ in range(2):
        await works[speaking.ASK]({"parcel_id": parcel["id"]})
    assert (await seen(village, parcel))["state"] == "on_the_way"
    # Of what it was not asked about, nothing counts.
    assert await fair.value(COUNT) == 1
    fair.clock.advance(timedelta(hours=5))
    await settle()
    assert await fair.value(due, parcel["id"]) == 1
    ok(await says(village, told("OK", parcel)))
    fair.clock.advance(timedelta(hours=5))
    await settle()
    assert await fair.value(due, parcel["id"]) == 0


async def test_an_adapter_that_is_gone_leaves_the_number(village: Village, stork: Stork) -> None:
    parcel = await booked_parcel(village)
    kept = CARRIERS.pop("stork")
    try:
        found = await seen(village, parcel)
        assert (found["carrier"], found["carrier_url"]) == ("stork", None)
        works = speaking.works(village.fair.town)
        await works[speaking.BOOK]({"parcel_id": parcel["id"]})
        await works[speaking.ASK]({"parcel_id": parcel["id"]})
        assert await village.fair.value(COUNT) == 0
    finally:
        CARRIERS["stork"] = kept
