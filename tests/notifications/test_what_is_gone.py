"""Of what is gone nobody is told any more: notifications fall with what they are about."""

from uuid import UUID

from leapfrog.kernel.http import Town
from leapfrog.posts import take_away_posts
from tests.contacts.conftest import Join
from tests.posts.acts import commented, like, ok, posted

LEFT = "select kind from notifications_notification order by kind"


async def left(town: Town) -> list[str]:
    """The kinds of all notifications in the town."""
    async with town.database.reading() as db:
        return [kind for (kind,) in await db.rows(LEFT)]


async def test_they_go_with_their_post_and_no_other(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    goes, stays = await posted(amina, "goes"), await posted(amina, "stays")
    await like(bo, goes["id"])
    await commented(bo, goes["id"], "said")
    await like(bo, stays["id"])
    assert await left(town) == ["comment", "like", "like"]
    ok(await amina.delete(f"/posts/{goes['id']}"))
    assert await left(town) == ["like"]
    assert ok(await amina.get("/news/count"))["count"] == 1


async def test_they_go_with_their_comment_and_what_stands_below_it(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    shown = await posted(amina, "a post")
    said = await commented(bo, shown["id"], "said")
    await commented(amina, shown["id"], "below", said["id"])
    await commented(bo, shown["id"], "beside")
    assert await left(town) == ["comment", "comment", "reply"]
    ok(await bo.delete(f"/posts/{said['id']}"))
    assert await left(town) == ["comment"]


async def test_they_go_with_what_an_archive_brought(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    shown = await posted(amina, "a post")
    await like(bo, shown["id"])
    async with town.database.transaction() as db:
        await take_away_posts(db, UUID(amina.me["id"]), [UUID(shown["id"])])
    assert await left(town) == []
