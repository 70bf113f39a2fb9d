"""Stars are one's own, pins are everybody's, and neither outlives its message."""

import asyncio
from typing import Any

import pytest

from leapfrog.chat_highlights import RECORD_SETS, highlights
from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, befriend, code, do, history, made, ok, said
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client


async def seen(one: Client, place: str) -> Any:
    return ok(await one.get(f"/conversations/{place}/highlights"))


async def stars(one: Client, **query: Any) -> list[str]:
    found = ok(await one.get("/stars", params=query))["starred"]
    return [each["message"]["body"] for each in found]


async def pins(one: Client, place: str) -> list[str]:
    return [each["message"]["body"] for each in (await seen(one, place))["pins"]]


async def star(one: Client, place: str, seq: int) -> Any:
    return await one.put(f"/conversations/{place}/stars/{seq}")


async def pin(one: Client, place: str, seq: int) -> Any:
    return await one.put(f"/conversations/{place}/pins/{seq}")


async def unpin(one: Client, place: str, seq: int) -> Any:
    return await one.delete(f"/conversations/{place}/pins/{seq}")


async def notices(one: Client, place: str) -> list[tuple[str, int | None]]:
    """What the log says of pins: who, and of which message."""
    rows = (await history(one, place))["messages"]
    return [(row["sender_id"], row["ref"]) for row in rows if row["kind"] == "system"]


async def test_a_star_is_ones_own_and_twice_is_once(talk: Talk) -> None:
    amina, bo = talk.amina, talk.bo
    await said(bo, talk.id, "one", "two", "three")
    for seq in (2, 1, 2):
        ok(await star(amina, talk.id, seq))
    assert await stars(amina) == ["two", "one"]
    assert (await seen(amina, talk.id))["starred"] == [1, 2]
    assert await stars(bo) == []
    assert (await seen(bo, talk.id))["starred"] == []
    for _ in range(2):
        ok(await amina.delete(f"/conversations/{talk.id}/stars/2"))
    assert await stars(amina) == ["one"]


async def test_twelve_stars_at_once_come_page_by_page(talk: Talk) -> None:
    await said(talk.bo, talk.id, *(f"m{n}" for n in range(1, 13)))
    given = await asyncio.gather(*(star(talk.amina, talk.id, seq) for seq in range(1, 13)))
    for one in given:
        ok(one)
    found, query = [], {"limit": 5}
    while True:
        page = ok(await talk.amina.get("/stars", params=query))
        found += [each["message"]["seq"] for each in page["starred"]]
        if not page["next"]:
            break
        query |= {"before": page["next"]}
    assert sorted(found) == list(range(1, 13))
    assert code(await talk.amina.get("/stars", params={"before": "no"})) == "invalid"


async def test_what_is_gone_is_starred_no_more(talk: Talk) -> None:
    amina, bo = talk.amina, talk.bo
    await said(bo, talk.id, "recalled", "hidden", "edited")
    for seq in (1, 2, 3):
        ok(await star(amina, talk.id, seq))
        ok(await pin(amina, talk.id, seq))
    ok(await do(bo, talk.id, "recall", ref=1))
    ok(await amina.post(f"/conversations/{talk.id}/hidden", json={"seqs": [2]}))
    ok(await do(bo, talk.id, "edit", ref=3, body="edited later"))
    assert await stars(amina) == ["edited later"]
    assert await pins(amina, talk.id) == ["edited later"]
    assert await pins(bo, talk.id) == ["edited later", "hidden"]


async def test_only_what_one_sees_is_starred_or_pinned(talk: Talk, join: Join) -> None:
    carla = await join("carla")
    await said(talk.bo, talk.id, "one")
    ok(await do(talk.bo, talk.id, "edit", ref=1, body="changed"))
    for act in (star, pin):
        assert code(await act(carla, talk.id, 1)) == "no_conversation"
        for seq in (2, 3, 0):
            assert code(await act(talk.amina, talk.id, seq)) == "no_message"
    assert code(await carla.get(f"/conversations/{talk.id}/highlights")) == "no_conversation"
    assert code(await unpin(carla, talk.id, 1)) == "no_conversation"
    assert await stars(talk.amina) == []
    assert await pins(talk.amina, talk.id) == []
    assert await notices(talk.amina, talk.id) == []


async def test_a_pin_is_for_both_and_the_log_says_once_who_set_it(talk: Talk) -> None:
    amina, bo = talk.amina, talk.bo
    await said(bo, talk.id, "one", "two")
    for one in await asyncio.gather(*(pin(amina, talk.id, 1) for _ in range(4))):
        ok(one)
    ok(await pin(bo, talk.id, 2))
    for one in (amina, bo):
        assert await pins(one, talk.id) == ["two", "one"]
        assert (await seen(one, talk.id))["may_pin"] is True
    assert await notices(bo, talk.id) == [(amina.me["id"], 1), (bo.me["id"], 2)]
    for _ in range(2):
        ok(await unpin(bo, talk.id, 1))
    assert await pins(amina, talk.id) == ["two"]


async def test_in_a_group_its_owner_and_admins_pin(join: Join) -> None:
    amina, bo, carla = [await join(handle) for handle in ("amina", "bo_chen", "carla")]
    for other in (bo, carla):
        await befriend(amina, other)
    group = await made(amina, bo)
    [first] = await said(bo, group, "by Bo")
    assert code(await pin(bo, group, first["seq"])) == "may_not_pin"
    ok(await pin(amina, group, first["seq"]))
    assert code(await unpin(bo, group, first["seq"])) == "may_not_pin"
    assert [(await seen(one, group))["may_pin"] for one in (amina, bo)] == [True, False]
    assert await pins(bo, group) == ["by Bo"]
    ok(await amina.put(f"/groups/{group}/members", json={"person_ids": [carla.me["id"]]}))
    assert await pins(carla, group) == [], "it was said before she came"
    ok(await amina.put(f"/groups/{group}/members/{bo.me['id']}/role", json={"role": "admin"}))
    ok(await unpin(bo, group, first["seq"]))
    ok(await star(bo, group, first["seq"]))
    ok(await bo.delete(f"/groups/{group}/members/{bo.me['id']}"))
    assert code(await pin(bo, group, first["seq"])) == "may_not_pin"
    assert await pins(amina, group) == []
    assert await stars(bo) == ["by Bo"]


async def test_who_is_blocked_pins_nothing(talk: Talk) -> None:
    await said(talk.bo, talk.id, "one", "two")
    ok(await pin(talk.bo, talk.id, 1))
    ok(await talk.amina.put(f"/blocks/{talk.bo.me['id']}"))
    assert code(await pin(talk.bo, talk.id, 2)) == "may_not_pin"
    assert code(await unpin(talk.bo, talk.id, 1)) == "may_not_pin"
    assert await pins(talk.bo, talk.id) == ["one"]


async def test_there_is_an_end_to_both(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlights, "MOST_PINS", 2)
    monkeypatch.setattr(highlights, "MOST_STARS", 2)
    await said(talk.bo, talk.id, "one", "two", "three")
    for act, told in ((star, "too_many_stars"), (pin, "too_many_pins")):
        for seq in (1, 2):
            ok(await act(talk.amina, talk.id, seq))
        assert code(await act(talk.amina, talk.id, 3)) == told
    assert await stars(talk.amina) == ["two", "one"]
    assert await pins(talk.amina, talk.id) == ["two", "one"]
    ok(await do(talk.bo, talk.id, "recall", ref=1))
    ok(await pin(talk.amina, talk.id, 3))


async def test_who_leaves_the_town_takes_their_own_along(talk: Talk, town: Town) -> None:
    await said(talk.bo, talk.id, "one", "two")
    ok(await star(talk.bo, talk.id, 1))
    ok(await pin(talk.bo, talk.id, 1))
    ok(await pin(talk.amina, talk.id, 2))
    async with town.database.transaction() as db:
        for records in RECORD_SETS:
            await records.erase(db, id_of(talk.bo))
    async with town.database.glance() as db:
        assert await db.value("select count(*) from chat_highlights_star") == 0
    assert await pins(talk.amina, talk.id) == ["two"]
