"""A taxi for somebody else: they have no account, and get the code by a link."""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order
from tests.rides.hails import MARKET, STATION, Hail, code, ok


async def asks(hail: Hail, guest: str, **more: Any) -> Any:
    made, price = new_id(), (await hail.estimate())["price"]
    token = await confirmed(hail.amina, order("ride", made, "", price))
    body = {"origin": STATION, "destination": MARKET, "price": price, "guest": guest}
    return await hail.amina.put(f"/rides/{made}/request", json=body | {"confirmation": token})


async def followed(who: Client, link: str) -> Any:
    return await who.get(f"/trips/{link.rpartition('/')[2]}")


async def test_who_has_no_account_rides_with_the_code(
    hail: Hail, client: Enter, settings: Settings
) -> None:
    ride = ok(await asks(hail, "  Grandma   Chen "))
    assert ride["hail"]["guest"] == "Grandma Chen"
    # It can be passed on at once, on paper too.
    assert len(ride["hail"]["code"]) == 4
    link = ok(await hail.amina.put(f"/rides/{ride['id']}/guest-link"))["link"]
    stranger = client()
    seen = ok(await followed(stranger, link))
    assert (seen["guest"], seen["code"], seen["state"]) == (
        "Grandma Chen",
        ride["hail"]["code"],
        "looking",
    )
    # Who only follows is told no code.
    other = ok(await hail.amina.put(f"/rides/{ride['id']}/sharing"))["link"]
    assert ok(await followed(stranger, other))["code"] is None
    assert ok(await followed(stranger, link))["code"] == ride["hail"]["code"]
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    assert (await hail.seen(ride["id"], hail.wang))["hail"]["guest"] == "Grandma Chen"
    assert (await hail.seen(ride["id"], hail.wang))["hail"]["code"] is None
    assert ok(await followed(stranger, link))["position"] is not None
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.wang, ride["id"], "boarding", code=seen["code"]))
    assert ok(await followed(stranger, link))["code"] is None
    ok(await hail.act(hail.wang, ride["id"], "end"))


async def test_one_asks_for_others_while_one_rides(hail: Hail) -> None:
    own = ok(await hail.asks())
    guests = [ok(await asks(hail, f"Guest {n}")) for n in range(3)]
    assert code(await asks(hail, "One more")) == "too_many_guests"
    assert code(await hail.asks()) == "ride_under_way"
    now = [one["id"] for one in ok(await hail.amina.get("/rides?now=true"))["rides"]]
    assert now == [one["id"] for one in (own, *guests)]


async def test_the_link_is_the_riders_to_make(hail: Hail, join: Join, settings: Settings) -> None:
    cleo = await join("cleo")
    ride = ok(await asks(hail, "Grandma"))
    path = f"/rides/{ride['id']}/guest-link"
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (cleo, hail.wang, hail.olga):
            assert code(await who.put(path)) == "no_ride"
    first = ok(await hail.amina.put(path))["link"]
    second = ok(await hail.amina.put(path))["link"]
    assert code(await followed(cleo, first)) == "no_trip"
    assert ok(await followed(cleo, second))["guest"] == "Grandma"
    own = ok(await hail.asks())
    assert code(await hail.amina.put(f"/rides/{own['id']}/guest-link")) == "no_guest"
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    assert code(await hail.amina.put(path)) == "ride_over"
