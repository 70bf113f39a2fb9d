"""Timelines of the Square: by time, without gaps, in two statements."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.follows import ties, widen
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.posts import PostLocation, ranking
from leapfrog.timelines import moments, square
from tests.contacts.conftest import Join
from tests.posts.acts import befriend, commented, follow, home, like, ok, post, posted, texts


async def test_who_follows_reads_and_who_does_not_does_not(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await posted(bo, "before")
    someone = await follow(amina, bo)
    assert (someone["follow"], someone["follows_me"]) == ("follows", False)
    await posted(bo, "after")
    await posted(amina, "mine")
    assert texts(await home(amina)) == ["mine", "after", "before"]
    assert texts(await home(cleo)) == []
    ok(await amina.delete(f"/follows/{bo.me['id']}"))
    assert texts(await home(amina)) == ["mine"]


async def test_a_timeline_is_read_page_by_page_without_gap_or_double(
    join: Join, clock: FixedClock
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    for n in range(23):
        await posted(bo, f"number {n}")
        if n % 3:
            clock.advance(timedelta(seconds=1))
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 5}
    while True:
        page = await home(amina, **query)
        seen += texts(page)
        if page["next"] is None:
            break
        query["before"] = page["next"]
    assert len(seen) == 23
    assert set(seen) == {f"number {n}" for n in range(23)}
    assert seen[0] == "number 22"
    assert (await amina.get("/square/home", params={"before": "nonsense"})).status_code == 422


async def test_posts_of_who_has_very_many_followers_are_looked_up(
    join: Join, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(amina, bo)
    await posted(bo, "copied")
    monkeypatch.setattr(ties, "WIDE", 1)
    async with town.database.transaction() as db:
        await widen(db)
    await follow(cleo, bo)
    await posted(bo, "looked up")
    await posted(amina, "mine")
    async with town.database.transaction() as db:
        copied = await db.value(
            "select count(*) from posts_home where owner_id = $1", UUID(amina.me["id"])
        )
    assert copied == 2
    assert texts(await home(amina)) == ["mine", "looked up", "copied"]
    assert texts(await home(cleo)) == ["looked up", "copied"]


async def test_what_is_deleted_is_on_no_timeline(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    shown = await posted(bo, "gone soon")
    assert (await bo.delete(f"/posts/{shown['id']}")).status_code == 204
    assert (await bo.delete(f"/posts/{shown['id']}")).status_code == 204
    assert texts(await home(amina)) == []
    assert (await amina.get(f"/posts/{shown['id']}")).status_code == 404


async def test_mutes_hide_from_timelines_and_end_by_themselves(
    join: Join, clock: FixedClock
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    for text in ("about #football", "a BANANA", "plain"):
        await posted(bo, text)
    until = (clock.now() + timedelta(hours=1)).isoformat()
    ok(await amina.put("/mutes", json={"kind": "topic", "value": "#Football"}))
    ok(await amina.put("/mutes", json={"kind": "word", "value": "banana", "until": until}))
    assert texts(await home(amina)) == ["plain"]
    ok(await amina.put("/mutes", json={"kind": "person", "value": bo.me["id"], "until": until}))
    assert texts(await home(amina)) == []
    clock.advance(timedelta(hours=2))
    assert texts(await home(amina)) == ["plain", "a BANANA"]
    for named in ("https://Pond.Example/about", "@pia@pond.example:8443"):
        ok(await amina.put("/mutes", json={"kind": "domain", "value": named}))
    listed = ok(await amina.get("/mutes"))["mutes"]
    muted = [(one["kind"], one["value"]) for one in listed]
    assert muted == [("domain", "pond.example"), ("topic", "football")]
    ok(await amina.delete("/mutes", params={"kind": "topic", "value": "football"}))
    assert len(texts(await home(amina))) == 3


async def test_lists_are_private_timelines(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await posted(bo, "of bo")
    await posted(cleo, "of cleo")
    list_id = "019ab000-0000-7000-8000-000000000001"
    ok(await amina.put(f"/lists/{list_id}", json={"name": "Lake people"}))
    page = ok(await amina.put(f"/lists/{list_id}/people", json={"person_ids": [bo.me["id"]]}))
    assert [one["person"]["id"] for one in page["people"]] == [bo.me["id"]]
    assert texts(ok(await amina.get(f"/square/lists/{list_id}"))) == ["of bo"]
    assert (await bo.get(f"/square/lists/{list_id}")).status_code == 404
    assert (await bo.put(f"/lists/{list_id}", json={"name": "mine"})).status_code == 404


async def test_nearby_shows_what_was_posted_around_and_nothing_else(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    place = {"lat": 47.66, "lon": 9.17, "name": "Jetty"}
    await posted(bo, "here", place=place)
    await posted(bo, "far", place={"lat": 48.66, "lon": 9.17})
    await posted(bo, "unlisted", place=place, audience="unlisted")
    await posted(bo, "nowhere")
    near = {"lat": 47.7, "lon": 9.2}
    assert texts(ok(await amina.get("/square/nearby", params=near))) == ["here"]


async def test_hot_follows_the_formula_that_everybody_can_read(
    join: Join, town: Town, clock: FixedClock
) -> None:
    """docs/ranking.md: points / (hours + 2) ^ 1.6; one point for a like, two for a comment, three
    for a repost; each person once, by the strongest; the author not at all.
    """
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    loved, talked = await posted(amina, "loved"), await posted(amina, "talked about")
    await posted(amina, "nobody cares")
    for one in (amina, bo, cleo):
        await like(one, loved["id"])
    for text in ("one", "two", "three"):
        await commented(bo, talked["id"], text)
    await like(bo, talked["id"])
    await post(cleo, "look", form="repost", of=talked["id"])
    clock.advance(timedelta(hours=3))
    async with town.database.transaction() as db:
        await ranking.rank(db, "", None)
        heat = {row[0]: row[1] for row in await db.rows("select text, heat from posts_post")}
    assert heat["loved"] == pytest.approx(2 / (3 + 2) ** 1.6)
    assert heat["talked about"] == pytest.approx((2 + 3) / (3 + 2) ** 1.6)
    assert heat["nobody cares"] == heat["look"] == 0
    assert texts(ok(await bo.get("/square/hot"))) == ["talked about", "loved"]
    first = ok(await bo.get("/square/hot", params={"limit": 1}))
    assert texts(first) == ["talked about"]
    then = ok(await bo.get("/square/hot", params={"limit": 1, "before": first["next"]}))
    assert texts(then) == ["loved"]
    clock.advance(timedelta(hours=72))
    async with town.database.transaction() as db:
        await ranking.rank(db, "", None)
    assert texts(ok(await bo.get("/square/hot"))) == []


async def test_a_page_is_read_in_two_statements(
    join: Join, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await follow(amina, bo)
    await follow(amina, cleo)
    original = await posted(cleo, "the original #lake", options=["yes", "no"])
    await posted(bo, "look", form="repost", of=original["id"])
    await posted(bo, "a moment", audience="contacts")
    await like(amina, original["id"])
    counted: list[str] = []
    asked = Db.rows
    mine: list[Db] = []

    async def rows(self: Db, sql: str, *args: Any) -> Any:
        if self in mine:
            counted.append(sql)
        return await asked(self, sql, *args)

    monkeypatch.setattr(Db, "rows", rows)
    me = UUID(amina.me["id"])
    async with town.database.reading() as db:
        mine.append(db)
        for read, most in (
            (square.home(db, me, None, 20), 2),
            (square.everybody(db, me, None, 20), 2),
            (square.hot(db, me, None, 20), 2),
            (square.of_topic(db, me, "lake", None, 20), 2),
            (square.of_person(db, me, UUID(bo.me["id"]), None, 20), 2),
            (square.nearby(db, me, PostLocation(47.0, 9.0), None, 20), 2),
            (moments.timeline(db, me, None, 20), 3),
            (square.saved(db, me, None, 20), 2),
        ):
            counted.clear()
            await read
            assert len(counted) <= most, counted


@pytest.mark.own_database
async def test_pages_are_planned_once_not_for_every_request(join: Join, town: Town) -> None:
    """Planning a page takes longer than reading it, so PostgreSQL is to keep one plan for it."""
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    for n in range(30):
        await posted(bo, f"number {n}")
    me = UUID(amina.me["id"])
    async with town.database.transaction() as db:
        await db.run("analyze")
        for _ in range(12):
            await square.home(db, me, None, 5)
            await square.everybody(db, me, None, 5)
        plans = await db.rows(
            "select generic_plans from pg_prepared_statements where statement ~ $1", r"limit 5\M"
        )
    assert len(plans) == 2
    assert all(generic >= 5 for (generic,) in plans)
