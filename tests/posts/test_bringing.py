"""What an archive brings comes in sets: as many statements for a hundred posts as for one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.posts import BroughtPost, PostContent, bring_posts
from tests.contacts.conftest import Join
from tests.posts.acts import ok


def brought(db: Db, n: int) -> BroughtPost:
    return BroughtPost(
        id=new_id(),
        at=db.now - timedelta(days=n),
        audience="public",
        text=f"number {n} of #many by @friend{n}",
        content=PostContent(),
        imported_from="Weibo",
        named=((f"friend{n}", f"friend{n}@elsewhere.example"),),
        pinned_at=db.now if n == 0 else None,
    )


async def test_many_posts_take_as_many_statements_as_one(
    join: Join, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = await join("amina")
    counted: list[str] = []
    mine: list[Db] = []
    for runner in ("rows", "row", "value", "run"):
        asked = getattr(Db, runner)

        def counting(self: Db, sql: str, *args: Any, asked: Any = asked) -> Any:
            if self in mine:
                counted.append(sql)
            return asked(self, sql, *args)

        monkeypatch.setattr(Db, runner, counting)
    used = []
    for many in (1, 100):
        async with town.database.transaction() as db:
            posts = [brought(db, n) for n in range(many)]
            mine[:] = [db]
            counted.clear()
            new = await bring_posts(db, UUID(amina.me["id"]), posts)
            used.append(len(counted))
            assert new == {one.id for one in posts}
            assert await bring_posts(db, UUID(amina.me["id"]), posts) == set()
    assert used[0] == used[1]
    page = ok(await amina.get("/topics/many/posts", params={"limit": 50}))
    assert len(page["posts"]) == 50
    first = page["posts"][0]
    assert (first["imported_from"], first["pinned"]) == ("Weibo", True)
    assert first["content"]["mentions"][0]["handle"] == "friend0"


async def test_the_same_post_twice_comes_once(join: Join, town: Town) -> None:
    amina = await join("amina")
    async with town.database.transaction() as db:
        one = brought(db, 1)
        assert await bring_posts(db, UUID(amina.me["id"]), [one, one]) == {one.id}
    assert len(ok(await amina.get("/topics/many/posts"))["posts"]) == 1
