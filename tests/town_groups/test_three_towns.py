"""A group of three towns of which one sleeps, wakes, and at last is carried on elsewhere: what was
said is in all of them once, under the same numbers.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.fediverse.conftest import open_town
from tests.shared_database import Lender
from tests.town_groups.conftest import Grouped, until


class Sleeper:
    """A town that can be put to sleep, and woken where it was."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.port = settings, 0
        self.people: list[Grouped] = []
        self._open = ExitStack()
        self.wake()

    def wake(self) -> None:
        self.origin = self._open.enter_context(open_town(self.settings, port=self.port))
        self.port = int(self.origin.rpartition(":")[2])

    def sleep(self) -> None:
        self._open.close()
        self._open = ExitStack()

    @property
    def domain(self) -> str:
        return self.origin.partition("//")[2]

    def person(self, handle: str) -> Grouped:
        self.people.append(Grouped(self.origin, handle))
        return self.people[-1]

    def run(self, sql: str, *values: Any) -> None:
        """What an operator, or time, does to its database."""

        async def there() -> None:
            found = await asyncpg.connect(str(self.settings.database_url))
            try:
                await found.execute(sql, *values)
            finally:
                await found.close()

        # A browser test has a loop of its own in this thread.
        with ThreadPoolExecutor(1) as beside:
            beside.submit(asyncio.run, there()).result()

    def misses(self, other: "Sleeper", days: int) -> None:
        """The other town has not answered for so long, and was not heard."""
        self.run(
            """update towns_town set failing_since = now() - make_interval(days => $2),
               heard_at = now() - make_interval(days => $2),
               answered_at = now() - make_interval(days => $2) where domain = $1""",
            other.domain,
            days,
        )


@pytest.fixture
def towns(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[list[Sleeper]]:
    """Lake, Hill and Oak."""
    with ExitStack() as stack:
        made = []
        for name in ("lake", "hill", "oak"):
            url = stack.enter_context(lender.lend())
            there = msgspec.structs.replace(settings, home=tmp_path / name, database_url=url)
            made.append(Sleeper(there))
        yield made
        for one in made:
            one.sleep()


class Boats:
    """Amina of Lake, Kofi of Lake, Tariq of Hill and Zoe of Oak, and their group in Lake."""

    def __init__(self, towns: list[Sleeper]) -> None:
        self.lake, self.hill, self.oak = towns
        self.amina, self.kofi = self.lake.person("amina"), self.lake.person("kofi")
        self.tariq, self.zoe = self.hill.person("tariq"), self.oak.person("zoe")
        for one in (self.kofi, self.tariq, self.zoe):
            self.amina.meets(one)
        self.id = self.amina.makes(self.kofi, self.tariq, self.zoe)
        for one in (self.tariq, self.zoe):
            one.group(self.id)

    @property
    def everybody(self) -> list[Grouped]:
        return [self.amina, self.kofi, self.tariq, self.zoe]

    def all_hear(self, body: str, *, but: tuple[Grouped, ...] = ()) -> None:
        for one in self.everybody:
            if one not in but:
                one.hears(self.id, body)

    def are_equal(self) -> None:
        """All have the same rows: who said what under which number, and under which client id."""

        def rows(one: Grouped) -> list[Any]:
            return [(row["seq"], row["client_id"], row["body"]) for row in one.log(self.id)]

        def look() -> bool:
            return all(rows(one) == rows(self.amina) for one in self.everybody)

        until(look, "equal logs")
        ids = [row[1] for row in rows(self.amina)]
        assert len(ids) == len(set(ids))
        seqs = [row[0] for row in rows(self.amina)]
        assert seqs == list(range(1, len(seqs) + 1))


def test_a_group_of_three_towns(towns: list[Sleeper]) -> None:
    boats = Boats(towns)
    # Oak never met Hill: it asks for its key before it believes what Tariq says.
    boats.tariq.writes(boats.id, "Hill is here")
    boats.zoe.writes(boats.id, "Oak is here")
    boats.kofi.says(boats.id, "So is Lake")
    for body in ("Hill is here", "Oak is here", "So is Lake"):
        boats.all_hear(body)
    boats.are_equal()

    while_the_home_sleeps(boats)
    carried_on(boats)


def while_the_home_sleeps(boats: Boats) -> None:
    """What is written waits, and is ordered once when it wakes, however often it was sent."""
    boats.lake.sleep()
    kept = [str(new_id()) for _ in range(3)]
    for at, client_id in enumerate(kept):
        for _ in range(2):
            answer = boats.tariq.writes(boats.id, f"while Lake sleeps {at}", client_id=client_id)
            assert answer.status_code == 202, answer.text
    until(lambda: boats.tariq.get(f"/groups/{boats.id}/home")["asleep_since"], "that it sleeps")
    home = boats.tariq.get(f"/groups/{boats.id}/home")
    assert (home["waiting"], home["may_carry_on"]) == (3, False)
    assert "while Lake sleeps 0" not in [body for _, _, body in boats.tariq.reads(boats.id)]
    refused = boats.tariq.http.put(f"/groups/{boats.id}/home")
    assert refused.json()["code"] == "home_awake"
    boats.lake.wake()
    for at in range(3):
        boats.all_hear(f"while Lake sleeps {at}")
    boats.are_equal()
    assert boats.tariq.get(f"/groups/{boats.id}/home")["waiting"] == 0


def carried_on(boats: Boats) -> None:
    """Lake is cut off, and goes on by itself; Tariq, who owns the group, carries it on in Hill.
    When Lake is back it follows, and what was said there meanwhile is said again, once.
    """
    path = f"/groups/{boats.id}/members/{boats.amina.here(boats.tariq)}/role"
    boats.amina.put(path, {"role": "owner"})
    until(lambda: boats.tariq.group(boats.id)["role"] == "owner", "an owner in Hill")
    until(lambda: boats.zoe.members(boats.id)[boats.tariq.address] == "owner", "told to Oak")
    boats.are_equal()
    apart = [(boats.lake, boats.hill), (boats.lake, boats.oak)]
    for here, there in apart:
        here.run("insert into fediverse_host (host, rule) values ($1, 'blocked')", there.domain)
    boats.kofi.says(boats.id, "is anybody there?")
    boats.amina.says(boats.id, "only we are")
    boats.zoe.writes(boats.id, "Lake is silent")
    for one in (boats.hill, boats.oak):
        one.misses(boats.lake, 2)
        boats.lake.misses(one, 2)
    refused = boats.zoe.http.put(f"/groups/{boats.id}/home")
    assert refused.json()["code"] == "home_awake", "a member waits for two weeks"
    home = boats.tariq.put(f"/groups/{boats.id}/home")
    assert (home["home"], home["here"]) == (boats.hill.domain, True)
    again = boats.tariq.put(f"/groups/{boats.id}/home")
    assert again["home"] == home["home"]
    boats.tariq.says(boats.id, "Hill goes on")
    for body in ("Hill goes on", "Lake is silent"):
        boats.all_hear(body, but=(boats.amina, boats.kofi))
    for here, there in apart:
        here.run("delete from fediverse_host where host = $1", there.domain)
        here.run("update towns_town set next_try_at = null")
        there.run("update towns_town set next_try_at = null")
    for town in (boats.hill, boats.oak, boats.lake):
        town.sleep()
        town.wake()
    for body in ("is anybody there?", "only we are", "Hill goes on", "Lake is silent"):
        boats.all_hear(body)
    boats.are_equal()
    assert boats.amina.get(f"/groups/{boats.id}/home")["home"] == boats.hill.domain
    boats.kofi.writes(boats.id, "Lake follows")
    boats.all_hear("Lake follows")
    boats.are_equal()
