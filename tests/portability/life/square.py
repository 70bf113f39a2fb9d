"""What she shows on the Square and in Moments, whom she follows, and what operators made of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import circle
from tests.http import Client
from tests.portability.life.scene import WORD, Scene, marked, rewritten
from tests.post_archives import archives
from tests.post_archives.acts import bring, send
from tests.posts.acts import commented, follow, like, ok, posted
from tests.samples import film, jpeg, webm

PLACE = {"lat": 60.17, "lon": 24.95}


async def posts(scene: Scene) -> None:
    """All of it, one after the other."""
    theirs = await posted(scene.bo, "what Bo shows #pond", options=["a", "b"])
    await _people(scene)
    mine = await _shown(scene, theirs["id"])
    await _reacted(scene, mine, theirs["id"])
    await _wishes(scene)
    await _desk(scene, mine, theirs["id"])
    await _brought(scene)


async def _people(scene: Scene) -> None:
    mara, bo, cleo = scene.mara, scene.bo, scene.cleo
    ok(await mara.patch("/post-settings", json={"approve": True, "moments_days": 180}))
    ok(await cleo.patch("/post-settings", json={"approve": True}))
    await follow(mara, bo)
    await follow(mara, scene.juma, secret=True)
    await follow(mara, cleo)
    await follow(bo, mara)
    await follow(cleo, mara)
    ok(await mara.put(f"/follow-requests/{bo.me['id']}", json={"accept": True}))
    await listed(mara, bo, marked("list"))
    await listed(bo, mara, "Bo's list")
    for one, other in ((mara, bo), (bo, mara)):
        rule = {"hide_theirs": False, "hide_mine": True}
        ok(await one.put(f"/moments/rules/{other.me['id']}", json=rule))


async def listed(one: Client, other: Client, name: str) -> None:
    """A list of one's own with somebody in it."""
    list_id = new_id()
    ok(await one.put(f"/lists/{list_id}", json={"name": name}))
    ok(await one.put(f"/lists/{list_id}/people", json={"person_ids": [other.me["id"]]}))


async def _file(scene: Scene, content: bytes) -> str:
    file_id = str(new_id())
    ok(await scene.mara.put(f"/post-files/{file_id}", content=content))
    return file_id


async def _shown(scene: Scene, theirs: str) -> str:
    mara = scene.mara
    options = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-t", "1", "-f", "mp4")
    moving = await asyncio.to_thread(film, scene.folder, *options)
    more: dict[str, Any] = {
        "files": [{"file": await _file(scene, jpeg((310, 310))), "alt": marked("alt")}],
        "warning": marked("warning"),
        "place": PLACE | {"name": marked("lake")},
        "link": f"https://{WORD}.example/page",
    }
    mine = await posted(mara, f"{marked('post')} #{WORD} @bo_chen", **more)
    ok(
        await mara.patch(
            f"/posts/{mine['id']}", json={"text": f"{marked('edited')} #{WORD} @bo_chen", **more}
        )
    )
    for content in (moving, webm(1)):
        file = {"file": await _file(scene, content), "alt": marked("alt")}
        await posted(mara, marked("with a file"), files=[file])
    await _file(scene, jpeg((311, 311)))
    await posted(mara, marked("poll"), options=[marked("yes"), marked("no")])
    await posted(mara, marked("article"), title=marked("title"))
    await posted(mara, marked("quote"), form="quote", of=theirs)
    await posted(mara, form="repost", of=theirs)
    await posted(scene.bo, "what Bo says of it", form="quote", of=mine["id"])
    await posted(scene.bo, form="repost", of=mine["id"])
    friends = await circle(mara, "friends")
    await posted(mara, marked("moment"), audience="circles", circles=[friends])
    await posted(mara, marked("diary"), audience="me")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for due_at in (None, tomorrow):
        body = {"body": {"text": marked("draft")}, "due_at": due_at}
        ok(await mara.put(f"/drafts/{new_id()}", json=body))
    ok(await mara.put(f"/posts/{mine['id']}/pinned"))
    return str(mine["id"])


async def _reacted(scene: Scene, mine: str, theirs: str) -> None:
    mara, bo = scene.mara, scene.bo
    edited = {"text": marked("comment edited"), "warning": marked("warning")}
    said = await commented(mara, theirs, f"{marked('comment')} @bo_chen")
    ok(await mara.patch(f"/posts/{said['id']}", json=edited))
    answer = await commented(bo, theirs, f"Bo answers @{WORD}", said["id"])
    ok(await mara.put(f"/posts/{answer['id']}/like"))
    ok(await bo.put(f"/posts/{said['id']}/like"))
    await commented(bo, mine, "Bo under hers")
    await commented(mara, mine, marked("under her own"))
    for one, post in ((mara, theirs), (bo, mine)):
        await like(one, post)
        ok(await one.put(f"/posts/{post}/saved"))
    ok(await mara.put(f"/posts/{theirs}/vote", json={"choices": [1]}))
    ok(await scene.cleo.put(f"/posts/{theirs}/vote", json={"choices": [1]}))


async def _wishes(scene: Scene) -> None:
    mara = scene.mara
    for topic in ("pond", WORD):
        ok(await mara.put(f"/topics/{topic}/follow"))
    ok(await mara.put(f"/topics/{WORD}/host"))
    ok(await mara.patch(f"/topics/{WORD}", json={"about": marked("topic")}))
    for kind, value in (("word", WORD), ("domain", f"{WORD}.example"), ("topic", WORD)):
        ok(await mara.put("/mutes", json={"kind": kind, "value": value}))
    ok(await scene.bo.put("/mutes", json={"kind": "person", "value": mara.me["id"]}))
    ok(await mara.put("/mutes", json={"kind": "person", "value": scene.dora.me["id"]}))
    ok(await mara.put("/news/seen"))
    ok(await mara.put("/moments/seen"))


async def _desk(scene: Scene, mine: str, theirs: str) -> None:
    """She reports and is reported; as operator she decides, and others decide about her."""
    mara, bo, olga = scene.mara, scene.bo, scene.olga
    await _reported(mara, "post", theirs, marked("reason"))
    await _reported(bo, "post", mine, "Bo's reason")
    await _reported(bo, "person", mara.me["id"], "Bo's reason")
    about = {"ref": mara.me["id"], "reason": "The baker"}
    await decided(olga, {"act": "verify_person"} | about)
    quiet = await decided(olga, {"act": "quiet", "days": 3} | about)
    ok(await mara.put(f"/decisions/{quiet['id']}/appeal", json={"text": marked("appeal")}))
    act = {"act": "quiet", "ref": scene.dora.me["id"], "reason": marked("she decides")}
    other = await decided(mara, act)
    ok(await scene.dora.put(f"/decisions/{other['id']}/appeal", json={"text": "please"}))
    answer = {"granted": False, "answer": marked("no")}
    ok(await mara.put(f"/operator/decisions/{other['id']}/appeal", json=answer))


async def _reported(one: Client, kind: str, ref: str, reason: str) -> None:
    body = {"kind": kind, "ref": ref, "reason": reason}
    ok(await one.put(f"/post-reports/{new_id()}", json=body))


async def decided(one: Client, body: dict[str, Any]) -> Any:
    """A decision of an operator's."""
    return ok(await one.put(f"/operator/decisions/{new_id()}", json=body))


async def _brought(scene: Scene) -> None:
    """Posts and traces from elsewhere: let in, and looked at."""
    words = (("amina", WORD), ("bo@b.test", f"{WORD}@b.test"), ("<p>", f"<p>{WORD} "))
    data = rewritten(archives.mastodon(), *words, ("Friends", marked("list")))
    await bring(scene.mara, data, f"{WORD}.zip", audience="me")
    liked = rewritten(archives.x(), ('"fullText": "', f'"fullText": "{WORD} '))
    await bring(scene.mara, liked, f"{WORD}-x.zip", audience="me")
    ok(await send(scene.mara, rewritten(data, ("users", "people")), f"{WORD}-2.zip"))
