"""Leaving for good: what somebody wrote on the Square goes, and what hangs on it is right."""

from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client
from tests.posts.acts import code, commented, ok, posted


async def leave(one: Client) -> None:
    body = {"handle": one.me["handle"], "password": PASSWORD}
    ok(await one.request("DELETE", "/me", json=body))


async def test_a_topic_that_nobody_else_knows_goes_with_whoever_made_it(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await posted(amina, "#mine #ours #followed")
    await posted(bo, "#ours")
    ok(await bo.put("/topics/followed/follow"))
    ok(await amina.put("/topics/followed/host"))
    ok(await amina.patch("/topics/followed", json={"about": "What I say of it"}))
    await commented(bo, (await posted(bo, "Bo's"))["id"], "alone")
    await leave(amina)
    assert code(await bo.get("/topics/mine")) == "no_topic"
    assert ok(await bo.get("/topics/ours"))["topic"]["name"] == "ours"
    kept = ok(await bo.get("/topics/followed"))["topic"]
    assert (kept["name"], kept.get("about", "")) == ("followed", "")


async def test_comments_below_those_of_who_left_are_counted_out(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    shown = await posted(bo, "Hello")
    said = await commented(amina, shown["id"], "one")
    await commented(bo, shown["id"], "below it", said["id"])
    await commented(bo, shown["id"], "beside it")
    assert ok(await bo.get(f"/posts/{shown['id']}"))["comments"] == 3
    await leave(amina)
    left = ok(await bo.get(f"/posts/{shown['id']}/comments"))["comments"]
    assert [one["text"] for one in left] == ["beside it"]
    assert ok(await bo.get(f"/posts/{shown['id']}"))["comments"] == 1
