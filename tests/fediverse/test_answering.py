"""A reply that is not for everybody stays with those for whom it is, and says what it answers."""

from uuid import UUID

from leapfrog import posts
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.posts import NewPost
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    activities,
    app,
    client,
    clock,
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
from tests.posts.acts import commented, home, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


async def test_ours_goes_to_whom_it_names_with_what_it_answers(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    vera = await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    theirs = vera.note("Good morning")
    await door.bring(vera, vera.act("Create", theirs))
    await read_all(town)
    [shown] = (await home(amina))["posts"]
    answer = {"audience": "mentioned", "answers": shown["id"]}
    await posted(amina, "@vera@good.example between us", **answer)
    mine = await posted(bo, "Of here")
    said = await commented(amina, mine["id"], "A comment")
    await posted(bo, "@vera@good.example look", audience="mentioned", answers=said["id"])
    await settle()
    first, second = [
        one["object"]
        for one in await activities(town, "Create")
        if one["object"]["to"] == [vera.uri]
    ]
    assert (first["inReplyTo"], first["to"], first["cc"]) == (theirs["id"], [vera.uri], [])
    assert second["inReplyTo"] == f"{door.origin}/ap/comments/{said['id']}"


async def test_theirs_is_a_post_for_whom_it_names_and_no_comment(
    town: Town, door: Door, join: Join
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    vera = await peer(town, "vera", "good.example")
    mine = await posted(amina, "For everybody")
    uri = f"{door.origin}/ap/posts/{mine['id']}"
    named = [{"type": "Mention", "href": uri_of(door, amina), "name": "@amina@lake.town"}]
    given = {"to": [uri_of(door, amina)], "cc": [], "tag": named}
    note = vera.note("between us", inReplyTo=uri, **given)
    assert (await door.bring(vera, vera.act("Create", note))).status_code == 202
    await read_all(town)
    [notice] = ok(await amina.get("/news"))["notices"]
    assert (notice["kind"], notice["post"]["text"]) == ("mention", "between us")
    assert notice["post"]["answers"]["post_id"] == mine["id"]
    assert (await bo.get(f"/posts/{notice['post']['id']}")).status_code == 404
    assert ok(await bo.get(f"/posts/{mine['id']}/comments"))["comments"] == []


async def test_a_warning_before_a_comment_goes_both_ways(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    mine = await posted(amina, "Which film?")
    uri = f"{door.origin}/ap/posts/{mine['id']}"
    note = vera.note("The butler", inReplyTo=uri, summary="how it ends", sensitive=True)
    await door.bring(vera, vera.act("Create", note))
    await read_all(town)
    [said] = ok(await amina.get(f"/posts/{mine['id']}/comments"))["comments"]
    assert (said["content"]["warning"], said["text"]) == ("how it ends", "The butler")
    await door.bring(vera, vera.act("Update", note | {"summary": None, "sensitive": False}))
    await read_all(town)
    [said] = ok(await amina.get(f"/posts/{mine['id']}/comments"))["comments"]
    assert "warning" not in said["content"]
    await posted(amina, "The gardener", warning="the end", answers=said["id"])
    await settle()
    [sent] = [one["object"] for one in await activities(town, "Create")]
    assert (sent["summary"], sent["sensitive"]) == ("the end", True)
    assert "The gardener" in sent["content"]


async def test_the_language_of_what_is_said_goes_both_ways(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    for name, kept in (("pt-BR", "pt-BR"), ("no language at all", None)):
        note = vera.note("Bom dia", contentMap={name: "<p>Bom dia</p>"})
        await door.bring(vera, vera.act("Create", note))
        await read_all(town)
        [shown, *_] = (await home(amina))["posts"]
        assert shown["content"].get("language") == kept
    async with town.database.transaction() as db:
        wanted = NewPost(text="@vera@good.example Góðan dag", language="is")
        await posts.publish(db, UUID(amina.me["id"]), new_id(), wanted)
    await settle()
    [sent] = [one["object"] for one in await activities(town, "Create")]
    assert sent["contentMap"] == {"is": sent["content"]}
