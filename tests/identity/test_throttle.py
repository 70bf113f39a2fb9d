"""Guessing is slow for the guesser, and for nobody else."""

import asyncio
from datetime import timedelta

import pytest

from leapfrog.identity import sessions
from leapfrog.identity.errors import WrongCredentials
from leapfrog.identity.model import ClientInfo
from leapfrog.kernel import throttle
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import RateLimited
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit, network
from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, Client, Enter, running


@pytest.fixture
async def door(client: Enter, town: Town) -> "Door":
    """Amina lives here, and is signed in at 203.0.113.1."""
    await client("203.0.113.1").join("amina")
    return Door(town.database)


class Door:
    """Where people knock with names and passwords."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def tried(self, times: int, limit: Limit, key: str) -> None:
        async with self.database.transaction() as db:
            for _ in range(times):
                await throttle.take(db, limit, key)

    async def knock(self, address: str, password: str = "wrong", handle: str = "amina") -> str:
        device = ClientInfo("Firefox", address)
        try:
            await sessions.sign_in(self.database, handle, password, device)
        except WrongCredentials:
            return "wrong"
        except RateLimited as limited:
            return f"wait {limited.details['retry_after']}"
        return "in"


async def test_eight_tries_for_a_name_from_an_address(door: Door, clock: FixedClock) -> None:
    assert [await door.knock("198.51.100.1") for _ in range(9)] == ["wrong"] * 8 + ["wait 75"]
    assert await door.knock("198.51.100.1", PASSWORD) == "wait 75"
    clock.advance(timedelta(seconds=75))
    assert await door.knock("198.51.100.1", PASSWORD) == "in"


async def test_the_owner_is_not_locked_out_by_a_guesser(door: Door) -> None:
    for _ in range(12):
        await door.knock("198.51.100.1")
    assert await door.knock("198.51.100.2", PASSWORD) == "in"
    assert await door.knock("203.0.113.1", PASSWORD) == "in"


async def test_one_address_cannot_go_through_all_names(door: Door) -> None:
    await door.tried(37, sessions.BY_ADDRESS, "198.51.100.1")
    knocks = [await door.knock("198.51.100.1", handle=f"name_{n}") for n in range(4)]
    assert knocks == ["wrong"] * 3 + ["wait 15"]


async def test_a_house_behind_one_address_is_not_slowed_by_itself(door: Door) -> None:
    await door.tried(37, sessions.BY_ADDRESS, "198.51.100.1")
    assert [await door.knock("198.51.100.1", PASSWORD) for _ in range(5)] == ["in"] * 5


async def test_an_ipv6_network_counts_as_one(door: Door) -> None:
    for n in range(8):
        assert await door.knock(f"2001:db8::{n + 1:x}") == "wrong"
    assert await door.knock("2001:db8::ffff") == "wait 75"
    assert await door.knock("2001:db8:0:1::1") == "wrong"


async def test_many_addresses_cannot_work_on_one_name(door: Door, clock: FixedClock) -> None:
    await door.tried(97, sessions.BY_NAME, "amina")
    for n in range(3):
        assert await door.knock(f"198.51.100.{n}") == "wrong"
    assert await door.knock("198.51.100.200", PASSWORD) == "wait 36"
    assert await door.knock("198.51.100.201", handle="boris") == "wrong"
    assert await door.knock("203.0.113.1", PASSWORD) == "in"
    clock.advance(timedelta(seconds=36))
    assert await door.knock("198.51.100.202", PASSWORD) == "in"


async def test_an_unknown_name_is_slowed_just_the_same(door: Door) -> None:
    known = [await door.knock("198.51.100.1") for _ in range(9)]
    unknown = [await door.knock("198.51.100.2", handle="nobody_here") for _ in range(9)]
    assert known == unknown


async def test_all_processes_of_a_town_count_together(
    client: Enter, settings: Settings, clock: FixedClock
) -> None:
    await client("203.0.113.1").join("amina")
    async with running(settings, clock) as second:
        here = client("198.51.100.1")
        there = Client(second, settings.origin, "198.51.100.1")
        body = {"handle": "amina", "password": "wrong"}
        tried = [
            (await process.post("/sessions", json=body)).status_code
            for process in (here, there) * 5
        ]
        assert tried == [401] * 8 + [429] * 2
        clock.advance(timedelta(seconds=75))
        await there.sign_in("amina")
        tried = [(await here.post("/sessions", json=body)).status_code for _ in range(9)]
        assert tried == [401] * 8 + [429]
        await there.aclose()


async def test_guesses_at_once_are_all_counted(door: Door) -> None:
    knocks = await asyncio.gather(*(door.knock("198.51.100.1") for _ in range(20)))
    assert sorted(knocks) == ["wait 75"] * 12 + ["wrong"] * 8


async def test_what_says_nothing_any_more_is_dropped(door: Door, clock: FixedClock) -> None:
    async def left() -> int:
        async with door.database.transaction() as db:
            await throttle.drop_idle(db)
            found: int = await db.value("select count(*) from kernel_throttle")
            return found

    await door.knock("198.51.100.1")
    assert await left() == 3
    clock.advance(timedelta(seconds=74))
    assert await left() == 1
    clock.advance(timedelta(seconds=1))
    assert await left() == 0


NETWORKS = [
    ("198.51.100.7", "198.51.100.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("::ffff:198.51.100.7", "198.51.100.7"),
    ("fe80::1%eth0", "fe80::/64"),
    ("unix", "unix"),
]


@pytest.mark.parametrize(("address", "expected"), NETWORKS)
def test_what_an_address_counts_as(address: str, expected: str) -> None:
    assert network(address) == expected
