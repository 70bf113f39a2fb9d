"""Uses of vouchers go back with what they were for, and nobody waits for them in a ring."""

import asyncio
from typing import Any
from uuid import UUID

from leapfrog import stock
from leapfrog.concessions.offering import pool_id
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import code as problem
from tests.pay.acts import funded, secured
from tests.tickets.acts import ADULT, Cinema, befriend, ok
from tests.tickets.test_baskets import PARKING, POPCORN, STUDENT, fill, stall, used, vouchers
from tests.tickets.test_box_office import at_desk, changes, later_show
from tests.waits import somebody_waits

LOCK = "select from vouchers_code where code = $1 for update"


async def for_popcorn(cinema: Cinema) -> str:
    """A code that makes popcorn cheaper, three times."""
    await stall(cinema)
    return (await vouchers(cinema, products=[POPCORN], uses=3, per_person=3))[0]


async def bought(cinema: Cinema, who: Client, code: str, *seats: int, units: int = 2) -> Any:
    held = ok(await cinema.hold(who, *seats))
    filled = ok(await fill(who, held, extras={POPCORN: units}, voucher=code))
    assert filled["amount"] == len(seats) * ADULT + units * 300
    return ok(await cinema.pay(who, filled))


async def test_with_the_last_ticket_that_is_given_back(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    paid = await bought(cinema, cinema.amina, code, 0, 1)
    first, last = (one["id"] for one in paid["tickets"])
    ok(await cinema.amina.post(f"/tickets/{first}/return"))
    assert await used(cinema, code) == 2, "the popcorn is still theirs"
    ok(await cinema.amina.post(f"/tickets/{last}/return"))
    assert await used(cinema, code) == 0
    await bought(cinema, cinema.amina, code, 0, units=3)


async def test_with_a_ticket_that_somebody_else_buys(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    paid = await bought(cinema, cinema.amina, code, 0)
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    await cinema.bought(cinema.bo, 0)
    assert await used(cinema, code) == 0


async def test_with_cash(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    sold = ok(await at_desk(cinema, 0))["order"]
    ok(await fill(cinema.gita, sold, extras={POPCORN: 2}, voucher=code))
    ok(await cinema.gita.put(f"/tickets/box-office/{sold['id']}/cash"))
    assert await used(cinema, code) == 2
    ok(await cinema.gita.put(f"/tickets/box-office/{sold['id']}/cash-back"))
    assert await used(cinema, code) == 0


async def test_with_a_show_that_is_changed_for_another(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    paid = await bought(cinema, cinema.amina, code, 0)
    held = ok(await cinema.hold(cinema.amina, 0, show_id=await later_show(cinema)))
    ok(await changes(cinema, held, paid["id"]))
    assert await used(cinema, code) == 0


async def test_but_not_of_what_was_handed_over(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    paid = await bought(cinema, cinema.amina, code, 0)
    [line] = paid["extras"]
    act = {"code": await cinema.code(cinema.amina), "act": str(new_id())}
    ok(await cinema.gita.put(f"/tickets/shows/{cinema.show}/counter/{line['id']}", json=act))
    ok(await cinema.amina.post(f"/tickets/{paid['tickets'][0]['id']}/return"))
    assert await used(cinema, code) == 2


async def test_who_gives_an_extra_back_waits_for_its_code_before_the_stock(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    paid = await bought(cinema, cinema.amina, code, 0)
    [line] = paid["extras"]
    answer = cinema.amina.post(f"/tickets/orders/{paid['id']}/extras/{line['id']}/return")
    ok(await waits_for_the_code(cinema, code, answer))
    assert await used(cinema, code) == 0


async def test_the_last_ticket_waits_for_the_codes_of_its_extras(cinema: Cinema) -> None:
    code = await for_popcorn(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    wish: dict[str, Any] = {"fares": {0: STUDENT}, "extras": {POPCORN: 1}, "voucher": code}
    paid = ok(await cinema.pay(cinema.amina, ok(await fill(cinema.amina, held, **wish))))
    answer = cinema.amina.post(f"/tickets/{paid['tickets'][0]['id']}/return")
    ok(await waits_for_the_code(cinema, code, answer))
    assert await used(cinema, code) == 0


async def test_who_holds_by_a_voucher_waits_for_it_before_the_stock(cinema: Cinema) -> None:
    await stall(cinema)
    [code] = await vouchers(cinema, uses=2, per_person=2)
    held = ok(await cinema.hold(cinema.amina, 0))
    ok(await fill(cinema.amina, held, extras={POPCORN: 1, PARKING: 1}))
    wish = {"show_id": cinema.show, "voucher": code, "seats": [0]}
    answer = cinema.amina.put(f"/tickets/orders/{new_id()}/by-voucher", json=wish)
    ok(await waits_for_the_code(cinema, code, answer))
    assert await used(cinema, code) == 1


async def waits_for_the_code(cinema: Cinema, code: str, request: Any) -> Any:
    """The answer of a request that waits for a code and has not locked any stock."""
    locked = asyncio.Event()

    async def asks() -> Any:
        await locked.wait()
        return await request

    # It begins outside of the transaction, which holds a connection.
    asked = asyncio.create_task(asks())
    async with cinema.town.database.transaction() as db:
        await db.rows(LOCK, code)
        locked.set()
        await somebody_waits(db)
        # Nobody has these: this returns at once, or there is a deadlock.
        await stock.lock_pools(db, [pool_id(UUID(cinema.show), n) for n in (1, 2, 3)])
    return await asked


async def test_a_seat_kept_back_is_whose_it_was_sold_to_and_who_they_give_it_to(
    cinema: Cinema, join: Join
) -> None:
    batch = str(new_id())
    await stall(cinema)
    [code] = await vouchers(cinema, id=batch, effect="none", uses=1)
    kept = {"seats": [0]}
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/kept-back/{batch}", json=kept))
    wish = {"show_id": cinema.show, "voucher": code, "seats": [0]}
    held = ok(await cinema.amina.put(f"/tickets/orders/{new_id()}/by-voucher", json=wish))
    paid = ok(await cinema.pay(cinema.amina, held))
    assert await used(cinema, code) == 1
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    bought = ok(await cinema.hold(cinema.bo, 0))
    filled = ok(await fill(cinema.bo, bought, extras={POPCORN: 1}))
    assert filled["amount"] == ADULT + 400
    ok(await cinema.bo.put(f"/tickets/parties/{bought['id']}"))
    carla = await join("carla")
    await secured(carla)
    await funded(cinema.town, carla, 10_000)
    await befriend(cinema.bo, carla)
    body = {"order_id": str(new_id()), "tickets": [bought["tickets"][0]["id"]]}
    taken = ok(await carla.put(f"/tickets/parties/{bought['id']}/seats", json=body))
    ok(await cinema.pay(carla, taken))
    assert await used(cinema, code) == 0, "Amina has it again"
    ok(await carla.post(f"/tickets/{taken['tickets'][0]['id']}/return"))
    assert (await cinema.seats())[0] == "1", "kept back as before"


async def test_a_good_code_is_no_guess_whatever_else_is_wrong(cinema: Cinema) -> None:
    await stall(cinema)
    [code] = await vouchers(cinema, products=[PARKING])
    held = ok(await cinema.hold(cinema.amina, 0))
    wrong = {"show_id": cinema.show, "voucher": code, "seats": [0]}
    for _ in range(15):
        assert problem(await fill(cinema.amina, held, voucher=code)) == "voucher_unfit"
        refused = await cinema.bo.put(f"/tickets/orders/{new_id()}/by-voucher", json=wrong)
        assert problem(refused) == "seat_gone"
    for _ in range(10):
        assert problem(await fill(cinema.amina, held, voucher=code)) == "voucher_unfit"
    ok(await fill(cinema.amina, held, extras={PARKING: 1}, voucher=code))
    for _ in range(20):
        assert problem(await fill(cinema.amina, held, voucher="NOSUCHCODE")) == "no_voucher"
    assert problem(await fill(cinema.amina, held, voucher=code)) == "rate_limited"
