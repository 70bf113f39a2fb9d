"""Circles: three at first, named in the person's language, and one's own."""

import asyncio

import pytest

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import circle, code, ok, put_contact, row_of
from tests.contacts.conftest import Join, Settle


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Family", "Friends", "Colleagues"]), ("zh-CN", ["家人", "朋友", "同事"])],
)
async def test_the_first_three_are_there_at_once_and_once(
    join: Join, settle: Settle, language: str, names: list[str]
) -> None:
    amina = await join("amina", language=language)
    found = await asyncio.gather(*(amina.get("/circles") for _ in range(4)))
    assert [one["name"] for one in ok(found[0])] == names
    await settle()
    assert ok(await amina.get("/circles")) == ok(found[3])
    assert [one["kind"] for one in ok(found[3])] == ["family", "friends", "colleagues"]


async def test_the_reaction_makes_them_too(join: Join, settle: Settle) -> None:
    amina = await join("amina")
    await settle()
    assert len(ok(await amina.get("/circles"))) == 3


async def test_deleted_ones_do_not_come_back(join: Join) -> None:
    amina = await join("amina")
    for one in ok(await amina.get("/circles")):
        assert (await amina.delete(f"/circles/{one['id']}")).status_code == 204
        assert (await amina.delete(f"/circles/{one['id']}")).status_code == 204
    assert ok(await amina.get("/circles")) == []


async def test_own_circles_are_made_renamed_and_counted(join: Join) -> None:
    amina = await join("amina")
    path = f"/circles/{(one := str(new_id()))}"
    made = ok(await amina.put(path, json={"name": " Choir  north "}))
    assert made == {"id": one, "name": "Choir north", "kind": "own", "members": 0}
    bo = await put_contact(amina, "Bo", circles=[one, await circle(amina, "friends")])
    assert sorted(bo["circles"]) == sorted([one, await circle(amina, "friends")])
    renamed = ok(await amina.put(path, json={"name": "Choir"}))
    assert renamed == {"id": one, "name": "Choir", "kind": "own", "members": 1}
    await amina.patch(f"/contacts/{bo['id']}", json={"circles": [one]})
    assert (await row_of(amina, bo["id"]))["circles"] == [one]
    await amina.delete(path)
    assert (await row_of(amina, bo["id"]))["circles"] == []
    assert code(await amina.put(path, json={"name": "x" * 41})) == "invalid"
    assert code(await amina.put(path, json={"name": " "})) == "invalid"
