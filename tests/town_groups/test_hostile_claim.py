"""A town that says that a group lives in it from now on, while the group's home lives: each other
town asks the home itself, and nothing changes. Once the home is silent as that town sees it, the
same claim counts.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.town_groups import store, weighing
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.town_groups import test_hostile_home as at_hill
from tests.town_groups import test_hostile_member as at_lake
from tests.town_groups.stranger import Said, face
from tests.town_groups.test_hostile_home import ZOE, Told, told
from tests.town_groups.test_hostile_member import Member, member
from tests.towns.stranger import Key, Person
from tests.towns.test_hostile import HILL, OAK, TARIQ, Line, bounces, dispatch, hill

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
DAY = timedelta(days=1)


def claim(group: str, by: Person, where: tuple[str, Key], **place: Any) -> Said:
    """Signed by the key of who makes it, as it must be."""
    (home, town), address = where, f"{'zoe' if by is ZOE else 'tariq'}@{where[0]}"
    made: Said = {"group": group, "home": home, "by": by.pid, "term": 1} | place
    sig = by.key.sign({"kind": "leapfrog.group-home", **made})["sig"]
    record = by.record(1, address, town)
    body = {**made, "sig": sig, "face": face(by, address), "record": record}
    return dispatch("g.home", by, "", body)


async def home(town: Town, group: str) -> str | None:
    async with town.database.reading() as db:
        found = await store.one(db, UUID(group))
    assert found is not None
    return found.home


async def time_does(town: Town, sql: str, *back: timedelta) -> None:
    """To what is known of towns: each value is so long ago."""
    async with town.database.transaction() as db:
        await db.run(sql, *[db.now - one for one in back])


async def owns(member: Member, settle: Any) -> None:
    """Tariq of Hill owns the group of Lake: he may carry it on after a day."""
    path = f"/groups/{member.id}/members/{member.tariq}/role"
    assert (await member.hill.amina.put(path, json={"role": "owner"})).is_success
    await settle()


async def place(town: Town, group: str) -> Said:
    """How far the group is told, as a town would claim it."""
    async with town.database.reading() as db:
        found = await store.one(db, UUID(group))
    assert found is not None
    return {"seq": found.seq, "head": found.head.hex()}


async def oak_is_in(town: Town, member: Member, ago: timedelta) -> None:
    """Somebody of Oak is in the group of Lake; Oak was heard so long ago."""
    zoe = uuid4()
    async with town.database.transaction() as db:
        await db.run(
            """insert into identity_person (id, handle, domain, display_name, kind, created_at)
               values ($1, 'zoe', 'oak.town', 'Zoe', 'remote', $2)""",
            zoe,
            db.now,
        )
        await db.run(
            """insert into chat_member (conversation_id, person_id, joined_at, hidden_to)
               select conversation_id, $2, joined_at, hidden_to from chat_member
               where (conversation_id, person_id) = ($1, $3)""",
            UUID(member.id),
            zoe,
            UUID(member.tariq),
        )
    await time_does(town, "update towns_town set heard_at = $1 where domain = 'oak.town'", ago)


async def answered(town: Town, one: Said) -> str | None:
    """With which code a dispatch bounced."""
    found = [back["code"] for back in await bounces(town) if back["of"] == one["id"]]
    return found[0] if found else None


async def test_while_a_home_lives_nobody_else_is_it(
    member: Member, town: Town, settings: Settings, settle: Any
) -> None:
    await owns(member, settle)
    one = claim(member.id, TARIQ, ("hill.town", HILL), **await place(town, member.id))
    async with unchanged(str(settings.database_url), *at_lake.QUIET):
        await member.hill.says(one)
    assert await answered(town, one) == "home_awake"
    assert await home(town, member.id) is None


async def test_who_was_silent_themselves_takes_nothing(
    member: Member, town: Town, settle: Any
) -> None:
    """Of Hill nothing was heard for two days; Oak was in touch all the time."""
    await owns(member, settle)
    quiet = "update towns_town set heard_at = $1, answered_at = $1 where domain = 'hill.town'"
    await time_does(town, quiet, 2 * DAY)
    await oak_is_in(town, member, timedelta())
    one = claim(member.id, TARIQ, ("hill.town", HILL), **await place(town, member.id))
    await member.hill.says(one)
    assert await answered(town, one) == "home_awake"
    assert await home(town, member.id) is None


async def test_a_town_that_plays_deaf_takes_no_group_in_which_others_went_on(
    member: Member, town: Town, settle: Any
) -> None:
    """In a group of two towns the other one alone says that the home is silent."""
    await owns(member, settle)
    await time_does(town, "update towns_town set heard_at = $1, answered_at = $1", 2 * DAY)
    path = f"/conversations/{member.id}/messages/{uuid4()}"
    assert (await member.hill.amina.put(path, json={"body": "Where are you?"})).is_success
    said = "update chat_message set created_at = $1 where body = 'Where are you?'"
    await time_does(town, said, DAY)
    await settle()
    one = claim(member.id, TARIQ, ("hill.town", HILL), **await place(town, member.id))
    await member.hill.says(one)
    assert await answered(town, one) == "home_awake"
    assert await home(town, member.id) is None


async def test_what_was_carried_on_while_a_home_was_away_counts(
    member: Member, town: Town, settle: Any
) -> None:
    await owns(member, settle)
    await time_does(town, "update towns_town set heard_at = $1, answered_at = $1", 2 * DAY)
    await oak_is_in(town, member, 2 * DAY)
    one = claim(member.id, TARIQ, ("hill.town", HILL), **await place(town, member.id))
    await member.hill.says(one)
    assert await answered(town, one) is None
    assert await home(town, member.id) == "hill.town"


async def test_an_old_absence_is_no_reason(member: Member, town: Town, settle: Any) -> None:
    """It was away last week, and nobody carried anything on then."""
    await owns(member, settle)
    away = "update towns_town set quiet_from = $1, quiet_until = $2"
    await time_does(town, away, 9 * DAY, 7 * DAY)
    one = claim(member.id, TARIQ, ("hill.town", HILL), **await place(town, member.id))
    await member.hill.says(one)
    assert await answered(town, one) == "home_awake"


@pytest.fixture
async def oak(told: Told, town: Town) -> Line:
    """Lake has a copy of a group of Hill, which Zoe of Oak owns."""
    rise = {"kind": "system", "meta": {"what": "owner", "person_ids": [ZOE.pid]}}
    await told.row(TARIQ.pid, **rise)
    line = Line(told.hill.amina, "oak.town", OAK)
    await line.says()
    return line


def zoes(told: Told) -> Said:
    at = {"seq": told.home.seq, "head": told.home.head}
    return claim(told.home.id, ZOE, ("oak.town", OAK), **at)


async def weighs(town: Town, told: Told) -> None:
    async with town.database.transaction() as db:
        await weighing.weigh(db, told.home.id, None)


async def test_a_home_that_answers_stays(
    told: Told, oak: Line, town: Town, settings: Settings, clock: FixedClock
) -> None:
    one = zoes(told)
    # That Zoe lives in Oak is known by it, and nothing else.
    async with unchanged(str(settings.database_url), *at_hill.QUIET, "identity_home"):
        await oak.says(one)
        clock.advance(timedelta(seconds=1))
        await told.hill.says()
        await weighs(town, told)
    assert await answered(town, one) == "home_awake"
    await told.row(TARIQ.pid, sign=HILL, body="Hill is here")
    assert await told.bodies() == ["Hill is here"]


async def test_a_claim_waits_until_the_home_was_silent_for_long(
    told: Told, oak: Line, town: Town
) -> None:
    one = zoes(told)
    await oak.says(one)
    # Hill was heard of late: that it does not answer now says nothing yet.
    failing = "update towns_town set failing_since = $1 where domain = 'hill.town'"
    await time_does(town, failing, DAY / 24)
    await weighs(town, told)
    assert await home(town, told.home.id) == "hill.town"
    heard = "update towns_town set heard_at = $1, answered_at = $1 where domain = 'hill.town'"
    await time_does(town, heard, DAY * 1.1)
    await weighs(town, told)
    assert await home(town, told.home.id) == "oak.town"
    assert await answered(town, one) is None
    async with town.database.reading() as db:
        assert await db.value("select count(*) from town_groups_claim") == 0


def back(group: str, **more: Any) -> Said:
    return {**dispatch("g.back", ZOE, "", {"group": group, "term": 1} | more), "from": ""}


async def test_who_gives_a_group_back_is_followed_no_more(
    told: Told, oak: Line, town: Town
) -> None:
    """Hill refused what Oak claimed: it is the home again, with what Lake said since."""
    gone = """update towns_town set failing_since = $1, heard_at = $1, answered_at = $1
        where domain = 'hill.town'"""
    await time_does(town, gone, 2 * DAY)
    await oak.says(zoes(told))
    assert await home(town, told.home.id) == "oak.town"
    i, group = uuid4(), told.home.id
    said = f"/conversations/{group}/messages/{i}"
    answer = await told.hill.amina.put(said, json={"body": "Where is Hill?"})
    assert answer.status_code == 202, answer.text
    wrong = [back(group, term=9), back(str(uuid4()))]
    await oak.says(*wrong)
    no_home = back(group)
    await told.hill.says(no_home)
    for one in (*wrong, no_home):
        assert await answered(town, one) == "no_dispatch"
    assert await home(town, group) == "oak.town"
    right = back(group)
    await oak.says(right)
    assert await answered(town, right) is None
    async with town.database.transaction() as db:
        await weighing.go_back(db, group, {"home": "oak.town", "term": 1})
    assert await home(town, group) == "hill.town"
    async with town.database.reading() as db:
        assert [row[0] for row in await db.rows("select client_id from town_groups_wish")] == [i]
    await told.row(TARIQ.pid, sign=HILL, body="Here")
    assert (await told.bodies())[-1] == "Here"
