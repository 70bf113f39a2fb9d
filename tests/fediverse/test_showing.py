"""What is shown of whom: how much there is, where posts have been before, and what the search finds
of people elsewhere.
"""

from datetime import timedelta
from typing import Any

from leapfrog import census
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    settings,
    town,
)
from tests.fediverse.peers import Door, peer
from tests.post_archives import archives
from tests.post_archives.acts import bring, square
from tests.posts.acts import commented, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "town"]


async def test_people_and_posts_are_counted(town: Town, door: Door, join: Join) -> None:
    async def counted() -> tuple[dict[str, int], dict[str, int], int]:
        node = (await door.ask("/nodeinfo/2.1")).json()["usage"]
        place = ok(await door.ask("/api/v1/instance"))
        month = ok(await door.ask("/api/v2/instance"))["usage"]["users"]["active_month"]
        assert node["users"]["total"] == place["stats"]["user_count"]
        return node, place["stats"], month

    amina, _ = await join("amina"), await join("bo_chen")
    await peer(town, "vera", "good.example")
    post = await posted(amina, "Hello")
    await commented(amina, post["id"], "And welcome")
    async with town.database.transaction() as db:
        await census.take(db)
    node, stats, month = await counted()
    assert node["users"] == {"total": 2, "activeMonth": 2, "activeHalfyear": 2}
    assert (node["localPosts"], node["localComments"]) == (1, 1)
    assert stats == {"user_count": 2, "status_count": 2, "domain_count": 1}
    assert month == 2


async def test_a_poll_without_an_end_is_counted_anew_and_not_edited(
    town: Town, door: Door, join: Join, clock: FixedClock
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)

    def counted(n: int) -> list[dict[str, Any]]:
        many = {"type": "Collection", "totalItems": n}
        return [{"type": "Note", "name": name, "replies": many} for name in ("yes", "no")]

    asked = vera.note("Tea?", type="Question", oneOf=counted(0), published="2026-11-24T09:00:00Z")
    for n, kind in enumerate(("Create", "Update")):
        await door.bring(vera, vera.act(kind, asked | {"oneOf": counted(n)}))
        await read_all(town)
        clock.advance(timedelta(hours=1))
        [post] = ok(await amina.get("/square/home"))["posts"]
        assert (post["results"]["votes"], post.get("edited_at")) == ([n, n], None)
    assert post["content"]["poll"]["ends_at"] == "2027-11-24T09:00:00Z"


async def test_a_post_of_an_archive_says_where_it_was(town: Town, door: Door, join: Join) -> None:
    amina = await join("amina")
    await bring(amina, archives.mastodon(), audience="public")
    mine = await posted(amina, "Of here")
    told = {}
    for one in await square(amina):
        found = (await door.ask(f"/ap/posts/{one['id']}")).json()
        told[found.get("published", "")[:10]] = found
    first = {"type": "Link", "name": "Mastodon", "href": "https://masto.test/@amina/1"}
    assert told["2019-05-01"]["importedFrom"] == first
    assert "importedFrom" not in (await door.ask(f"/ap/posts/{mine['id']}")).json()


async def test_the_search_finds_of_people_elsewhere_what_they_let_it(
    town: Town, door: Door, join: Join
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)

    async def writes(text: str) -> None:
        await door.bring(vera, vera.act("Create", vera.note(text)))
        await read_all(town)

    async def says(indexable: bool) -> None:
        await door.bring(vera, vera.act("Update", vera.described(indexable=indexable)))
        await read_all(town)

    async def found() -> list[str]:
        answer = await amina.get("/search/posts", params={"q": "swallows"})
        return sorted(one["text"] for one in ok(answer)["posts"])

    await writes("swallows one")
    assert await found() == ["swallows one"]
    await says(False)
    await writes("swallows two")
    assert await found() == []
    await says(True)
    await writes("swallows three")
    assert await found() == ["swallows three"]
    # On her followers' timelines they all are.
    assert len(ok(await amina.get("/square/home"))["posts"]) == 3
