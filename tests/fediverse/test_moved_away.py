"""Whoever moved away takes nothing at the old address: who tries is told where they live now."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.chat.acts import history, made, opened, said, say
from tests.contacts.acts import ask, befriend, contact_of, look_up, ok
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Client

__all__ = ["app", "client", "clock", "join", "settings", "settle", "town"]

THERE = "amina@hill.town"


class Friends:
    """Amina has moved; Bruno was her contact, Stan never was. `talk` is that of the two."""

    def __init__(self, amina: Client, bruno: Client, stan: Client, talk: str) -> None:
        self.amina, self.bruno, self.stan, self.talk = amina, bruno, stan, talk


@pytest.fixture
async def friends(join: Join, town: Town, settle: Settle) -> Friends:
    amina, bruno, stan = await join("amina"), await join("bruno"), await join("stan")
    await befriend(amina, bruno)
    talk = await opened(amina, bruno)
    await said(bruno, talk, "before")
    async with town.database.transaction() as db:
        await identity.move(db, UUID(amina.me["id"]), THERE)
    await settle()
    return Friends(amina, bruno, stan, talk)


def check_moved(refused: httpx.Response) -> None:
    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "moved_away"), refused.text
    assert told["moved_to"] == THERE


Try = Callable[[Friends], Awaitable[httpx.Response]]


async def writes(f: Friends) -> httpx.Response:
    return await say(f.bruno, f.talk, "after")


async def calls(f: Friends) -> httpx.Response:
    body = {"person_id": f.amina.me["id"], "media": "voice"}
    return await f.bruno.put(f"/calls/{new_id()}", json=body)


async def adds(f: Friends) -> httpx.Response:
    body = {"name": "Rowing", "person_ids": [f.amina.me["id"]]}
    return await f.bruno.put(f"/groups/{new_id()}", json=body)


async def asks(f: Friends) -> httpx.Response:
    return await ask(f.stan, "amina")


async def begins(f: Friends) -> httpx.Response:
    return await f.stan.put(f"/conversations/direct/{f.amina.me['id']}")


WAYS: dict[str, Try] = {"writes": writes, "calls": calls, "adds": adds, "asks": asks}
WAYS |= {"begins": begins}


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_is_taken_and_nothing_changed(friends: Friends, way: str) -> None:
    before = await state(friends)
    check_moved(await WAYS[way](friends))
    assert await state(friends) == before


async def state(f: Friends) -> list[Any]:
    """What Amina and those who tried have."""
    seen: list[Any] = [await history(f.amina, f.talk)]
    for one in (f.amina, f.bruno, f.stan):
        seen.append(ok(await one.get("/contact-requests")))
        seen.append([row["id"] for row in ok(await one.get("/conversations"))["conversations"]])
    return seen


async def test_a_friend_sees_it_in_card_and_chat(friends: Friends) -> None:
    assert (await contact_of(friends.bruno, friends.amina))["person"]["moved_to"] == THERE
    assert (await look_up(friends.stan, "amina"))["moved_to"] == THERE
    talk = ok(await friends.bruno.get(f"/conversations/{friends.talk}"))
    assert (talk["writable"], talk["why_not"]) == (False, "moved_away")
    assert talk["person"]["moved_to"] == THERE
    again = ok(await friends.bruno.put(f"/conversations/direct/{friends.amina.me['id']}"))
    assert again["id"] == friends.talk, "what was said can still be read"
    assert "request" not in again


async def test_who_comes_back_takes_everything_again(friends: Friends, town: Town) -> None:
    assert (await friends.bruno.delete("/fediverse/move")).is_success, "of his own, there is none"
    check_moved(await writes(friends))
    ok(await friends.amina.delete("/fediverse/move"))
    assert "moved_to" not in await look_up(friends.stan, "amina")
    ok(await writes(friends))
    ok(await asks(friends))


async def test_what_she_says_to_others_still_reaches_them(friends: Friends) -> None:
    await said(friends.amina, friends.talk, "write to me at Hill")
    seen = await history(friends.bruno, friends.talk)
    assert seen["messages"][-1]["body"] == "write to me at Hill"


async def test_a_group_of_others_goes_on(friends: Friends, join: Join) -> None:
    await befriend(friends.bruno, friends.stan)
    assert await made(friends.bruno, friends.stan)
