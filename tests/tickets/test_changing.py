"""Somebody chooses anew: what was theirs goes, what is somebody else's by then stays, and nobody
waits for another who waits for them.
"""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog import stock
from leapfrog.kernel.ids import new_id
from leapfrog.tickets import Choice, seats, store, store_seats
from leapfrog.tickets.standing import pool_id
from tests.tickets.acts import Cinema, ok
from tests.waits import somebody_waits


async def test_what_somebody_else_paid_meanwhile_is_not_set_free(cinema: Cinema) -> None:
    """The hold ran out while the new choice waited for the rows."""
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    cinema.clock.advance(timedelta(minutes=11))
    await cinema.bought(cinema.bo, 0)
    ended = frozenset([UUID(held["id"])])
    async with cinema.town.database.transaction() as db:
        show = (await store.shows(db, [UUID(cinema.show)]))[UUID(cinema.show)]
        until = db.now + timedelta(minutes=10)
        take = seats.Take(new_id(), until, frozenset((0, 1)), ended)
        await seats.hold(db, show, Choice(seats=(8, 9)), take)
        await seats.let_go_of_own(db, show.id, take)
    assert (await cinema.seats())[:10] == "2000000011"


async def test_who_changes_from_places_to_seats_holds_up_nobody(cinema: Cinema) -> None:
    """They wait for the seats before they touch the places, as everybody does."""
    show = str(new_id())
    body: dict[str, Any] = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "hall_id": cinema.hall,
        "starts_at": (cinema.starts + timedelta(hours=3)).isoformat(),
        "prices": {"Seat": 0},
        "standing": [{"name": "Floor", "price": 0, "capacity": 3}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    ok(await cinema.hold(cinema.amina, show_id=show, standing=2, category=1))
    locked = asyncio.Event()

    async def changes() -> Any:
        await locked.wait()
        return await cinema.hold(cinema.amina, 0, 1, show_id=show)

    # It begins outside of the transaction, which holds a connection.
    change = asyncio.create_task(changes())
    async with cinema.town.database.transaction() as db:
        await store_seats.lock_rows(db, UUID(show), [0])
        locked.set()
        await somebody_waits(db)
        # The pool of the floor is nobody's: this returns at once, or there is a deadlock.
        await stock.lock_pools(db, [pool_id(UUID(show), 1)])
    ok(await change)
    left = ok(await cinema.bo.get(f"/tickets/shows/{show}/seats"))
    assert (left["seats"][:3], left["standing"]) == ("110", [{"category": 1, "left": 3}])
    ok(await cinema.hold(cinema.amina, show_id=show, standing=3, category=1))
    left = ok(await cinema.bo.get(f"/tickets/shows/{show}/seats"))
    assert (left["seats"][:3], left["standing"]) == ("000", [{"category": 1, "left": 0}])
