"""What organisers and those who take part do, in one line each."""

import hashlib
from datetime import timedelta
from typing import Any

import httpx

from leapfrog import ticket_draws
from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.tickets.acts import ADULT, Cinema, ok

SEED = bytes(range(100, 132))


async def premiere(cinema: Cinema, **more: Any) -> Cinema:
    """The same cinema with another show, whose sale opens in twenty hours; it starts in thirty."""
    show = str(new_id())
    # Those who have joined are older accounts than who joins from now on.
    cinema.clock.advance(timedelta(minutes=5))
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "hall_id": cinema.hall,
        "starts_at": (cinema.clock.now() + timedelta(hours=40)).isoformat(),
        "sale_opens_at": (cinema.clock.now() + timedelta(hours=20)).isoformat(),
        "prices": {"Seat": ADULT},
        "orphans": "off",
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body | more))
    given = {name: getattr(cinema, name) for name in cinema.__struct_fields__}
    return Cinema(**given | {"show": show})


def wish(cinema: Cinema, **more: Any) -> dict[str, Any]:
    return {
        "rights": 2,
        "each": 2,
        "closes_at": (cinema.clock.now() + timedelta(hours=2)).isoformat(),
        "buy_hours": 3,
        "commitment": hashlib.sha256(SEED).hexdigest(),
        **more,
    }


def path(cinema: Cinema, rest: str = "") -> str:
    return f"/tickets/shows/{cinema.show}/draw{rest}"


async def announced(cinema: Cinema, **more: Any) -> Any:
    return ok(await cinema.olga.put(path(cinema), json=wish(cinema, **more)))


async def enters(cinema: Cinema, who: Client) -> httpx.Response:
    return await who.put(path(cinema, f"/entries/{new_id()}"))


async def closed(cinema: Cinema) -> None:
    """Nobody takes part any more."""
    cinema.clock.advance(timedelta(hours=2))
    await due(cinema)


async def due(cinema: Cinema) -> None:
    """All that is due of draws by now is done."""
    await cinema.all_done(*ticket_draws.TIMERS)


async def drawn(cinema: Cinema) -> Any:
    return ok(await cinema.olga.put(path(cinema, "/seed"), json={"seed": SEED.hex()}))


async def seen(cinema: Cinema, who: Client) -> Any:
    return ok(await who.get(path(cinema)))
