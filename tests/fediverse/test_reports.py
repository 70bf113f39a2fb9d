"""Reports between towns: theirs lie on the operator's desk, ours go to those who run theirs without
a word of who reports.
"""

from typing import Any

from structlog.testing import capture_logs

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    activities,
    app,
    client,
    clock,
    counts,
    door,
    follows,
    join,
    read_all,
    settings,
    settle,
    town,
    uri_of,
)
from tests.fediverse.peers import Door, peer
from tests.posts.acts import commented, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


async def test_what_others_report_lies_on_the_desk(town: Town, door: Door, join: Join) -> None:
    amina, olga = await join("amina"), await join("olga")
    vera = await peer(town, "vera", "good.example")
    post = await posted(amina, "Cheap watches")
    said = await commented(amina, post["id"], "Really cheap")
    me, here = uri_of(door, amina), f"{door.origin}/ap"
    about = [me, f"{here}/posts/{post['id']}", f"{here}/comments/{said['id']}", vera.uri]
    flag = vera.act("Flag", about, content="<b>spam</b>")
    for _ in range(2):
        assert (await door.bring(vera, flag)).status_code == 202
    await door.bring(vera, vera.act("Flag", me))
    await read_all(town)
    desk = ok(await olga.get("/operator/desk"))
    told = {(one["kind"], one["ref"], one["reason"]) for one in desk["reports"]}
    assert told == {
        ("post", post["id"], "<b>spam</b>"),
        ("post", said["id"], "<b>spam</b>"),
        ("person", amina.me["id"], "-"),
    }
    assert len(desk["reports"]) == 3
    assert {one["reporter_id"] for one in desk["reports"]} == {str(vera.actor.person_id)}
    assert {one["person_id"] for one in desk["reports"]} == {amina.me["id"]}


async def test_what_they_cannot_see_they_cannot_report(town: Town, door: Door, join: Join) -> None:
    amina = await join("amina")
    vera = await peer(town, "vera", "good.example")
    post = await posted(amina, "Among us", audience="followers")
    before = await counts(town)
    with capture_logs() as logged:
        await door.bring(vera, vera.act("Flag", f"{door.origin}/ap/posts/{post['id']}"))
        await read_all(town)
    assert [one["kind"] for one in logged if one["event"] == "fediverse_refused"] == ["Flag"]
    before["fediverse_seen"] += 1
    assert await counts(town) == before


async def test_ours_go_to_their_town_when_one_wants_that(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, olga = await join("amina"), await join("olga")
    vera = await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    note = vera.note("Cheap watches")
    await door.bring(vera, vera.act("Create", note))
    await read_all(town)
    [post] = ok(await amina.get("/square/home"))["posts"]
    mine = await posted(amina, "Not cheap")

    async def reports(kind: str, ref: str, **more: Any) -> None:
        body = {"kind": kind, "ref": ref, "reason": "spam"} | more
        path = f"/post-reports/{new_id()}"
        for _ in range(2):
            ok(await amina.put(path, json=body))

    await reports("post", post["id"])
    await reports("post", mine["id"], forward=True)
    await settle()
    assert await activities(town, "Flag") == []
    await reports("post", post["id"], forward=True)
    await reports("person", str(vera.actor.person_id), forward=True)
    await settle()
    [of_post, of_person] = await activities(town, "Flag")
    assert of_post["object"] == [vera.uri, note["id"]]
    assert of_person["object"] == [vera.uri]
    assert (of_post["actor"], of_post["content"]) == (f"{door.origin}/ap/town", "spam")
    assert amina.me["id"] not in str(of_post)
    assert len(ok(await olga.get("/operator/desk"))["reports"]) == 4
