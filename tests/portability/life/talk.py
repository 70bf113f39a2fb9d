"""What she says: to Bo, in groups, to a stranger, on the telephone, and what she said elsewhere."""

import asyncio
import json
from typing import Any
from uuid import UUID

from leapfrog.chat import store_files
from leapfrog.kernel.ids import new_id
from tests.calls.acts import answer, hang_up, rings
from tests.chat.acts import do, made, ok, opened, say
from tests.chat.test_attaching import meta_of, send
from tests.chat_archives import acts as archives
from tests.chat_files.test_files import put
from tests.chat_formats.reading import zipped
from tests.contacts.acts import befriend
from tests.group_calls.acts import begun, leave, seated
from tests.http import Client
from tests.portability.life.scene import WORD, Scene, marked, rewritten
from tests.samples import film, jpeg, webm

# What she sends and Bo sends, too.
SAME = b"They both have these bytes."
WHEN = "2026-11-24T09:00:00Z"


async def conversations(scene: Scene) -> None:
    """All of it, one after the other."""
    place = await opened(scene.mara, scene.bo)
    await _said(scene, place)
    await _sent(scene, place)
    await _groups(scene)
    await _asking(scene)
    await _calls(scene)
    await _reports(scene, place)
    await _brought(scene)
    await _index(scene)


async def _said(scene: Scene, place: str) -> None:
    mara, bo = scene.mara, scene.bo
    first = ok(await say(mara, place, marked("first")))
    ok(await do(mara, place, "edit", ref=first["seq"], body=marked("edited")))
    second = ok(await say(mara, place, marked("recalled")))
    ok(await do(mara, place, "recall", ref=second["seq"]))
    theirs = ok(await say(bo, place, "what Bo says"))
    ok(await do(mara, place, "reaction", ref=theirs["seq"], body="👍"))
    hers = {"lat": 60.1, "lon": 24.9, "name": marked("place"), "address": marked("street")}
    ok(await do(mara, place, "location", meta=hers))
    card = {"name": marked("card"), "vcard": f"BEGIN:VCARD\nFN:{marked('vcard')}\nEND:VCARD"}
    ok(await do(mara, place, "contact", meta=card))
    item = {"name": marked("said by"), "kind": "text", "body": marked("passed on"), "at": WHEN}
    ok(await do(mara, place, "merged", meta={"title": marked("title"), "items": [item]}))
    hidden = ok(await say(bo, place, "hidden by her"))
    ok(await mara.post(f"/conversations/{place}/hidden", json={"seqs": [hidden["seq"]]}))
    ok(await mara.patch(f"/conversations/{place}/mine", json={"pinned": True, "muted": True}))
    for what in ("stars", "pins"):
        ok(await mara.put(f"/conversations/{place}/{what}/{theirs['seq']}"))
    ok(await mara.patch("/chat/settings", json={"read_marks": False}))


async def _sent(scene: Scene, place: str) -> None:
    options = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4")
    moving = await asyncio.to_thread(film, scene.folder, *options)
    contents = {"image": jpeg((302, 302)), "video": moving, "file": marked("file").encode()}
    for kind, content in {**contents, "voice": webm(1)}.items():
        name = f"{WORD}-{kind}"
        file = ok(await put(scene.mara, content, kind=kind, name=name))
        ok(await send(scene.mara, place, kind, meta_of(file)))
        if kind == "voice":
            async with scene.town.database.transaction() as db:
                await store_files.retell(db, UUID(file["id"]), {"transcript": marked("transcript")})
    for one in (scene.mara, scene.bo):
        file = ok(await put(one, SAME, kind="file", name="same"))
        ok(await send(one, place, "file", meta_of(file)))
    ok(await put(scene.mara, marked("never sent").encode(), kind="file", name=WORD))


async def _groups(scene: Scene) -> None:
    """One that she made and that goes on without her, and one of Bo's in which she is named."""
    mara, bo, cleo = scene.mara, scene.bo, scene.cleo
    own = await made(mara, bo, cleo, name=f"Friends of {mara.me['display_name']}")
    ok(await mara.patch(f"/groups/{own}", json={"announcement": marked("announcement")}))
    ok(await mara.put(f"/groups/{own}/avatar", content=jpeg((303, 303))))
    ok(await mara.post(f"/groups/{own}/link"))
    ok(await say(mara, own, marked("in the group")))
    theirs = await made(bo, mara, cleo, name="Bo's group")
    ok(await mara.put(f"/groups/{theirs}/members/me/name", json={"name": marked("card")}))
    ok(await do(bo, theirs, "text", body="hear", mentions=[mara.me["id"]]))
    ok(await do(mara, theirs, "text", body=marked("hear"), mentions=[bo.me["id"]]))
    await _left(scene)
    asked = await made(cleo, bo, name="Cleo's group")
    link = ok(await cleo.post(f"/groups/{asked}/link"))["url"]
    ok(
        await mara.put(
            f"/group-links/{link.rpartition('/')[2]}/join", json={"greeting": marked("let me in")}
        )
    )


async def _left(scene: Scene) -> None:
    """A group in which she said something, and that she left; and one that only she is in."""
    left = await made(scene.mara, scene.bo, scene.cleo, name="Left")
    ok(await say(scene.mara, left, marked("before leaving")))
    ok(await scene.mara.delete(f"/groups/{left}/members/{scene.mara.me['id']}"))
    alone = await made(scene.mara, name=marked("alone"))
    ok(await scene.mara.put(f"/groups/{alone}/avatar", content=jpeg((305, 305))))
    ok(await say(scene.mara, alone, marked("to herself")))


async def _asking(scene: Scene) -> None:
    place = await opened(scene.mara, scene.dora)
    ok(await say(scene.mara, place, marked("may I")))


async def _calls(scene: Scene) -> None:
    """One of two and one of a group, which are over."""
    call = await rings(scene.mara, scene.bo, device=new_id())
    ok(await answer(scene.bo, call, device=new_id()))
    ok(await hang_up(scene.mara, call))
    group = await made(scene.mara, scene.bo, scene.cleo, name="Callers")
    theirs = await begun(scene.mara, group, device=new_id())
    seat = await seated(scene.cleo, theirs, new_id())
    ok(await leave(scene.mara, theirs, 1))
    ok(await leave(scene.cleo, theirs, seat))


async def on_the_line(scene: Scene) -> None:
    """She talks with Bo when she goes: the last thing, because a call that is silent ends."""
    call = await rings(scene.bo, scene.mara, device=new_id())
    ok(await answer(scene.mara, call, device=new_id()))


async def _reports(scene: Scene, place: str) -> None:
    """She reports Bo, and Bo reports her."""
    hers = ok(await say(scene.mara, place, marked("reported")))
    theirs = ok(await say(scene.bo, place, "what she reports"))
    body: dict[str, Any] = {"conversation_id": place, "reason": marked("reason")}
    seqs = [theirs["seq"], hers["seq"]]
    ok(await scene.mara.post("/reports", json=body | {"seqs": seqs}))
    ok(await scene.bo.post("/reports", json=body | {"seqs": seqs, "reason": "she is rude"}))


async def _brought(scene: Scene) -> None:
    """Histories that were let in, with a picture, and one that is looked at."""
    mara, name = scene.mara, f"WhatsApp Chat with {marked('Ben')}.zip"
    line = f"28/12/2020, 09:05 - Ben Okafor: {marked('long ago')}"
    data = archives.whatsapp(line, IMG_20201228_WA0001__jpg=jpeg((304, 304)))
    data = rewritten(data, ("Ben Okafor", marked("Ben")))
    await archives.bring(scene.town, mara, data, name=name)
    await archives.bring(scene.town, mara, ours(), name=f"{WORD}.zip")
    more = rewritten(data, ("long ago", "looked at"))
    await archives.look(mara, more, name=name)


def ours() -> bytes:
    """A history in the town's own form, which has names for all that there is."""
    people = [{"key": f"{WORD}@{at}.example", "name": marked(at)} for at in ("lake", "pond")]
    place = {"at": WHEN, "sender": people[0]["key"], "kind": "text", "extra": {WORD: marked("x")}}
    said = [
        place | {"body": marked(f"old {n}"), "id": f"{WORD}-{n}", "forwarded": marked("from")}
        for n in range(2)
    ]
    said[1]["reactions"] = [{"emoji": "👍", "by": people[1]["key"]}]
    known = {"format": "leapfrog-chat", "version": 1, "source": "chatlab", "app": WORD}
    made = known | {"id": WORD, "title": marked("history"), "group": True}
    return zipped({"chat.json": json.dumps(made | {"people": people, "messages": said})})


async def _index(scene: Scene) -> None:
    async with Client(None, scene.origin, "") as other:
        await other.join("quiet_one")
        await befriend(scene.mara, other)
        place = await opened(other, scene.mara)
        ok(await say(other, place, "only she is told"))
        ok(await say(scene.mara, place, marked("an answer")))
