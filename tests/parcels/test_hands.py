"""In whose hands a parcel is, and the cash for it: rights end where the hand lets go, cash is
counted, a paper card is tried so often and no more.
"""

import asyncio
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.parcels import cards
from leapfrog.parcels.errors import ParcelCodeLocked
from tests.contacts.conftest import Join
from tests.http import Client
from tests.orders.acts import ok
from tests.paged import every
from tests.parcels.acts import Village
from tests.pay.acts import befriend

SNAPSHOT = "select md5(string_agg(p::text, ',' order by id)) from parcels_parcel p"


async def direct(village: Village, cash: int = 0) -> Any:
    """A parcel from Mei's kitchen to a door, without an order."""
    path = f"/merchants/{village.fair.kitchen.id}/parcels/{new_id()}"
    body = {"service": "courier", "name": "Ali", "phone": "0711", "address": "Hill", "cash": cash}
    return ok(await village.fair.mei.put(path, json=body))


async def refused(village: Village, who: Client, parcel: Any) -> None:
    """On each way to a parcel, and nothing is changed by it."""
    before = await village.fair.value(SNAPSHOT)
    asked = [
        await who.get(f"/parcels/{parcel['id']}"),
        await who.get(f"/parcels/numbers/{parcel['number']}"),
    ]
    for act in ("collect", "depart", "deliver", "fail", "turn_back", "take_back", "call_off"):
        asked.append(await village.does(who, parcel, act, signature="Ali"))
    assert {one.json()["code"] for one in asked} == {"no_parcel"}
    stops = ok(await who.get("/courier"))["stops"]
    assert [one for stop in stops for one in stop["parcels"] if one["id"] == parcel["id"]] == []
    assert await village.fair.value(SNAPSHOT) == before


async def test_who_gave_a_parcel_away_has_nothing_more_to_do_with_it(
    village: Village, join: Join
) -> None:
    fair, kofi = village.fair, village.kofi
    parcel = await direct(village)
    ok(await village.does(kofi, parcel, "collect"))
    assert ok(await kofi.get(f"/parcels/{parcel['id']}"))["for_address"] == "Hill"
    path = f"/parcels/{parcel['id']}/events/{new_id()}"
    body = {"act": "deliver", "signature": "Ali"}
    ok(await kofi.put(path, json=body))
    # An answer that was lost is told again, to who did it, without where it went.
    again = ok(await kofi.put(path, json=body))
    assert (again["state"], again["for_address"], again["for_phone"]) == ("received", "", "")
    await refused(village, kofi, parcel)
    # What lies at the point is the point's.
    shelved = await village.sent("point")
    ok(await village.does(kofi, shelved, "collect"))
    ok(await village.arrives(shelved["number"]))
    await refused(village, kofi, shelved)
    # What somebody else took over is theirs.
    taken = await direct(village)
    ok(await village.does(kofi, taken, "collect"))
    ok(await village.does(fair.mei, taken, "depart"))
    await refused(village, kofi, taken)


async def test_a_courier_who_might_take_it_along_does_not_see_for_whom(
    village: Village, join: Join
) -> None:
    fair, kofi = village.fair, village.kofi
    parcel = await direct(village)
    [waiting] = ok(await kofi.get("/courier"))["waiting"]
    seen = ok(await kofi.get(f"/parcels/{parcel['id']}"))
    for one in (waiting, seen):
        told = [one[name] for name in ("for_name", "for_phone", "for_address", "lat", "code")]
        assert told == ["", "", "", None, None]
    # Whom the town stops keeps what they have, to bring it to an end, and sees nothing that waits.
    ok(await village.does(kofi, parcel, "collect"))
    other = await direct(village)
    no = {"allowed": False, "reason": "Rude"}
    ok(await fair.olga.put(f"/desk/couriers/{kofi.me['id']}", json=no))
    await refused(village, kofi, other)
    assert ok(await kofi.get("/courier"))["waiting"] == []
    assert ok(await village.does(kofi, parcel, "turn_back"))["state"] == "returning"


async def test_twelve_couriers_take_one_parcel_along(village: Village, join: Join) -> None:
    fair, parcel = village.fair, await direct(village)
    people = [await join(f"courier_{n}") for n in range(6)]
    for one in people:
        ok(await one.put("/courier", json={"about": "A cart", "fee": 80}))
        ok(await fair.olga.put(f"/desk/couriers/{one.me['id']}", json={"allowed": True}))
    acts = [(one, act) for one in people for act in ("collect", "depart")]
    await asyncio.gather(*(village.does(one, parcel, act) for one, act in acts))
    whose = await fair.value("select courier_id from parcels_parcel")
    for one in people:
        if UUID(one.me["id"]) != whose:
            await refused(village, one, parcel)


async def test_a_shopkeeper_who_works_alone_counts_the_cash(village: Village) -> None:
    mei, shop = village.fair.mei, village.fair.kitchen.id
    for _ in range(2):
        parcel = await direct(village, cash=60_000)
        ok(await village.does(mei, parcel, "collect"))
        ok(await village.does(mei, parcel, "deliver", signature="Ali"))
        path = f"/merchants/{shop}/cash/{mei.me['id']}/counts/{new_id()}"
        counted = ok(await mei.put(path, json={"expected": 60_000, "counted": 60_000}))
        assert (counted["expected"], counted["counted"]) == (60_000, 60_000)
    assert ok(await mei.get(f"/merchants/{shop}/cash"))["couriers"] == []


async def test_a_manager_does_not_count_what_they_took(village: Village, join: Join) -> None:
    mei, shop, marta = village.fair.mei, village.fair.kitchen.id, await join("marta")
    await befriend(mei, marta)
    path = f"/merchants/{shop}/cashiers/{marta.me['id']}"
    ok(await mei.put(path, json={"role": "manager"}))
    parcel = await direct(village, cash=700)
    ok(await village.does(marta, parcel, "collect"))
    ok(await village.does(marta, parcel, "deliver", signature="Ali"))
    path = f"/merchants/{shop}/cash/{marta.me['id']}/counts/{new_id()}"
    body = {"expected": 700, "counted": 0}
    assert (await marta.put(path, json=body)).json()["code"] == "invalid"
    [left] = ok(await mei.get(f"/merchants/{shop}/cash"))["couriers"]
    assert left["amount"] == 700


async def test_cash_that_is_still_to_be_taken_counts(village: Village) -> None:
    kofi = village.kofi
    found = [await direct(village, cash=45_000) for _ in range(12)]
    answers = await asyncio.gather(*(village.does(kofi, one, "collect") for one in found))
    taken = [one for one in answers if one.status_code == 200]
    assert len(taken) == 2
    assert {one.json()["code"] for one in answers if one not in taken} == {"too_much_cash"}
    # What goes back brings no cash, and one's own sum does not count twice.
    for one in taken:
        ok(await village.does(kofi, one.json(), "turn_back"))
    whole = await direct(village, cash=100_000)
    ok(await village.does(kofi, whole, "collect"))
    ok(await village.does(kofi, whole, "depart"))


async def test_a_card_is_tried_five_times_however_many_try_at_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    juma, database = village.fair.juma, village.fair.town.database
    path = f"/receiver-cards/{new_id()}"
    text = ok(await juma.put(path, json={"name": "Fatou", "address": "By the mill"}))["text"]
    looked = []
    matches = cards.matches

    async def counted(*given: Any) -> bool:
        looked.append(given)
        return await matches(*given)

    monkeypatch.setattr(cards, "matches", counted)
    handle, wrong = text[:4], f"{(int(text[5:9]) + 1) % 10_000:04} 0000"
    tries = (cards.shown_card(database, f"{handle} {wrong}") for _ in range(12))
    answers = await asyncio.gather(*tries)
    assert len(looked) == 5
    codes = sorted(one.code for one in answers if isinstance(one, Problem))
    assert codes == ["parcel_code_locked"] * 7 + ["wrong_receiver_code"] * 5
    # The right one, too, has to wait now.
    assert isinstance(await cards.shown_card(database, text), ParcelCodeLocked)


async def test_where_somebody_lives_is_told_to_who_has_their_card(village: Village) -> None:
    fair = village.fair
    path = f"/receiver-cards/{new_id()}"
    wish = {"name": "Fatou", "address": "By the mill", "free_up_to": 5_000}
    text = ok(await fair.juma.put(path, json=wish))["text"]
    wanted = {"shops": [fair.wanted(fair.kitchen, "courier", Noodles=1)], "name": "x"}
    short = await fair.amina.post("/orders/quotes", json=wanted | {"card": text[:4]})
    assert short.json()["code"] == "invalid"
    said = wanted | {"card": text[:4], "address": "The school"}
    quoted = ok(await fair.amina.post("/orders/quotes", json=said))
    assert "By the mill" not in opened(quoted["quote"])
    whole = ok(await fair.amina.post("/orders/quotes", json=wanted | {"card": text}))
    assert "By the mill" in opened(whole["quote"])


async def test_parcels_of_a_shop_are_read_page_by_page(village: Village) -> None:
    fair, made = village.fair, []
    for _ in range(3):
        parcel = await village.sent("courier", Noodles=1)
        made.append(parcel["id"])
        fair.clock.advance(timedelta(minutes=1))

    async def ids(**which: str) -> list[str]:
        path = f"/merchants/{fair.kitchen.id}/parcels"
        return [one["id"] for one in await every(fair.mei, path, "parcels", 2, **which)]

    assert await ids() == made[::-1]
    ok(await village.does(village.kofi, parcel, "collect"))
    ok(await village.does(village.kofi, parcel, "depart"))
    ok(await village.does(village.kofi, parcel, "deliver", code=parcel["code"]))
    assert (await ids(), await ids(pile="over")) == (made[1::-1], made[2:])


def opened(text: str) -> str:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode(errors="replace")
