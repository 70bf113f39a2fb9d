"""Private notes that come: whose they are, what they become, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ok
from tests.contacts.conftest import Join
from tests.fediverse.in_process import follows, uri_of
from tests.fediverse.peers import PUBLIC, Peer, peer
from tests.fediverse.pictures import Pictures, png
from tests.http import PASSWORD, Client
from tests.matrix import unchanged
from tests.private_notes.scene import Scene, attachments

# What any activity that is taken leaves behind, read or refused.
TAKEN = ("fediverse_seen", "fediverse_host", "fediverse_received_activity")


async def test_a_note_to_one_alone_is_a_request_and_then_a_message(
    scene: Scene, vera: Peer
) -> None:
    html = '<a href="{}">@amina</a> are you <b>there</b>?<script>x()</script>'
    await scene.says(vera, html.format(scene.me))
    assert await scene.talks() == []
    [asked] = await scene.talks("requests")
    assert (asked["request"], asked["by_note"], asked["person"]["id"]) == (
        "received",
        True,
        str(vera.actor.person_id),
    )
    assert await scene.shown(asked["id"]) == ["are you there?"]
    assert ok(await scene.amina.get("/square/home"))["posts"] == []
    await scene.accepts(asked["id"])
    await scene.says(vera, "Good")
    [talk] = await scene.talks()
    assert (talk["unread"], talk["writable"], talk["last"]["body"]) == (2, True, "Good")


async def test_whose_a_note_is_stands_in_a_table(scene: Scene, vera: Peer, join: Join) -> None:
    bo = uri_of(scene.door, await join("bo_chen"))
    me, followers, other = scene.me, f"{vera.uri}/followers", "https://else.example/users/x"
    post = ok(await scene.amina.put(f"/posts/{scene.amina.me['id']}", json={"text": "Mine"}))
    answered = f"{scene.door.origin}/ap/posts/{post['id']}"
    cases: list[tuple[str, dict[str, Any], bool]] = [
        ("to her", {"to": [me]}, True),
        ("to her as one and not as a list", {"to": me}, True),
        ("in copy", {"to": [], "cc": [me]}, True),
        ("to her and themselves", {"to": [me, vera.uri]}, True),
        ("an answer to what is not here", {"to": [me], "inReplyTo": f"{vera.uri}/n/0"}, True),
        ("to all", {"to": [PUBLIC, me]}, False),
        ("to all in copy", {"to": [me], "cc": ["as:Public"]}, False),
        ("to followers", {"to": [me, followers]}, False),
        ("to two here", {"to": [me, bo]}, False),
        ("to her and somebody elsewhere", {"to": [me], "cc": [other]}, False),
        ("an answer to her post", {"to": [me], "inReplyTo": answered}, False),
        ("a question", {"to": [me], "type": "Question", "oneOf": []}, False),
        ("a post of a town like this one", {"to": [me], "generator": {"name": "Leapfrog"}}, False),
    ]
    for name, more, private in cases:
        await scene.says(vera, name, **{"cc": []} | more)
        said = [
            one["body"]
            for talk in await scene.talks("requests")
            for one in await scene.messages(talk["id"])
        ]
        assert (name in said) == private, name
        await _forget(scene)


async def _forget(scene: Scene) -> None:
    """As if nobody had ever written to her: a stranger has three texts."""
    async with scene.town.database.transaction() as db:
        await db.run("delete from chat_conversation")


async def test_edits_and_deletions_are_theirs_alone_and_replays_nothing(
    scene: Scene, vera: Peer, eve: Peer, clock: FixedClock, settings: Settings
) -> None:
    note = await scene.says(vera, "Tea at four")
    [talk] = await scene.talks("requests")
    await scene.accepts(talk["id"])
    clock.advance(timedelta(hours=3))
    edit = note | {"content": "<p>Tea at five</p>", "updated": "2026-11-24T11:00:00Z"}
    await scene.brings(vera, "Update", edit)
    assert await scene.shown(talk["id"]) == ["Tea at five"]
    async with unchanged(settings.database_url or "", *TAKEN):
        # Older news, the same again by another name, and what another one of another town does.
        stale = note | {"content": "<p>Tea at two</p>", "updated": "2026-11-24T10:00:00Z"}
        await scene.brings(vera, "Update", stale)
        await scene.brings(vera, "Create", note)
        await scene.brings(eve, "Delete", note["id"])
        forged = eve.act("Update", note | {"content": "<p>Tea is off</p>"})
        assert (await scene.door.bring(eve, forged)).status_code == 403
    tombstone = {"type": "Tombstone", "id": note["id"]}
    await scene.brings(vera, "Delete", tombstone)
    assert await scene.shown(talk["id"]) == ["-"]
    async with unchanged(settings.database_url or "", *TAKEN):
        await scene.brings(vera, "Delete", tombstone)
        await scene.brings(vera, "Update", note | {"content": "<p>Tea after all</p>"})
        await scene.brings(vera, "Create", note)
    assert await scene.shown(talk["id"]) == ["-"]


async def test_another_of_the_same_server_changes_nothing(
    scene: Scene, vera: Peer, settings: Settings
) -> None:
    """Who shares the host could name the note as theirs."""
    note = await scene.says(vera, "Mine alone")
    [talk] = await scene.talks("requests")
    twin = await peer(scene.town, "twin", vera.actor.host, 1, scheme="http")
    theirs = note | {"attributedTo": twin.uri, "content": "<p>Not yours</p>"}
    async with unchanged(settings.database_url or "", *TAKEN):
        await scene.brings(twin, "Update", theirs)
        await scene.brings(twin, "Delete", note["id"])
        await scene.brings(twin, "Create", theirs)
    assert await scene.shown(talk["id"]) == ["Mine alone"]


async def test_what_is_deleted_before_it_came_never_comes(scene: Scene, vera: Peer) -> None:
    await scene.says(vera, "First")
    [talk] = await scene.talks("requests")
    late = scene.note(vera, "Never mind")
    await scene.brings(vera, "Delete", late["id"])
    await scene.brings(vera, "Create", late)
    assert await scene.shown(talk["id"]) == ["First"]


async def test_strangers_have_three_texts_and_no_pictures(
    scene: Scene, vera: Peer, there: Pictures, settings: Settings
) -> None:
    place = there.lay("/1.png", png(30, 20))
    await scene.says(vera, "Look", attachment=attachments(place))
    [talk] = await scene.talks("requests")
    assert await scene.shown(talk["id"]) == ["Look", place]
    await scene.says(vera, "Three")
    async with unchanged(settings.database_url or "", *TAKEN):
        await scene.says(vera, "Four")


async def test_pictures_come_are_changed_and_go(scene: Scene, vera: Peer, there: Pictures) -> None:
    await scene.says(vera, "Hello")
    [talk] = await scene.talks("requests")
    await scene.accepts(talk["id"])
    one, two = there.lay("/1.png", png(30, 20)), there.lay("/2.png", png(40, 20))
    note = await scene.says(vera, "Look", attachment=attachments(one, f"{there.origin}/lost.png"))
    shown = (await scene.messages(talk["id"]))[1:]
    assert [m["kind"] for m in shown] == ["text", "image", "text"]
    assert (shown[1]["meta"]["width"], shown[2]["body"]) == (30, f"{there.origin}/lost.png")
    file = await scene.amina.get(f"/chat/files/{shown[1]['meta']['file']}")
    assert file.headers["content-type"] == "image/webp"
    await scene.brings(vera, "Update", note | {"attachment": attachments(two)})
    assert await scene.shown(talk["id"]) == ["Hello", "Look", "-", "-", "image"]
    await scene.brings(vera, "Delete", note["id"])
    assert await scene.shown(talk["id"]) == ["Hello", "-", "-", "-", "-"]
    assert there.asked["/1.png"] == 1


async def test_a_long_note_says_where_the_rest_is(scene: Scene, vera: Peer) -> None:
    await scene.says(vera, "x" * 4_900, url="https://good.example/@vera/1")
    [talk] = await scene.talks("requests")
    [said] = await scene.shown(talk["id"])
    assert len(said) == 4_000
    assert said.endswith("…\nhttps://good.example/@vera/1")


@pytest.mark.parametrize("how", ["blocked", "muted", "server", "ruled", "nobody", "erased"])
async def test_who_is_not_to_write_changes_nothing(
    scene: Scene, vera: Peer, join: Join, settings: Settings, how: str
) -> None:
    await _refuses(scene, vera, await join("olga"), how)
    await scene.rests()
    async with unchanged(settings.database_url or "", *TAKEN):
        note = scene.note(vera, "Let me in")
        answer = await scene.door.bring(vera, vera.act("Create", note))
        assert answer.status_code == (403 if how == "ruled" else 202)
        await scene.rests()


async def _refuses(scene: Scene, vera: Peer, olga: Client, how: str) -> None:
    amina, who = scene.amina, str(vera.actor.person_id)
    match how:
        case "blocked":
            ok(await amina.put(f"/blocks/{who}"))
        case "muted":
            ok(await amina.put("/mutes", json={"kind": "person", "value": who}))
        case "server":
            ok(await amina.put("/mutes", json={"kind": "domain", "value": "127.0.0.1"}))
        case "ruled":
            rule = {"rule": "blocked", "reason": "spam"}
            ok(await olga.put("/fediverse/hosts/127.0.0.1", json=rule))
        case "nobody":
            ok(await amina.patch("/chat/settings", json={"strangers": "nobody"}))
        case _:
            going = {"handle": "amina", "password": PASSWORD}
            ok(await amina.request("DELETE", "/me", json=going))


async def test_a_block_ends_what_was_accepted(scene: Scene, vera: Peer, settings: Settings) -> None:
    await scene.says(vera, "Hello")
    [talk] = await scene.talks("requests")
    await scene.accepts(talk["id"])
    ok(await scene.amina.put(f"/blocks/{vera.actor.person_id}"))
    await scene.rests()
    async with unchanged(settings.database_url or "", *TAKEN):
        await scene.says(vera, "Still me")


async def test_who_is_known_by_the_line_has_no_weaker_way(scene: Scene, vera: Peer) -> None:
    async with scene.town.database.transaction() as db:
        await db.run(
            "insert into towns_town (domain, epoch, chain, made_at, keys)"
            " values ($1, '', '', now(), '{\"k1\": \"x\"}')",
            vera.actor.host,
        )
    await follows(scene.door, scene.amina, vera)
    await scene.says(vera, "By the old way")
    assert await scene.talks("requests") == []
    notices = ok(await scene.amina.get("/news"))["notices"]
    assert "mention" in [one["kind"] for one in notices]
