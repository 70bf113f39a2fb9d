"""Calls of groups over HTTP: who is rung, who comes and goes, and the line that is left."""

import asyncio
from datetime import timedelta

import pytest

from leapfrog.group_calls import starting
from leapfrog.group_calls.model import MOST, REMEMBERED, SILENCE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.reactions import SWEEP
from tests.calls.acts import answer, current, dial, rings
from tests.chat.acts import Talk, befriend, code, listed, made, ok
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.group_calls.acts import (
    Rowers,
    begin,
    begun,
    decline,
    join_call,
    leave,
    names,
    noted,
    running,
    seated,
)
from tests.http import PASSWORD, Client, Enter
from tests.timers import schedule_now

RING = timedelta(seconds=45)
ATTENDED = "select count(*) from group_calls_attendee where person_id = $1"
BEGAN = "select count(*) from group_calls_call where starter_id = $1"


async def unread(one: Client, group: str) -> int:
    return int(ok(await one.get(f"/conversations/{group}"))["unread"])


async def test_a_call_has_whoever_comes_and_ends_with_the_last_one(
    rowers: Rowers, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group, "video")
    assert (names(call), call["media"]) == (["Amina"], "video")
    assert set(call["rings"]) == {rowers.bo.me["id"], rowers.carla.me["id"]}
    for one in (rowers.amina, rowers.bo, rowers.carla):
        assert await running(one) == [call]
    clock.advance(timedelta(seconds=5))
    his = await seated(rowers.bo, call)
    clock.advance(timedelta(seconds=40))
    await settle()
    # Late, when nothing rings any more.
    hers = await seated(rowers.carla, call)
    [now] = await running(rowers.amina)
    assert (names(now), now["rings"]) == (["Amina", "Bo_chen", "Carla"], [])
    for one, seat in ((rowers.amina, 1), (rowers.bo, his)):
        ok(await leave(one, call, seat))
    assert names((await running(rowers.amina))[0]) == ["Carla"]
    over = ok(await leave(rowers.carla, call, hers))
    assert (over["seats"], over["duration_s"]) == ([], 40)
    assert await running(rowers.bo) == []
    meta = {"media": "video", "outcome": "answered", "people": 3, "duration_s": 40}
    assert await noted(rowers.amina, rowers.group) == [meta]
    assert [await unread(one, rowers.group) for one in (rowers.amina, rowers.bo)] == [0, 0]


async def test_a_call_to_which_nobody_came_is_one_that_was_missed(
    rowers: Rowers, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    ok(await decline(rowers.bo, call))
    assert (await running(rowers.bo))[0]["rings"] == [rowers.carla.me["id"]]
    clock.advance(RING)
    await settle()
    # It is still there to come to.
    [now] = await running(rowers.bo)
    assert (now["rings"], names(now)) == ([], ["Amina"])
    ok(await leave(rowers.amina, call, 1))
    assert await noted(rowers.bo, rowers.group) == [
        {"media": "voice", "outcome": "missed", "people": 1}
    ]
    assert await unread(rowers.carla, rowers.group) == 1
    assert await unread(rowers.amina, rowers.group) == 0


async def test_everything_twice_is_one_operation(rowers: Rowers) -> None:
    call_id = new_id()
    first = ok(await begin(rowers.amina, rowers.group, call_id=call_id))
    assert ok(await begin(rowers.amina, rowers.group, call_id=call_id)) == first
    call = first["call"]
    his = [await seated(rowers.bo, call) for _ in range(2)]
    assert his[0] == his[1]
    turns = [ok(await decline(rowers.carla, call))["turn"] for _ in range(2)]
    assert turns[0] == turns[1]
    for one, seat in ((rowers.bo, his[0]), (rowers.amina, 1)):
        for _ in range(2):
            ok(await leave(one, call, seat))
    again = ok(await begin(rowers.amina, rowers.group, call_id=call_id))
    assert (again["seat"], again["call"]["seats"]) == (None, [])
    assert len(await noted(rowers.bo, rowers.group)) == 1


async def test_an_id_that_was_used_for_something_else_is_refused(
    rowers: Rowers, town: Town, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    refused = await begin(rowers.amina, rowers.group, "video", call_id=call["id"])
    assert code(refused) == "id_taken"
    assert code(await begin(rowers.bo, rowers.group, call_id=call["id"])) == "id_taken"
    ok(await leave(rowers.amina, call, 1))
    clock.advance(REMEMBERED + timedelta(hours=1))
    await schedule_now(town, SWEEP)
    await settle()
    assert code(await rowers.amina.get(f"/group-calls/{call['id']}")) == "no_call"
    assert code(await begin(rowers.amina, rowers.group, call_id=call["id"])) == "id_taken"
    assert len(await noted(rowers.amina, rowers.group)) == 1


async def test_two_who_begin_at_once_are_in_one_call(rowers: Rowers) -> None:
    answers = await asyncio.gather(
        begin(rowers.amina, rowers.group), begin(rowers.bo, rowers.group)
    )
    assert sorted(one.status_code for one in answers) == [200, 409]
    assert [code(one) for one in answers if one.is_error] == ["call_runs"]
    [call] = await running(rowers.carla)
    late = rowers.bo if names(call) == ["Amina"] else rowers.amina
    await seated(late, call)
    assert sorted(names((await running(rowers.carla))[0])) == ["Amina", "Bo_chen"]


async def test_the_ninth_is_told_the_limit_also_when_twelve_come_at_once(
    rowers: Rowers, join: Join
) -> None:
    many = [await join(f"rower{n}") for n in range(12)]
    for one in many:
        await befriend(rowers.amina, one)
    group = await made(rowers.amina, *many)
    call = await begun(rowers.amina, group)
    answers = await asyncio.gather(*(join_call(one, call) for one in many))
    full = [one for one in answers if one.is_error]
    assert {code(one) for one in full} == {"call_full"}
    assert len(full) == len(many) - (MOST - 1)
    [now] = await running(rowers.amina)
    assert len(now["seats"]) == len({one["seat"] for one in now["seats"]}) == MOST
    # Who has a place keeps it, also with another device; when somebody goes, another one comes.
    inside, outside = (
        next(one for one, got in zip(many, answers, strict=True) if got.is_success is wanted)
        for wanted in (True, False)
    )
    seat = await seated(inside, call, new_id())
    assert code(await join_call(outside, call)) == "call_full"
    ok(await leave(inside, call, seat))
    await seated(outside, call)


async def test_one_person_is_in_it_once_with_the_device_that_came_last(
    rowers: Rowers, client: Enter
) -> None:
    call = await begun(rowers.amina, rowers.group)
    one, other = new_id(), new_id()
    first = await seated(rowers.bo, call, one)
    tablet = client()
    await tablet.sign_in("bo_chen")
    second = await seated(tablet, call, other)
    assert second > first
    [now] = await running(rowers.amina)
    assert names(now) == ["Amina", "Bo_chen"]
    # The one that is out takes nobody along.
    ok(await leave(rowers.bo, call, first))
    assert names((await running(rowers.amina))[0]) == ["Amina", "Bo_chen"]
    # Both at once: one of the two.
    await asyncio.gather(join_call(rowers.bo, call, one), join_call(tablet, call, other))
    assert names((await running(rowers.amina))[0]) == ["Amina", "Bo_chen"]


async def test_who_talks_elsewhere_or_muted_the_group_is_not_rung(
    rowers: Rowers, talk: Talk, join: Join
) -> None:
    dan, eve = await join("dan"), await join("eve")
    for one in (dan, eve):
        await befriend(rowers.amina, one)
    await befriend(dan, rowers.carla)
    group = await made(rowers.amina, rowers.bo, rowers.carla, dan, eve)
    theirs = await rings(dan, rowers.carla)
    ok(await answer(rowers.carla, theirs))
    ok(await eve.patch(f"/conversations/{group}/mine", json={"muted": True}))
    call = await begun(rowers.amina, group)
    assert call["rings"] == [rowers.bo.me["id"]]
    # They see that it goes on, but talk in one call at a time.
    assert await running(dan) == [call]
    assert code(await join_call(dan, call)) == "in_call"
    assert code(await begin(dan, group)) == "call_runs"
    await seated(eve, call)
    # And who is in the call of a group is busy for all others.
    assert ok(await dial(rowers.bo, rowers.amina))["outcome"] == "busy"
    assert code(await dial(rowers.amina, rowers.bo)) == "in_call"
    second = await made(rowers.amina, rowers.bo, eve, name="Other")
    assert code(await begin(rowers.amina, second)) == "in_call"
    ok(await leave(rowers.amina, call, 1))
    assert (await rings(rowers.amina, rowers.bo))["state"] == "ringing"


async def test_nobody_is_rung_in_a_large_group(
    rowers: Rowers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "MOST_RUNG", 1)
    call = await begun(rowers.amina, rowers.group)
    assert call["rings"] == []
    await seated(rowers.carla, call)


async def test_whose_device_is_not_heard_any_more_is_out(
    rowers: Rowers, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    clock.advance(timedelta(seconds=40))
    await seated(rowers.bo, call)
    clock.advance(timedelta(seconds=20))
    await settle()
    [now] = await running(rowers.carla)
    assert names(now) == ["Bo_chen"]
    assert await current(rowers.amina) is None
    clock.advance(timedelta(seconds=40))
    await settle()
    assert await running(rowers.carla) == []
    [meta] = await noted(rowers.carla, rowers.group)
    assert (meta["outcome"], meta["people"], meta["duration_s"]) == ("answered", 2, 60)


async def test_a_call_outlives_a_town_that_sleeps(
    rowers: Rowers, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    await seated(rowers.bo, call)
    clock.advance(timedelta(minutes=10))
    await settle()
    assert names((await running(rowers.carla))[0]) == ["Amina", "Bo_chen"]
    clock.advance(SILENCE)
    await settle()
    assert await running(rowers.carla) == []


async def test_who_leaves_the_group_or_is_removed_is_out_of_its_call(
    rowers: Rowers, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    await seated(rowers.bo, call)
    await seated(rowers.carla, call)
    ok(await rowers.amina.delete(f"/groups/{rowers.group}/members/{rowers.carla.me['id']}"))
    await settle()
    assert names((await running(rowers.amina))[0]) == ["Amina", "Bo_chen"]
    assert await running(rowers.carla) == []
    ok(await rowers.bo.delete(f"/groups/{rowers.group}/members/{rowers.bo.me['id']}"))
    await settle()
    assert names((await running(rowers.amina))[0]) == ["Amina"]
    # The last of all: the line is there for who reads the group still.
    ok(await rowers.amina.delete(f"/groups/{rowers.group}/members/{rowers.amina.me['id']}"))
    await settle()
    assert (await dial(rowers.amina, rowers.bo)).is_success


async def test_a_block_parts_two_who_are_in_one_call(
    rowers: Rowers, settle: Settle, join: Join
) -> None:
    call = await begun(rowers.amina, rowers.group)
    seat = await seated(rowers.bo, call)
    assert call["rings"]
    # Who is blocked by somebody in it is rung by it no more, and cannot join.
    ok(await rowers.bo.put(f"/blocks/{rowers.carla.me['id']}"))
    await settle()
    [now] = await running(rowers.amina)
    assert (now["rings"], names(now)) == ([], ["Amina", "Bo_chen"])
    assert code(await join_call(rowers.carla, call)) == "call_apart"
    ok(await leave(rowers.bo, call, seat))
    await seated(rowers.carla, call)
    assert code(await join_call(rowers.bo, call)) == "call_apart"
    # Who blocks somebody in it is out.
    ok(await rowers.amina.put(f"/blocks/{rowers.carla.me['id']}"))
    await settle()
    assert names((await running(rowers.bo))[0]) == ["Carla"]


async def test_who_was_blocked_is_not_rung(rowers: Rowers, settle: Settle) -> None:
    ok(await rowers.carla.put(f"/blocks/{rowers.amina.me['id']}"))
    await settle()
    assert (await begun(rowers.amina, rowers.group))["rings"] == [rowers.bo.me["id"]]


async def test_where_only_admins_speak_only_they_call(rowers: Rowers) -> None:
    path = f"/groups/{rowers.group}"
    ok(await rowers.amina.patch(path, json={"muted_all": True}))
    assert code(await begin(rowers.bo, rowers.group)) == "muted_all"
    call = await begun(rowers.amina, rowers.group)
    await seated(rowers.bo, call)


async def test_two_alone_and_an_archive_are_no_group(rowers: Rowers, talk: Talk) -> None:
    assert code(await begin(talk.amina, talk.id)) == "no_conversation"


@pytest.mark.parametrize("others", [False, True])
async def test_whoever_leaves_the_town_leaves_the_call(
    rowers: Rowers, settle: Settle, town: Town, others: bool
) -> None:
    call = await begun(rowers.amina, rowers.group)
    if others:
        await seated(rowers.bo, call)
    goodbye = {"handle": "amina", "password": PASSWORD}
    ok(await rowers.amina.request("DELETE", "/me", json=goodbye))
    await settle()
    left = await running(rowers.bo)
    assert [names(one) for one in left] == ([["Bo_chen"]] if others else [])
    async with town.database.glance() as db:
        assert await db.value(ATTENDED, id_of(rowers.amina)) == 0
        assert await db.value(BEGAN, id_of(rowers.amina)) == 0
    if others:
        ok(await leave(rowers.bo, call, left[0]["seats"][0]["seat"]))
    assert await current(rowers.bo) is None
    [line] = [one for one in await listed(rowers.bo) if one["id"] == rowers.group]
    assert line
