"""Who is added to a group of another town by a contact who lives in a third one: that one's own
town must have signed it, and what it signed counts once.
"""

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.town_groups.stranger import Said, adds
from tests.town_groups.test_hostile_home import wishes_to_leave
from tests.towns.lake import KEYS, Boats, Lake, between
from tests.towns.test_hostile import Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]


async def test_a_town_adds_nobody_in_the_name_of_others(
    hill: Line, town: Town, join: Join, settle: Settle
) -> None:
    lake = Lake(hill.amina, hill.amina, town, settle)
    await lake.begin(await join("ben"), await join("kofi"))
    boats = await Boats(lake).begin()
    zoe, group = lake.people["elsewhere"], boats.ships
    who = [lake.people["contact"].face, zoe.face]

    async def told(by: str, what: str, signed: Said | None = None) -> bool:
        """Whether Amina is in the group after such a row of Hill."""
        meta = {"what": what, "person_ids": [lake.pid]}
        row = group.row(by, who=who, kind="system", meta=meta)
        await lake.hill.says(
            between("g.log", row | {"added": {lake.pid: signed} if signed else {}})
        )
        await settle()
        answer = await lake.amina.get("/conversations")
        [found] = [one for one in answer.json()["conversations"] if one["id"] == group.id]
        return bool(found["writable"])

    async def left() -> None:
        assert not await told(lake.people["contact"].person.pid, "removed")

    def by_oak(at: str) -> Said:
        return adds(KEYS["oak.town"], group.id, zoe.person.pid, lake.pid, at=at)

    at_nine, at_ten = by_oak("2026-11-24T08:59:00Z"), by_oak("2026-11-24T09:01:00Z")
    await left()
    assert not await told(zoe.person.pid, "joined")
    by_hill = adds(KEYS["hill.town"], group.id, zoe.person.pid, lake.pid)
    assert not await told(zoe.person.pid, "joined", by_hill)
    assert await wishes_to_leave(town) == [lake.pid, lake.pid]
    assert await told(zoe.person.pid, "joined", at_nine)
    await left()
    assert not await told(zoe.person.pid, "joined", at_nine), "it counts once"
    assert await told(zoe.person.pid, "joined", at_ten)
