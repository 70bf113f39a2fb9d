"""Calls over HTTP: who rings, who answers, and the one line that is left of each."""

from datetime import timedelta

import pytest

from leapfrog.calls.model import REMEMBERED, SILENCE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import SWEEP
from tests.calls.acts import answer, current, dial, hang_up, noted, rings, unread
from tests.chat.acts import Talk, befriend, code, do, listed, ok, opened, said
from tests.contacts.conftest import Join, Settle
from tests.http import PASSWORD, Client, Enter
from tests.matrix import unchanged
from tests.timers import schedule_now

RING = timedelta(seconds=45)


async def test_a_device_that_is_none_is_the_askers_mistake(talk: Talk, settings: Settings) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await talk.amina.put(
            f"/calls/{new_id()}",
            json={"person_id": talk.bo.me["id"], "media": "voice", "device": "AAA"},
        )
    assert (refused.status_code, code(refused)) == (400, "malformed")
    assert "$.data.device" in refused.json()["detail"]


async def test_a_call_that_is_answered_leaves_a_line_with_its_length(
    talk: Talk, clock: FixedClock
) -> None:
    call = await rings(talk.amina, talk.bo, "video")
    theirs = await current(talk.bo)
    assert theirs == call | {"outgoing": False, "person": theirs["person"]}
    assert (call["person"]["name"], theirs["person"]["name"]) == ("Bo_chen", "Amina")
    clock.advance(timedelta(seconds=5))
    assert ok(await answer(talk.bo, call))["state"] == "answered"
    clock.advance(timedelta(seconds=30))
    over = ok(await hang_up(talk.amina, call))
    assert (over["state"], over["outcome"], over["duration_s"]) == ("ended", "answered", 30)
    assert await noted(talk) == [{"media": "video", "outcome": "answered", "duration_s": 30}]
    assert await current(talk.amina) is await current(talk.bo) is None
    assert await unread(talk.bo, talk) == await unread(talk.amina, talk) == 0


@pytest.mark.parametrize(
    ("ends", "outcome", "left"),
    [("callee", "declined", 0), ("caller", "cancelled", 1), ("nobody", "missed", 1)],
)
async def test_a_call_that_is_not_answered_says_why(
    talk: Talk, clock: FixedClock, settle: Settle, ends: str, outcome: str, left: int
) -> None:
    call = await rings(talk.amina, talk.bo)
    clock.advance(RING - timedelta(seconds=1))
    await settle()
    assert await current(talk.bo)
    if ends == "callee":
        ok(await answer(talk.bo, call, accept=False))
    elif ends == "caller":
        ok(await hang_up(talk.amina, call))
    clock.advance(timedelta(seconds=1))
    await settle()
    assert await noted(talk) == [{"media": "voice", "outcome": outcome}]
    assert await unread(talk.bo, talk) == left
    assert await unread(talk.amina, talk) == 0
    assert ok(await talk.bo.get(f"/calls/{call['id']}"))["outcome"] == outcome


async def test_everything_twice_is_one_operation(talk: Talk, settle: Settle) -> None:
    call = await rings(talk.amina, talk.bo)
    assert ok(await dial(talk.amina, talk.bo, call_id=call["id"])) == call
    for _ in range(2):
        assert ok(await answer(talk.bo, call))["state"] == "answered"
    for one in (talk.amina, talk.bo, talk.amina):
        assert ok(await hang_up(one, call))["outcome"] == "answered"
    await settle()
    assert len(await noted(talk)) == 1
    # Much later too: what the call left behind has its id.
    assert ok(await dial(talk.amina, talk.bo, call_id=call["id"]))["outcome"] == "answered"


async def test_an_id_that_was_used_for_something_else_is_refused(
    talk: Talk, town: Town, clock: FixedClock, settle: Settle
) -> None:
    call = await rings(talk.amina, talk.bo)
    assert code(await dial(talk.amina, talk.bo, "video", call_id=call["id"])) == "id_taken"
    assert code(await dial(talk.bo, talk.amina, call_id=call["id"])) == "id_taken"
    ok(await hang_up(talk.amina, call))
    clock.advance(REMEMBERED + timedelta(hours=1))
    await schedule_now(town, SWEEP)
    await settle()
    assert code(await talk.amina.get(f"/calls/{call['id']}")) == "no_call"
    assert code(await dial(talk.amina, talk.bo, call_id=call["id"])) == "id_taken"
    assert len(await noted(talk)) == 1


async def test_who_talks_already_is_busy(talk: Talk, join: Join) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    await befriend(talk.bo, carla)
    call = await rings(talk.amina, talk.bo)
    for answered in (False, True):
        if answered:
            ok(await answer(talk.bo, call))
        busy = ok(await dial(carla, talk.bo))
        assert (busy["state"], busy["outcome"]) == ("ended", "busy")
        # Carla is free again at once.
        assert await current(carla) is None
        assert code(await dial(talk.bo, carla)) == "in_call"
        assert code(await dial(talk.amina, carla)) == "in_call"
    [row] = [one for one in await listed(talk.bo) if one["id"] != talk.id]
    assert (row["last"]["meta"]["outcome"], row["unread"]) == ("busy", 2)
    assert await noted(talk) == []


async def test_whoever_calls_back_at_the_same_moment_is_told_that_it_rings(talk: Talk) -> None:
    call = await rings(talk.amina, talk.bo)
    assert code(await dial(talk.bo, talk.amina)) == "calls_you"
    ok(await answer(talk.bo, call))
    assert code(await dial(talk.bo, talk.amina)) == "in_call"


@pytest.fixture
async def tablet(talk: Talk, client: Enter) -> Client:
    """Bo's other device."""
    other = client()
    await other.sign_in("bo_chen")
    return other


async def test_the_first_device_that_answers_talks(talk: Talk, tablet: Client) -> None:
    call = await rings(talk.amina, talk.bo)
    ok(await answer(tablet, call))
    for accept in (True, False):
        assert code(await answer(talk.bo, call, accept=accept)) == "call_taken"
    assert (await current(talk.amina))["state"] == "answered"
    ok(await hang_up(talk.amina, call))
    assert code(await answer(talk.bo, call)) == "call_taken"


async def test_two_windows_of_one_browser_are_two_devices(talk: Talk) -> None:
    call, (one, other) = await rings(talk.amina, talk.bo), (new_id(), new_id())
    assert ok(await answer(talk.bo, call, device=one))["device"] == str(one)
    assert code(await answer(talk.bo, call, device=other)) == "call_taken"
    assert ok(await answer(talk.bo, call, device=one))["state"] == "answered"


async def test_nobody_answers_for_another_or_after_the_end(talk: Talk, join: Join) -> None:
    call, carla = await rings(talk.amina, talk.bo), await join("carla")
    for operation in (answer(talk.amina, call), answer(carla, call), hang_up(carla, call)):
        assert code(await operation) == "no_call"
    assert code(await answer(talk.bo, {"id": new_id()})) == "no_call"
    ok(await hang_up(talk.amina, call))
    for accept in (True, False):
        assert code(await answer(talk.bo, call, accept=accept)) == "call_over"


async def test_a_stranger_rings_only_once_they_were_accepted(
    talk: Talk, join: Join, settings: Settings
) -> None:
    carla = await join("carla")
    place = await opened(carla, talk.amina)
    await said(carla, place, "Hello?")
    for one, other in ((carla, talk.amina), (talk.amina, carla), (talk.bo, carla)):
        async with unchanged(str(settings.database_url), "identity_session"):
            assert code(await dial(one, other)) == "not_contacts"
    for nobody in (carla.me["id"], str(new_id())):
        body = {"person_id": nobody, "media": "voice"}
        assert code(await carla.put(f"/calls/{new_id()}", json=body)) == "not_contacts"
    ok(await talk.amina.put(f"/conversations/{place}/request", json={"accept": True}))
    await rings(carla, talk.amina)
    ok(await talk.amina.put(f"/blocks/{carla.me['id']}"))
    assert code(await dial(talk.amina, carla)) == "not_contacts"


@pytest.mark.parametrize("answered", [False, True])
async def test_a_block_ends_the_call(
    talk: Talk, settle: Settle, settings: Settings, answered: bool
) -> None:
    call = await rings(talk.amina, talk.bo)
    if answered:
        ok(await answer(talk.bo, call))
    ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
    await settle()
    assert await current(talk.amina) is None
    assert [one["outcome"] for one in await noted(talk)] == [
        "answered" if answered else "cancelled"
    ]
    for one, other in ((talk.amina, talk.bo), (talk.bo, talk.amina)):
        async with unchanged(str(settings.database_url), "identity_session"):
            assert code(await dial(one, other)) == "not_contacts"


async def test_nobody_writes_the_line_of_a_call_themselves(talk: Talk) -> None:
    meta = {"media": "voice", "outcome": "answered", "duration_s": 3600}
    assert (await do(talk.amina, talk.id, "call", meta=meta)).status_code == 400


async def test_a_call_in_which_nobody_is_left_ends_when_they_were_heard_last(
    talk: Talk, clock: FixedClock, settle: Settle
) -> None:
    call = await rings(talk.amina, talk.bo)
    clock.advance(timedelta(seconds=4))
    ok(await answer(talk.bo, call))
    clock.advance(SILENCE)
    await settle()
    assert await current(talk.amina) is None
    assert await noted(talk) == [{"media": "voice", "outcome": "answered"}]


async def test_a_call_outlives_a_town_that_sleeps(
    talk: Talk, clock: FixedClock, settle: Settle
) -> None:
    call = await rings(talk.amina, talk.bo)
    ok(await answer(talk.bo, call))
    clock.advance(timedelta(minutes=10))
    await settle()
    assert (await current(talk.bo))["state"] == "answered"
    clock.advance(SILENCE)
    await settle()
    assert await current(talk.bo) is None


async def test_whoever_leaves_the_town_leaves_the_call(
    talk: Talk, settle: Settle, town: Town
) -> None:
    await said(talk.bo, talk.id, "Hello?")
    call = await rings(talk.amina, talk.bo)
    ok(await answer(talk.bo, call))
    goodbye = {"handle": "amina", "password": PASSWORD}
    ok(await talk.amina.request("DELETE", "/me", json=goodbye))
    await settle()
    assert await current(talk.bo) is None
    async with town.database.glance() as db:
        assert await db.value("select count(*) from calls_call") == 0
    found = ok(await talk.bo.get(f"/conversations/{talk.id}/messages"))["messages"]
    assert [(one["kind"], one.get("recalled", False)) for one in found] == [
        ("text", False),
        ("call", True),
    ]
