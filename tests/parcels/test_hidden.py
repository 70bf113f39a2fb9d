"""Where a present goes stays hidden from who sends it, whatever else they do in the town."""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.matrix import unchanged
from tests.orders.acts import code, ok
from tests.parcels.acts import OLGA_SAYS_YES, Village
from tests.pay.acts import befriend

HOME = {"name": "Zola", "phone": "0700 1", "address": "Behind the mill", "hidden": True}


async def sent_to_zola(village: Village, join: Join) -> tuple[str, str]:
    """A present of Amina's that a courier brings, paid: the order, and where it is packed."""
    fair, zola = village.fair, await join("zola")
    await befriend(fair.amina, zola)
    present = str(new_id())
    ok(await fair.amina.put(f"/presents/{present}", json={"person_id": zola.me["id"]}))
    ok(await zola.put(f"/presents/{present}/answer", json=HOME))
    shop = fair.wanted(fair.kitchen, "courier", Noodles=1)
    body = {"shops": [shop], "gift": {"message": "", "present_id": present}}
    quoted = ok(await fair.amina.post("/orders/quotes", json=body))
    [made] = ok(await fair.pay(quoted))["orders"]
    return made["id"], f"/merchants/{fair.kitchen.id}/packing"


def reads(told: Any) -> bool:
    return "mill" in str(told) or "0700" in str(told)


async def test_who_sends_a_present_does_not_bring_it_as_a_courier(
    village: Village, join: Join, settings: Settings
) -> None:
    fair = village.fair
    order, _ = await sent_to_zola(village, join)
    ok(await fair.amina.put("/courier", json={"about": "On foot"}))
    ok(await fair.olga.put(f"/desk/couriers/{fair.amina.me['id']}", json=OLGA_SAYS_YES))
    await fair.send(order)
    [parcel] = (await fair.seen(order))["parcels"]
    assert parcel["mine"] == ["buyer"]
    assert ok(await fair.amina.get("/courier"))["waiting"] == []
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await village.does(fair.amina, parcel, "collect")) == "not_by_you"
    # Another courier does, and what they write of the door is not for who sent it.
    ok(await village.does(village.kofi, parcel, "collect"))
    ok(await village.does(village.kofi, parcel, "fail", reason="Nobody behind the mill"))
    assert reads(ok(await village.kofi.get(f"/parcels/{parcel['id']}")))
    assert not reads(ok(await fair.amina.get(f"/parcels/{parcel['id']}")))
    assert not reads(await fair.seen(order))


async def test_who_sends_a_present_and_works_in_the_shop_since_does_not_pack_it(
    village: Village, join: Join, settings: Settings
) -> None:
    fair = village.fair
    order, packing = await sent_to_zola(village, join)
    await befriend(fair.mei, fair.amina)
    staff = f"/merchants/{fair.kitchen.id}/cashiers/{fair.amina.me['id']}"
    ok(await fair.mei.put(staff, json={"role": "manager"}))
    assert [one["id"] for one in ok(await fair.mei.get(packing))["orders"]] == [order]
    async with unchanged(str(settings.database_url), "identity_session"):
        assert ok(await fair.amina.get(packing))["orders"] == []
        for method, path in (
            ("GET", f"/packing/{order}"),
            ("PUT", f"/packing/{order}/packed"),
            ("PUT", f"/packing/{order}/shipments/{new_id()}"),
        ):
            body: dict[str, Any] | None = None if method == "GET" else {}
            assert code(await fair.amina.request(method, path, json=body)) == "no_order"
    await fair.send(order)
    every = ok(await fair.amina.get(f"/merchants/{fair.kitchen.id}/parcels"))["parcels"]
    assert [one["mine"] for one in every] == [["buyer"]]
    assert not reads(every)
