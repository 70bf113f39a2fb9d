"""What is sold beside seats: fares, extras, quotas; codes by which it costs less; a counter where
it is handed over, once.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from leapfrog import concessions
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Settle
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok

STUDENT, POPCORN, PARKING = (str(new_id()) for _ in range(3))


async def stall(cinema: Cinema, *, students: int = 2, popcorn: int = 3, **more: Any) -> Any:
    """Students for half the price, popcorn, and parking that draws from two quotas."""
    body = {
        "quotas": [
            {"n": 1, "name": "Students", "units": students},
            {"n": 2, "name": "Popcorn", "units": popcorn},
            {"n": 3, "name": "Cars", "units": 5},
        ],
        "products": [
            {
                "id": STUDENT,
                "kind": "fare",
                "name": "Student",
                "price": 50,
                "proof": "Student card",
                "quotas": [1],
            },
            {"id": POPCORN, "kind": "extra", "name": "Popcorn", "price": 400, "quotas": [2]},
            {
                "id": PARKING,
                "kind": "extra",
                "name": "Parking",
                "price": 300,
                "quotas": [2, 3],
                **more,
            },
        ],
    }
    return ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/products", json=body))


async def vouchers(cinema: Cinema, **more: Any) -> list[str]:
    """A batch of the show; its codes."""
    batch = more.pop("id", None) or str(new_id())
    body = {
        "merchant_id": cinema.shop,
        "show_id": cinema.show,
        "name": "Press",
        "effect": "percent",
        "value": 25,
        "until": (cinema.clock.now() + timedelta(days=1)).isoformat(),
        **more,
    }
    ok(await cinema.olga.put(f"/vouchers/batches/{batch}", json=body))
    found = ok(await cinema.olga.get(f"/vouchers/batches/{batch}"))
    return [one["code"] for one in found["codes"]]


async def fill(who: Any, order: Any, **wanted: Any) -> httpx.Response:
    given = {
        "fares": [
            {"ticket_id": order["tickets"][n]["id"], "product_id": product}
            for n, product in wanted.get("fares", {}).items()
        ],
        "extras": [
            {"product_id": product, "units": units}
            for product, units in wanted.get("extras", {}).items()
        ],
        "voucher": wanted.get("voucher"),
    }
    found: httpx.Response = await who.put(f"/tickets/orders/{order['id']}/basket", json=given)
    return found


async def left(cinema: Cinema) -> dict[str, int]:
    found = ok(await cinema.bo.get(f"/tickets/shows/{cinema.show}/products"))["products"]
    return {one["name"]: one["left"] for one in found}


async def used(cinema: Cinema, code: str) -> int:
    async with cinema.town.database.glance() as db:
        counted = await db.value("select used from vouchers_code where code = $1", code)
        summed = await db.value("select sum(units) from vouchers_use where code = $1", code)
    assert counted == (summed or 0)
    return int(counted)


async def test_a_product_is_left_only_if_all_its_quotas_are(cinema: Cinema) -> None:
    await stall(cinema)
    assert await left(cinema) == {"Student": 2, "Popcorn": 3, "Parking": 3}, "the smallest counts"
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    filled = ok(await fill(cinema.amina, held, fares={0: STUDENT}, extras={POPCORN: 2, PARKING: 1}))
    assert filled["amount"] == ADULT + ADULT // 2 + 2 * 400 + 300
    assert [(one["fare"], one["price"]) for one in filled["tickets"]] == [
        ("Student", ADULT // 2),
        ("", ADULT),
    ]
    assert await left(cinema) == {"Student": 1, "Popcorn": 0, "Parking": 0}
    again = ok(await fill(cinema.amina, held, fares={0: STUDENT}, extras={POPCORN: 2, PARKING: 1}))
    assert (again["amount"], await left(cinema)) == (filled["amount"], await left(cinema))
    other = ok(await cinema.hold(cinema.bo, 4))
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        assert problem(await fill(cinema.bo, other, extras={PARKING: 1})) == "sold_out"
        assert problem(await fill(cinema.bo, held, extras={})) == "no_ticket_order"
    ok(await cinema.amina.delete(f"/tickets/orders/{held['id']}"))
    assert await left(cinema) == {"Student": 2, "Popcorn": 3, "Parking": 3}


async def test_quotas_grow_and_never_shrink_below_what_is_taken(cinema: Cinema) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    ok(await fill(cinema.amina, held, extras={POPCORN: 2}))
    made = await stall(cinema, popcorn=2)
    assert [one["units"] for one in made["quotas"]] == [2, 2, 5]
    path = f"/tickets/shows/{cinema.show}/products"
    quotas = [{"n": 1, "name": "S", "units": 2}, {"n": 2, "name": "P", "units": 1}]
    body = {"quotas": [*quotas, {"n": 3, "name": "C", "units": 5}], "products": []}
    refused = await cinema.olga.put(path, json=body)
    assert (problem(refused), refused.json()["taken"]) == ("quota_taken", 2)
    assert await left(cinema) == {"Student": 2, "Popcorn": 0, "Parking": 0}


async def test_extras_are_handed_over_once_and_the_money_goes_on_then(cinema: Cinema) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    filled = ok(await fill(cinema.amina, held, extras={POPCORN: 1, PARKING: 1}))
    paid = ok(await cinema.pay(cinema.amina, filled))
    assert await balance(cinema.amina) == (10_000 - 2 * ADULT - 700, 0, 0)
    assert {one["state"] for one in paid["extras"]} == {"paid"}
    code = await cinema.code(cinema.amina)
    path = f"/tickets/shows/{cinema.show}/counter"
    seen = ok(await cinema.gita.post(path, json={"code": code}))
    assert {one["name"] for one in seen["extras"]} == {"Popcorn", "Parking"}
    line = next(one["id"] for one in paid["extras"] if one["name"] == "Popcorn")
    act = {"code": code, "act": str(new_id())}
    both = await asyncio.gather(
        *(cinema.gita.put(f"{path}/{line}", json=act | {"act": str(new_id())}) for _ in range(4)),
    )
    assert sorted(one.status_code for one in both) == [200, 409, 409, 409], "once"
    refused = next(one for one in both if one.status_code == 409)
    assert problem(refused) == "already_handed"
    async with cinema.town.database.glance() as db:
        trade = concessions.trade_id(UUID(line))
        sql = "select state, released from escrow_trade where id = $1"
        assert [tuple(row) for row in await db.rows(sql, trade)] == [("released", 400)]
    url = str(cinema.town.settings.database_url)
    back = f"/tickets/orders/{paid['id']}/extras"
    async with unchanged(url, "identity_session"):
        assert problem(await cinema.amina.post(f"{back}/{line}/return")) == "not_handable"
    other = next(one["id"] for one in paid["extras"] if one["name"] == "Parking")
    after = ok(await cinema.amina.post(f"{back}/{other}/return"))
    assert after["refunded"] == 300
    assert ok(await cinema.amina.post(f"{back}/{other}/return")) == after
    assert problem(await cinema.gita.put(f"{path}/{other}", json=act)) == "not_handable"
    assert await balance(cinema.amina) == (10_000 - 2 * ADULT - 400, 0, 0)
    assert await left(cinema) == {"Student": 2, "Popcorn": 2, "Parking": 2}


async def test_a_passed_on_ticket_fetches_nothing(cinema: Cinema) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    paid = ok(
        await cinema.pay(cinema.amina, ok(await fill(cinema.amina, held, extras={POPCORN: 1})))
    )
    old = await cinema.code(cinema.amina)
    await befriend(cinema.amina, cinema.bo)
    ticket = paid["tickets"][0]["id"]
    ok(await cinema.amina.put(f"/tickets/{ticket}/holder", json={"person_id": cinema.bo.me["id"]}))
    path = f"/tickets/shows/{cinema.show}/counter"
    new = await cinema.code(cinema.bo)
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        for code in (old, new, "x" * 168):
            assert problem(await cinema.gita.post(path, json={"code": code})) == "no_ticket"
    assert problem(await cinema.bo.post(path, json={"code": new})) == "no_show"


async def test_a_cancelled_show_gives_extras_back_but_what_was_handed_over(
    cinema: Cinema, settle: Settle
) -> None:
    await stall(cinema)
    code = (await vouchers(cinema, uses=2, per_person=2))[0]
    held = ok(await cinema.hold(cinema.amina, 0))
    wish = {"extras": {POPCORN: 1, PARKING: 1}, "voucher": code}
    paid = ok(await cinema.pay(cinema.amina, ok(await fill(cinema.amina, held, **wish))))
    assert await used(cinema, code) == 1
    line = next(one["id"] for one in paid["extras"] if one["name"] == "Popcorn")
    act = {"code": await cinema.code(cinema.amina), "act": str(new_id())}
    path = f"/tickets/shows/{cinema.show}"
    ok(await cinema.gita.put(f"{path}/counter/{line}", json=act))
    ok(await cinema.olga.put(f"{path}/cancellation", json={"why": "ill"}))
    await cinema.all_done()
    await settle()
    assert await balance(cinema.amina) == (10_000 - 400, 0, 0)
    assert await used(cinema, code) == 0
    figures = ok(await cinema.olga.get(f"{path}/figures"))
    assert (figures["money"]["waiting"], figures["money"]["released"]) == (0, 400)


async def test_the_gate_asks_for_the_proof_of_a_fare(cinema: Cinema) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    paid = ok(
        await cinema.pay(cinema.amina, ok(await fill(cinema.amina, held, fares={0: STUDENT})))
    )
    student, adult = (one["id"] for one in paid["tickets"])
    refused = await cinema.amina.put(f"/tickets/{student}/listing")
    assert (problem(refused), refused.json()["reason"]) == ("not_listable", "reduced")
    await cinema.at_doors()
    known = ok(await cinema.gita.get(f"/tickets/shows/{cinema.show}/gate"))["known"]
    assert [(one["ticket"], one["proof"]) for one in known] == [(student, "Student card")]
    first = await cinema.scan(await cinema.code(cinema.amina, student))
    other = await cinema.scan(await cinema.code(cinema.amina, adult))
    assert (first["outcome"], first["proof"]) == ("ok", "Student card")
    assert (other["outcome"], other["proof"]) == ("ok", "")


async def test_a_voucher_takes_off_what_it_says_and_is_given_back(cinema: Cinema) -> None:
    await stall(cinema)
    code = (await vouchers(cinema, uses=1))[0]
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    filled = ok(await fill(cinema.amina, held, fares={0: STUDENT}, voucher=f" {code.lower()} "))
    assert [one["price"] for one in filled["tickets"]] == [600, 900], "used where it saves most"
    assert filled["voucher"] == {"code": code, "units": 1, "off": 300}
    url = str(cinema.town.settings.database_url)
    other = ok(await cinema.hold(cinema.bo, 4))
    refused = await fill(cinema.bo, other, voucher=code)
    assert (problem(refused), refused.json()["left"]) == ("voucher_used", 0)
    assert problem(await fill(cinema.bo, other, voucher="NOSUCHCODE")) == "no_voucher"
    plain = ok(await fill(cinema.amina, held))
    assert (plain["amount"], await used(cinema, code)) == (2 * ADULT, 0)
    ok(await fill(cinema.amina, held, voucher=code))
    ok(await cinema.amina.delete(f"/tickets/orders/{held['id']}"))
    assert await used(cinema, code) == 0
    mine = ok(await fill(cinema.bo, other, voucher=code))
    paid = ok(await cinema.pay(cinema.bo, mine))
    assert (paid["amount"], await used(cinema, code)) == (900, 1)
    ok(await cinema.bo.post(f"/tickets/{paid['tickets'][0]['id']}/return"))
    assert (await balance(cinema.bo), await used(cinema, code)) == ((10_000, 0, 0), 0)
    async with unchanged(url, "identity_session"):
        assert problem(await fill(cinema.bo, paid, voucher=code)) == "hold_over"


async def test_twelve_at_once_use_a_code_as_often_as_it_can_be(cinema: Cinema, join: Any) -> None:
    code = (await vouchers(cinema, uses=5))[0]
    people = [await join(f"buyer{n:02}") for n in range(12)]
    held = [ok(await cinema.hold(one, n + 8)) for n, one in enumerate(people)]
    answers = await asyncio.gather(
        *(fill(one, order, voucher=code) for one, order in zip(people, held, strict=True))
    )
    assert sorted(one.status_code for one in answers) == [200] * 5 + [409] * 7
    assert await used(cinema, code) == 5


async def test_who_guesses_waits(cinema: Cinema) -> None:
    code = (await vouchers(cinema))[0]
    path = f"/tickets/shows/{cinema.show}/voucher"
    for _ in range(30):
        assert ok(await cinema.amina.post(path, json={"code": code}))["name"] == "Press"
    for n in range(20):
        answer = await cinema.amina.post(path, json={"code": f"GUESS{n:03}"})
        assert problem(answer) == "no_voucher"
    assert problem(await cinema.amina.post(path, json={"code": code})) == "rate_limited"
    assert ok(await cinema.bo.post(path, json={"code": code}))


async def test_hidden_products_and_seats_kept_back_need_their_code(cinema: Cinema) -> None:
    batch = str(new_id())
    await stall(cinema, hidden=True)
    [code] = await vouchers(cinema, id=batch, effect="none", opens=[PARKING], uses=3, per_person=3)
    assert "Parking" not in await left(cinema)
    path = f"/tickets/shows/{cinema.show}"
    kept = f"{path}/kept-back/{batch}"
    ok(await cinema.olga.put(kept, json={"seats": [0, 1]}))
    assert (await cinema.seats())[:3] == "110"
    assert problem(await cinema.hold(cinema.bo, 0)) == "seat_gone"
    good = ok(await cinema.amina.post(f"{path}/voucher", json={"code": code}))
    assert (good["seats"], [one["name"] for one in good["opens"]]) == ([0, 1], ["Parking"])
    wish = {"show_id": cinema.show, "voucher": code, "seats": [0, 1]}
    held = ok(await cinema.amina.put(f"/tickets/orders/{new_id()}/by-voucher", json=wish))
    assert (held["voucher"]["units"], await used(cinema, code)) == (2, 2)
    assert problem(await fill(cinema.amina, held)) == "voucher_needed"
    other = ok(await cinema.hold(cinema.bo, 4))
    assert problem(await fill(cinema.bo, other, extras={PARKING: 1})) == "voucher_needed"
    taken = await fill(cinema.amina, held, extras={PARKING: 2}, voucher=code)
    assert problem(taken) == "voucher_used"
    ok(await fill(cinema.amina, held, extras={PARKING: 1}, voucher=code))
    ok(await cinema.amina.delete(f"/tickets/orders/{held['id']}"))
    assert (await cinema.seats())[:3] == "110", "kept back again"
    assert await used(cinema, code) == 0
    assert problem(await cinema.olga.put(kept, json={"seats": [4]})) == "seat_gone"
    ok(await cinema.olga.put(kept, json={"seats": []}))
    assert (await cinema.seats())[:3] == "000"


async def test_cash_pays_for_extras_too(cinema: Cinema) -> None:
    await stall(cinema)
    body = {"show_id": cinema.show, "seats": [0]}
    sold = ok(await cinema.gita.put(f"/tickets/box-office/{new_id()}", json=body))["order"]
    ok(await fill(cinema.gita, sold, extras={POPCORN: 1, PARKING: 1}))
    desk = f"/tickets/box-office/{sold['id']}"
    paid = ok(await cinema.gita.put(f"{desk}/cash"))
    assert paid["cash"] == ADULT + 700
    line = next(one["id"] for one in paid["order"]["extras"] if one["name"] == "Popcorn")
    act = {"code": paid["tickets"][0]["code"], "act": str(new_id())}
    ok(await cinema.gita.put(f"/tickets/shows/{cinema.show}/counter/{line}", json=act))
    back = ok(await cinema.gita.put(f"{desk}/cash-back"))
    assert back["cash_back"] == ADULT + 300, "what was handed over is not given back"
    assert ok(await cinema.gita.put(f"{desk}/cash-back")) == back


async def test_an_organiser_sees_figures_and_no_names(cinema: Cinema) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    ok(await cinema.pay(cinema.amina, ok(await fill(cinema.amina, held, extras={POPCORN: 1}))))
    ok(await cinema.hold(cinema.bo, 4))
    show = ok(await cinema.amina.get(f"/tickets/shows/{cinema.show}"))
    await cinema.at_doors()
    await cinema.scan(await cinema.code(cinema.amina))
    path = f"/tickets/shows/{cinema.show}"
    found = ok(await cinema.olga.get(f"{path}/figures"))
    [seats] = found["places"]
    assert (seats["places"], seats["free"], seats["category"]["sold"]) == (32, 30, 2)
    assert seats["category"]["taken"] == 2 * ADULT
    assert [(one["sold"], one["back"]) for one in found["hours"]] == [(2, 0)]
    assert [one["came"] for one in found["minutes"]] == [1]
    money = found["money"]
    assert (money["waiting"], money["released"]) == (2 * ADULT + 400, 0)
    comes = datetime.fromisoformat(money["comes_at"])
    assert comes == datetime.fromisoformat(show["ends_at"]) + timedelta(hours=2)
    table = (await cinema.olga.get(f"{path}/sales.csv")).text.splitlines()
    assert len(table) == 3
    assert not any(cinema.amina.me["display_name"] in row for row in table)


async def test_all_who_have_tickets_hear_what_the_organiser_says(cinema: Cinema) -> None:
    await cinema.bought(cinema.amina, 0)
    path = f"/tickets/shows/{cinema.show}/messages"
    made = str(new_id())
    said = ok(await cinema.olga.put(f"{path}/{made}", json={"text": "Doors open at seven."}))
    assert said["people"] == 1
    assert (
        ok(await cinema.olga.put(f"{path}/{made}", json={"text": "Doors open at seven."})) == said
    )
    heard = ok(await cinema.amina.get(path))["messages"]
    assert [one["text"] for one in heard] == ["Doors open at seven."]
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        assert problem(await cinema.bo.get(path)) == "no_show"
        other = await cinema.olga.put(f"{path}/{made}", json={"text": "Another."})
        assert problem(other) == "message_id_used"
    for n in range(4):
        ok(await cinema.olga.put(f"{path}/{new_id()}", json={"text": f"News {n}"}))
    assert problem(await cinema.olga.put(f"{path}/{new_id()}", json={"text": "x"})) == (
        "too_many_messages"
    )
