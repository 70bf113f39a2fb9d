"""Private notes that go: what somebody here writes to one elsewhere, and what becomes of it."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from leapfrog.chat import SaidToAnotherTown
from leapfrog.fediverse import delivery
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.private_notes import note_is_sent
from tests.contacts.acts import code, ok
from tests.contacts.conftest import Join
from tests.fediverse.peers import Peer
from tests.fediverse.pictures import png
from tests.http import PASSWORD
from tests.matrix import unchanged
from tests.private_notes.mailbox import Mailbox
from tests.private_notes.scene import Scene

# Somebody came over the line.
MET = """
insert into identity_home (person_id, pid, n, key, next, digest, record)
values ($1, 'p7qk', 1, 'k', 'n', '', '{}')
"""
UNDER_WAY = ("fediverse_host", "fediverse_delivery")


async def opened(scene: Scene, vera: Peer) -> str:
    """The conversation, in which Vera has answered."""
    talk = ok(await scene.opens(vera))
    ok(await scene.writes(talk["id"], "Hello"))
    await scene.says(vera, "Hello you")
    return str(talk["id"])


async def test_a_message_is_a_note_to_one_alone(scene: Scene, vera: Peer, box: Mailbox) -> None:
    talk = ok(await scene.opens(vera))
    assert (talk["request"], talk["by_note"], talk["writable"]) == ("sent", True, True)
    assert ok(await scene.opens(vera))["id"] == talk["id"]
    ok(await scene.writes(talk["id"], "Is <b>the boat</b> free?\n\nhttps://boat.example"))
    [(path, told)] = box.brought
    note = told["object"]
    assert path == "/users/vera/inbox"
    assert (told["actor"], note["attributedTo"]) == (scene.me, scene.me)
    assert (told["to"], told["cc"], note["to"], note["cc"]) == ([vera.uri], [], [vera.uri], [])
    mention = {"type": "Mention", "href": vera.uri, "name": f"@vera@{box.host}"}
    assert note["tag"] == [mention]
    assert "<b>" not in note["content"]
    assert "&lt;b&gt;the boat&lt;/b&gt;" in note["content"]
    # Nobody is given it who asks.
    place = note["id"].removeprefix(scene.door.origin)
    assert (await scene.door.ask(place, vera)).status_code == 404


async def test_three_texts_until_they_answer(
    scene: Scene, vera: Peer, box: Mailbox, settings: Settings
) -> None:
    talk = ok(await scene.opens(vera))["id"]
    for text in ("One", "Two", "Three"):
        ok(await scene.writes(talk, text))
    async with unchanged(settings.database_url or "", *UNDER_WAY):
        assert code(await scene.writes(talk, "Four")) == "request_waits"
    await scene.says(vera, "At last")
    ok(await scene.writes(talk, "Five"))
    assert len(box.notes()) == 4
    [shown] = await scene.talks()
    assert (shown.get("request"), shown["unread"]) == (None, 0)


async def test_edits_recalls_and_answers_go_too(scene: Scene, vera: Peer, box: Mailbox) -> None:
    talk = await opened(scene, vera)
    said = await scene.says(vera, "Shall we?")
    [asked] = [one for one in await scene.messages(talk) if one["body"] == "Shall we?"]
    mine = ok(await scene.writes(talk, "Yse", ref=asked["seq"]))
    ok(await scene.writes(talk, "Yes", kind="edit", ref=mine["seq"]))
    ok(await scene.writes(talk, kind="recall", ref=mine["seq"]))
    [first, note] = box.notes()
    assert (note["inReplyTo"], "inReplyTo" in first) == (said["id"], False)
    [update], [delete] = box.taken("Update"), box.taken("Delete")
    assert (update["object"]["id"], update["object"]["content"]) == (note["id"], "<p>Yes</p>")
    assert (delete["object"], delete["to"]) == (
        {"id": note["id"], "type": "Tombstone"},
        [vera.uri],
    )


async def test_pictures_are_had_by_a_secret_until_they_are_taken_back(
    scene: Scene, vera: Peer, box: Mailbox
) -> None:
    talk = await opened(scene, vera)
    file = new_id()
    ok(await scene.amina.put(f"/chat/files/{file}?kind=image", content=png(30, 20)))
    said = await sent(scene, talk, str(file))
    note = box.notes()[-1]
    [shown] = note["attachment"]
    assert (shown["mediaType"], shown["width"]) == ("image/webp", 30)
    assert str(file) not in shown["url"]
    assert len(shown["url"].rpartition("/")[2]) >= 43
    answer = await scene.door.client.get(shown["url"])
    assert Image.open(BytesIO(answer.content)).size == (30, 20)
    assert answer.headers["content-type"] == "image/webp"
    wrong = await scene.door.client.get(shown["url"] + "x")
    assert wrong.status_code == 404
    ok(await scene.writes(talk, "Caption", kind="edit", ref=said["seq"]))
    [update] = box.taken("Update")
    assert update["object"]["attachment"] == note["attachment"]
    ok(await scene.writes(talk, kind="recall", ref=said["seq"]))
    assert (await scene.door.client.get(shown["url"])).status_code == 404


async def sent(scene: Scene, talk: str, file: str) -> Any:
    meta = {"file": file, "type": "image/webp", "size": 1, "width": 1, "height": 1}
    return ok(await scene.writes(talk, kind="image", meta=meta))


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("location", {"meta": {"lat": 1, "lon": 2}}),
    ("contact", {"meta": {"name": "Bo"}}),
    ("sticker", {"meta": {"pack": "frog", "id": "wave"}}),
    (
        "merged",
        {
            "meta": {
                "title": "T",
                "items": [{"name": "A", "kind": "text", "body": "b", "at": "2026-11-24T09:00:00Z"}],
            }
        },
    ),
    ("reaction", {"body": "👍", "ref": 1}),
]


async def test_what_is_in_no_note_is_refused_by_name(
    scene: Scene, vera: Peer, settings: Settings
) -> None:
    talk = await opened(scene, vera)
    async with unchanged(settings.database_url or "", *UNDER_WAY):
        for kind, more in REFUSED:
            assert code(await scene.writes(talk, kind=kind, **more)) == "not_by_note", kind
        call = {"callee_id": str(vera.actor.person_id), "media": "voice"}
        answer = await scene.amina.put(f"/calls/{new_id()}", json=call)
        assert answer.status_code >= 400
        group = {"name": "G", "people": [str(vera.actor.person_id)]}
        assert (await scene.amina.put(f"/groups/{new_id()}", json=group)).status_code >= 400


async def test_what_their_server_does_not_take_is_said(
    scene: Scene, vera: Peer, box: Mailbox
) -> None:
    talk = await opened(scene, vera)
    box.status = 410
    ok(await scene.writes(talk, "Lost"))
    await scene.rests()
    last = (await scene.messages(talk))[-1]
    assert (last["kind"], last["meta"]["what"]) == ("system", "not_delivered")
    assert last["meta"]["person_ids"] == [str(vera.actor.person_id)]
    # Only of what is lost.
    box.status = 202
    ok(await scene.writes(talk, "Found"))
    await scene.rests()
    assert (await scene.messages(talk))[-1]["body"] == "Found"


async def test_a_server_that_is_silent_for_a_week_is_given_up(
    scene: Scene, vera: Peer, box: Mailbox, clock: FixedClock
) -> None:
    talk = await opened(scene, vera)
    box.status = 503
    ok(await scene.writes(talk, "Waits"))
    clock.advance(delivery.DEAD_AFTER + timedelta(hours=13))
    await delivery.work(scene.town, {"host": box.host, "id": str(new_id())})
    await scene.rests()
    assert (await scene.messages(talk))[-1]["kind"] == "system"


async def test_who_dies_between_says_it_once(scene: Scene, vera: Peer, box: Mailbox) -> None:
    """The reaction is one transaction: what was not sent is, what was is not again."""
    talk = await opened(scene, vera)
    async with scene.town.database.transaction() as db:
        for _ in range(2):
            await note_is_sent(db, [SaidToAnotherTown(UUID(talk))])
    await scene.rests()
    assert len(box.notes()) == 1


@pytest.mark.parametrize("how", ["blocked", "line", "pid", "ruled", "gone", "own", "unknown"])
async def test_who_is_not_to_be_written_to(
    scene: Scene, vera: Peer, join: Join, settings: Settings, box: Mailbox, how: str
) -> None:
    olga, who = await join("olga"), str(vera.actor.person_id)
    wanted = (403, "not_reached_by_note")
    async with scene.town.database.transaction() as db:
        match how:
            case "line":
                insert = "insert into towns_town (domain, epoch, chain, made_at, keys)"
                values = " values ($1, '', '', now(), '{\"k1\": \"x\"}')"
                await db.run(insert + values, box.host)
                wanted = (409, "on_the_line")
            case "pid":
                await db.run(MET, vera.actor.person_id)
                wanted = (409, "on_the_line")
            case "gone":
                await db.run("update fediverse_actor set gone = true where person_id = $1", who)
            case "own":
                who = str(olga.me["id"])
            case "unknown":
                who, wanted = str(new_id()), (404, "no_person")
    if how == "blocked":
        ok(await scene.amina.put(f"/blocks/{who}"))
    elif how == "ruled":
        rule = {"rule": "blocked", "reason": "spam"}
        ok(await olga.put("/fediverse/hosts/127.0.0.1", json=rule))
    await scene.rests()
    async with unchanged(settings.database_url or "", *UNDER_WAY):
        answer = await scene.amina.put(f"/conversations/note/{who}")
        assert (answer.status_code, code(answer)) == wanted
        nobody = await scene.door.client.put(f"/conversations/note/{who}")
        assert nobody.status_code == 401


async def test_who_comes_over_the_line_is_not_written_to_by_note_again(
    scene: Scene, vera: Peer, box: Mailbox
) -> None:
    talk = await opened(scene, vera)
    async with scene.town.database.transaction() as db:
        await db.run(MET, vera.actor.person_id)
    ok(await scene.writes(talk, "By which way?"))
    await scene.rests()
    assert len(box.notes()) == 1
    assert (await scene.messages(talk))[-1]["kind"] == "system"
    assert code(await scene.writes(talk, "Again")) == "not_contacts"


async def test_who_leaves_is_gone_there_and_gives_out_nothing(
    scene: Scene, vera: Peer, box: Mailbox
) -> None:
    talk = await opened(scene, vera)
    file = new_id()
    ok(await scene.amina.put(f"/chat/files/{file}?kind=image", content=png(30, 20)))
    await sent(scene, talk, str(file))
    place = box.notes()[-1]["attachment"][0]["url"]
    going = {"handle": "amina", "password": PASSWORD}
    ok(await scene.amina.request("DELETE", "/me", json=going))
    await scene.rests()
    assert [one["object"] for one in box.taken("Delete")] == [scene.me]
    assert (await scene.door.client.get(place)).status_code == 404
