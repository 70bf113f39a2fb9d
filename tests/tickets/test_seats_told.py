"""Who looks at the seats of a show is told what changes, in one process and in two, and what
happened while the line was slow or away is told whole.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.seat_watching import watching
from leapfrog.seat_watching.watching import differences
from tests.http import App, running
from tests.server import WAIT, Line, line, served
from tests.tickets.acts import Cinema, ok

FREE = "0" * 32


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "TURN", 0.02)


@pytest.fixture(params=["one", "two"])
async def ports(
    request: pytest.FixtureRequest, app: App, settings: Settings, clock: FixedClock
) -> AsyncIterator[tuple[int, int]]:
    """A door for who looks, and one of another process for who has moved there."""
    async with served(app) as port:
        if request.param == "one":
            yield port, port
            return
        async with running(settings, clock) as other, served(other) as second:
            yield port, second


class Looking:
    """A device as the client is: all seats first, then what changes, in its order."""

    def __init__(self, device: Line, show: str) -> None:
        self.device, self.show, self.seats, self.version = device, show, "", 0

    async def look(self) -> str:
        await self.device.say("watch_seats", show_id=self.show)
        return await self.hears()

    async def hears(self) -> str:
        told: dict[str, Any] = await self.device.hear("seats")
        assert told["show_id"] == self.show
        if told.get("seats"):
            self.seats = told["seats"]
        else:
            assert told["version"] == self.version + 1
            known = list(self.seats)
            for name, state in told["changes"].items():
                n = int(name)
                assert known[n] != state, "only what is another than before"
                known[n] = state
            self.seats = "".join(known)
        self.version = told["version"]
        return self.seats

    async def sees(self, n: int, state: str) -> None:
        async with asyncio.timeout(WAIT):
            while self.seats[n] != state:
                await self.hears()


def test_differences_are_what_is_not_as_before() -> None:
    assert differences("0012", "0012") == {}
    assert differences("0012", "1013") == {0: "1", 3: "3"}


async def test_each_step_of_a_seat_is_told_to_all_who_look(
    cinema: Cinema, ports: tuple[int, int]
) -> None:
    async with line(ports[0], cinema.bo.token) as one, line(ports[1], cinema.olga.token) as two:
        looking = [Looking(one, cinema.show), Looking(two, cinema.show)]
        for each in looking:
            assert await each.look() == FREE
        held = ok(await cinema.hold(cinema.amina, 10, 11))
        for each in looking:
            await each.sees(11, "1")
        paid = ok(await cinema.pay(cinema.amina, held))
        for each in looking:
            await each.sees(11, "2")
        ticket = paid["tickets"][1]["id"]
        ok(await cinema.amina.put(f"/tickets/{ticket}/listing"))
        for each in looking:
            await each.sees(11, "3")
        ok(await cinema.amina.delete(f"/tickets/{ticket}/listing"))
        for each in looking:
            await each.sees(11, "2")
        ok(await cinema.amina.post(f"/tickets/{ticket}/return"))
        for each in looking:
            await each.sees(11, "0")
            assert each.seats == await cinema.seats()


async def test_what_a_hold_kept_is_told_when_it_is_over(
    cinema: Cinema, ports: tuple[int, int]
) -> None:
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    async with line(ports[0], cinema.bo.token) as device:
        looking = Looking(device, cinema.show)
        assert (await looking.look())[:3] == "110"
        ok(await cinema.amina.delete(f"/tickets/orders/{held['id']}"))
        await looking.sees(0, "0")
        assert looking.seats == FREE


async def test_who_looks_at_another_show_hears_no_more_of_the_first(
    cinema: Cinema, ports: tuple[int, int]
) -> None:
    async with line(ports[0], cinema.bo.token) as one, line(ports[0], cinema.olga.token) as two:
        first, second = Looking(one, cinema.show), Looking(two, cinema.show)
        await first.look()
        await second.look()
        await one.say("watch_seats", show_id=None)
        await one.say("ping")
        await one.hear("pong")
        before = len(one.heard)
        ok(await cinema.hold(cinema.amina, 5))
        await second.sees(5, "1")
        await one.say("ping")
        await one.hear("pong")
        assert [frame["t"] for frame in one.heard[before:]] == ["pong"]
        assert (await first.look())[5] == "1", "looking again tells all"


async def test_a_show_that_is_not_there_is_a_problem_and_others_go_on(
    cinema: Cinema, ports: tuple[int, int]
) -> None:
    async with line(ports[0], cinema.bo.token) as device:
        await device.say("watch_seats", show_id=str(new_id()))
        assert (await device.hear("problem"))["code"] == "no_show"
        looking = Looking(device, cinema.show)
        assert await looking.look() == FREE
        await device.say("watch_seats", show_id="none")
        assert (await device.hear("problem"))["code"] == "malformed"


async def test_a_draft_is_told_to_nobody(cinema: Cinema, ports: tuple[int, int]) -> None:
    async with cinema.town.database.transaction() as db:
        await db.run("update tickets_show set state = 'draft'")
    async with line(ports[0], cinema.bo.token) as device:
        await device.say("watch_seats", show_id=cinema.show)
        assert (await device.hear("problem"))["code"] == "no_show"
