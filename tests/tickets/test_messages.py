"""What an organiser says to those who have tickets: nobody else reads it, and it ends."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


async def say(cinema: Cinema, text: str) -> Any:
    path = f"/tickets/shows/{cinema.show}/messages/{new_id()}"
    return await cinema.olga.put(path, json={"text": text})


async def test_who_gave_their_ticket_back_reads_nothing(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0)
    ok(await say(cinema, "Doors open at seven."))
    path = f"/tickets/shows/{cinema.show}/messages"
    assert len(ok(await cinema.amina.get(path))["messages"]) == 1
    ok(await cinema.amina.post(f"/tickets/{paid['tickets'][0]['id']}/return"))
    assert problem(await cinema.amina.get(path)) == "no_show"
    assert ok(await say(cinema, "Bring a scarf."))["people"] == 0


async def test_of_a_show_that_is_called_off_all_hear(cinema: Cinema) -> None:
    await cinema.bought(cinema.amina, 0)
    ok(await cinema.hold(cinema.bo, 4))
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    await cinema.all_done()
    assert ok(await say(cinema, "We are sorry."))["people"] == 1
    path = f"/tickets/shows/{cinema.show}/messages"
    assert len(ok(await cinema.amina.get(path))["messages"]) == 1
    assert problem(await cinema.bo.get(path)) == "no_show", "nobody who paid nothing"


async def test_a_week_after_the_show_nobody_is_written_to(cinema: Cinema) -> None:
    await cinema.bought(cinema.amina, 0)
    cinema.clock.advance(timedelta(days=8))
    ok(await say(cinema, "Thank you for coming."))
    cinema.clock.advance(timedelta(days=2))
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        assert problem(await say(cinema, "Buy more!")) == "show_over"
