"""Posts are taken out, arrive in another town with their own dates, and are erased."""

from typing import Any
from uuid import UUID

from leapfrog import follows, mutes, post_media, posts, topics
from leapfrog.kernel.archive import Record
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join
from tests.posts.acts import befriend, commented, follow, home, like, ok, posted, texts

RECORD_SETS = [
    *post_media.RECORD_SETS,
    *posts.RECORD_SETS,
    *follows.RECORD_SETS,
    *mutes.RECORD_SETS,
    *topics.RECORD_SETS,
]


async def taken(town: Town, person: str) -> dict[str, list[Record]]:
    """All of somebody's records, by set."""
    async with town.database.reading() as db:
        return {
            one.name: [record async for record in one.export(db, UUID(person))]
            for one in RECORD_SETS
        }


async def brought(town: Town, person: str, records: dict[str, list[Record]]) -> dict[str, Any]:
    """(new, skipped) of each set."""
    counts = {}
    async with town.database.transaction() as db:
        for one in RECORD_SETS:
            if one.restore:
                of = await one.restore(db, UUID(person), records[one.name])
                counts[one.name] = (of.new, of.known + of.left)
    return counts


async def test_all_of_it_is_in_the_take_out_and_comes_back_once(join: Join, town: Town) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await follow(amina, bo, secret=True)
    await follow(bo, amina)
    liked = await posted(bo, "theirs")
    await like(amina, liked["id"])
    ok(await amina.put(f"/posts/{liked['id']}/saved"))
    mine = await posted(amina, "mine #lake", title="A title")
    ok(await amina.patch(f"/posts/{mine['id']}", json={"text": "mine, edited", "title": "A"}))
    await posted(amina, "a diary", audience="me")
    await commented(amina, mine["id"], "and another thing")
    ok(await amina.put("/mutes", json={"kind": "person", "value": cleo.me["id"]}))
    ok(await amina.patch("/post-settings", json={"moments_days": 3}))
    records = await taken(town, amina.me["id"])
    counts = {name: len(rows) for name, rows in records.items() if rows}
    assert counts == {
        "post_settings": 1,
        "posts": 2,
        "post_comments": 1,
        "post_likes": 1,
        "post_saves": 1,
        "post_follows": 1,
        "post_followers": 1,
        "post_mutes": 1,
    }
    assert records["posts"][0]["edits"][0]["text"] == "mine #lake"
    dora = await join("dora")
    await follow(bo, dora)
    first = await brought(town, dora.me["id"], records)
    assert first["posts"] == (2, 0)
    page = ok(await dora.get(f"/profiles/{dora.me['id']}/posts"))
    assert texts(page) == ["mine, edited"]
    assert page["posts"][0]["at"] == mine["at"]
    assert page["posts"][0]["imported_from"] == "leapfrog"
    versions = ok(await dora.get(f"/posts/{page['posts'][0]['id']}/history"))["versions"]
    assert [one["text"] for one in versions] == ["mine #lake", "mine, edited"]
    # Only hers, from when she wrote it.
    assert texts(await home(bo)).count("mine, edited") == 1
    again = await brought(town, dora.me["id"], records)
    assert again["posts"] == (0, 2)


async def test_nothing_is_left_of_who_is_erased_and_counters_are_right(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    shown = await posted(bo, "stays")
    await like(amina, shown["id"])
    await commented(amina, shown["id"], "goes")
    gone = await posted(amina, "goes too")
    async with town.database.transaction() as db:
        for one in reversed(RECORD_SETS):
            await one.erase(db, UUID(amina.me["id"]))
    left = ok(await bo.get(f"/posts/{shown['id']}"))
    assert (left["likes"], left["comments"]) == (0, 0)
    assert ok(await bo.get(f"/profiles/{bo.me['id']}"))["followers"] == 0
    assert (await bo.get(f"/posts/{gone['id']}")).status_code == 404
    assert not any((await taken(town, amina.me["id"])).values())
