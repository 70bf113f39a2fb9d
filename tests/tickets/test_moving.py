"""A show that is moved: tickets stay good at its new time, all can be given back for two days, and
nobody is paid before it took place.
"""

from datetime import datetime, timedelta
from typing import Any

from leapfrog import ticket_sales
from leapfrog.kernel.settings import Settings
from tests.matrix import unchanged
from tests.pay.acts import balance
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok
from tests.tickets.test_gate import seen, told


async def moved(cinema: Cinema, **later: float) -> Any:
    show = ok(await cinema.amina.get(f"/tickets/shows/{cinema.show}"))
    starts = datetime.fromisoformat(show["starts_at"]) + timedelta(**later)
    path = f"/tickets/shows/{cinema.show}/time"
    answer = await cinema.olga.put(path, json={"starts_at": starts.isoformat()})
    await cinema.all_done(*ticket_sales.TIMERS)
    return answer


async def test_money_waits_for_the_new_end_and_the_old_code_lets_in(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0)
    code = paid["tickets"][0]["code"]
    before = (await cinema.in_escrow(paid["id"])).due_at
    ok(await moved(cinema, days=3))
    after = (await cinema.in_escrow(paid["id"])).due_at
    assert before
    assert after == before + timedelta(days=3)
    ok(await moved(cinema, days=0))
    assert (await cinema.in_escrow(paid["id"])).due_at == after
    # The old end comes and goes: nobody is paid.
    cinema.clock.set(before + timedelta(minutes=1))
    await cinema.all_done()
    assert (await cinema.in_escrow(paid["id"])).released == 0
    await cinema.at_doors()
    gate = ok(await cinema.gita.get(f"/tickets/shows/{cinema.show}/gate"))
    assert gate["opens_at"]
    assert await told(cinema, "Door A", seen(cinema, code)) == ["ok"], "as it was printed before"
    cinema.clock.set(after + timedelta(minutes=1))
    await cinema.all_done()
    assert (await cinema.in_escrow(paid["id"])).released == 1_200


async def test_all_can_give_back_for_two_days_whatever_the_rule_was(cinema: Cinema) -> None:
    one, other = (await cinema.bought(cinema.amina, 0, 1))["tickets"]
    cinema.clock.advance(timedelta(hours=10))
    back = f"/tickets/{one['id']}/return"
    assert problem(await cinema.amina.post(back)) == "not_returnable"
    shown = ok(await moved(cinema, days=5))["show"]
    assert shown["was_at"] < shown["starts_at"]
    had = (await balance(cinema.amina))[0]
    ok(await cinema.amina.post(back))
    assert (await balance(cinema.amina))[0] == had + 1_200
    cinema.clock.advance(timedelta(days=4, hours=21))
    late = await cinema.amina.post(f"/tickets/{other['id']}/return")
    assert problem(late) == "not_returnable"


async def test_what_cannot_be_moved_stays(cinema: Cinema, settings: Settings) -> None:
    path = f"/tickets/shows/{cinema.show}/time"
    now = cinema.clock.now()
    async with unchanged(str(settings.database_url), "identity_session"):
        for starts in (now - timedelta(hours=1), now + timedelta(days=40)):
            body = {"starts_at": starts.isoformat()}
            assert problem(await cinema.olga.put(path, json=body)) == "invalid"
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    body = {"starts_at": (now + timedelta(days=2)).isoformat()}
    assert problem(await cinema.olga.put(path, json=body)) == "show_over"
