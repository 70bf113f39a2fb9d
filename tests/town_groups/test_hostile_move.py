"""Who moved and stays in a group: what their own key says of it counts, whoever brings it; what a
town says of it alone, of somebody whom it does not have, changes nothing.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.town_groups import store, store_moved
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.town_groups import test_hostile_home as at_hill
from tests.town_groups import test_hostile_member as at_lake
from tests.town_groups.stranger import Home, Said, face, said, signed
from tests.town_groups.test_hostile_home import ZOE, Told, told
from tests.town_groups.test_hostile_member import Member, member
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import EVE, HILL, OAK, TARIQ, Line, bounces, dispatch, hill
from tests.towns.test_strangers import pid_of_amina

__all__ = [
    "app",
    "client",
    "clock",
    "hill",
    "join",
    "member",
    "settings",
    "settle",
    "told",
    "town",
]
AT_OAK = TARIQ.record(2, "tariq@oak.town", OAK, was=["tariq@hill.town"])


def here(group: str, who: Person, home: Said, **more: Any) -> Said:
    return dispatch("g.here", who, "", {"group": group, "home": home, "seq": 1} | more)


def refused(it: Member) -> dict[str, Said]:
    """What Oak may not say, by what is wrong with it."""
    forged = AT_OAK | {"address": "tariq2@oak.town"}
    return {
        "a record of Hill": here(it.id, TARIQ, TARIQ.record(2, "tariq@hill.town", HILL)),
        "a record that nobody signed": here(it.id, TARIQ, forged),
        "of somebody who is not in it": here(it.id, EVE, EVE.record(1, "eve@oak.town", OAK)),
        "by another one's record": here(it.id, EVE, AT_OAK),
        "without a record": here(it.id, TARIQ, {}),
        "of no group": here(str(uuid4()), TARIQ, AT_OAK),
    }


async def test_a_town_that_only_says_so_gets_no_group(
    member: Member, town: Town, settings: Settings, settle: Any
) -> None:
    oak = Line(member.hill.amina, "oak.town", OAK)
    wrong = refused(member)
    async with unchanged(str(settings.database_url), *at_lake.QUIET):
        await oak.says(*wrong.values())
    assert {one["of"] for one in await bounces(town)} == {one["id"] for one in wrong.values()}
    await settle()
    assert len(await at_lake.told(town, "g.in")) == 1, "Hill's alone"


async def test_who_moved_says_so_by_their_own_key(member: Member, town: Town, settle: Any) -> None:
    await member.hill.says(member.say("from Hill"))
    await settle()
    oak = Line(member.hill.amina, "oak.town", OAK)
    moved = here(member.id, TARIQ, AT_OAK)
    await oak.says(moved)
    await oak.says({**moved, "id": str(uuid4())})
    await settle()
    every = await at_lake.told(town, "g.in")
    [begun] = [one for one in every if "tariq@oak.town" in str(one["members"])]
    assert [one["pid"] for one in begun["added"]] == [TARIQ.pid]
    assert begun["seq"] == 1, "he brought what was before"
    # His old town speaks for him no more, his new one does.
    await member.hill.says(member.say("a thief"))
    i = str(uuid4())
    text = signed(OAK, said(member.id, TARIQ.pid, i, "from Oak"))
    say = {"group": member.id, "i": i, "home": AT_OAK, "said": text}
    await oak.says(dispatch("g.say", TARIQ, "", say))
    assert [body for _, body in await member.log()] == ["from Hill", "from Oak"]
    answer = await member.hill.amina.get(f"/conversations/{member.id}/messages")
    happened = [(one.get("meta") or {}).get("what") for one in answer.json()["messages"]]
    assert happened.count("moved") == 1


LIES: dict[str, Callable[[], Said]] = {
    "that nobody signed": lambda: (
        ZOE.record(2, "zoe@hill.town", HILL, was=["zoe@oak.town"]) | {"n": 3}
    ),
    "of another one": lambda: EVE.record(2, "zoe@hill.town", HILL, was=["zoe@oak.town"]),
    "of another address": lambda: ZOE.record(2, "zoe@elm.town", HILL, was=["zoe@oak.town"]),
}


async def test_a_home_moves_nobody_to_itself(told: Told) -> None:
    """Hill says that Zoe of Oak lives in Hill, to speak in her name."""
    for why, record in LIES.items():
        moved = face(ZOE, "zoe@hill.town", home=record())
        await told.row(ZOE.pid, who=[moved], kind="system", meta={"what": "moved"})
        await told.row(ZOE.pid, who=[moved], sign=HILL, body="I never said this")
        assert (await told.log())[-1]["body"] == "", why
        assert await told.bodies() == [""] * len(await told.bodies()), why


async def test_who_really_moved_is_heard_from_there(told: Told) -> None:
    home = ZOE.record(2, "zoe@hill.town", HILL, was=["zoe@oak.town"])
    moved = face(ZOE, "zoe@hill.town", home=home)
    await told.row(ZOE.pid, who=[moved], kind="system", meta={"what": "moved"})
    await told.row(ZOE.pid, who=[moved], sign=HILL, body="From the hill")
    await told.row(ZOE.pid, who=[moved], sign=OAK, body="A thief")
    assert await told.bodies() == ["From the hill", ""]
    members = (await told.hill.amina.get(f"/groups/{told.home.id}/members")).json()["members"]
    there = {one["person"]["address"]: one["role"] for one in members}
    assert there["zoe@hill.town"] == "member"
    assert "zoe@oak.town" not in there


async def test_a_group_is_taken_in_only_from_where_it_is_waited_for(
    hill: Line, town: Town, settings: Settings
) -> None:
    """Amina brought what was said in a group that is said to live in Oak; Hill tells it."""
    await hill.says()
    home, me = Home(), await pid_of_amina(town)
    mine = face(Person(key(0), key(1)), "amina@lake.town", role="member")
    mine |= {"pid": me, "since": "2026-11-24T09:00:00Z"}
    begun = home.begun([at_hill.TARIQ_THERE, mine], [{"pid": me, "by": me}])
    group = UUID(home.id)
    async with town.database.transaction() as db:
        amina = UUID(hill.amina.me["id"])
        await store_moved.expect(db, group, amina, "oak.town")
    async with unchanged(str(settings.database_url), *at_hill.QUIET):
        await hill.says(at_hill.from_hill("g.in", begun))
    async with town.database.transaction() as db:
        await store_moved.expect(db, group, amina, "hill.town")
    await hill.says(at_hill.from_hill("g.in", begun | {"added": []}))
    async with town.database.reading() as db:
        assert await store.one(db, group) is None, "she is not named"
    await hill.says(at_hill.from_hill("g.in", begun))
    members = (await hill.amina.get(f"/groups/{home.id}/members")).json()["members"]
    assert {one["person"]["address"] for one in members} == {"amina@lake.town", "tariq@hill.town"}
