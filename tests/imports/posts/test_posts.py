"""Archives of other places come in with their own dates, for whom one chose, and tell nobody."""

import asyncio
import contextlib
import json
from typing import Any

import pytest

from leapfrog.imports.changing import APPLY
from leapfrog.imports.posts import target, writing
from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.post_archives import keeping_away, origins
from tests.contacts.conftest import Join, Settle
from tests.http import PATIENCE, Client
from tests.post_archives import archives
from tests.post_archives.acts import apply, bring, diary, look, send, shown, square, whole
from tests.posts.acts import code, follow, home, ok, posted
from tests.samples import jpeg


async def test_a_mastodon_archive_comes_in_as_it_was(
    join: Join, town: Town, settle: Settle
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(bo, amina)
    looked = await look(amina, archives.mastodon(), "archive-2019.zip")
    assert (looked["source"], looked["account"], looked["state"]) == (
        "mastodon",
        "amina@masto.test",
        "previewed",
    )
    kinds = {one["kind"]: one["posts"] for one in looked["kinds"]}
    assert kinds == {"post": 5, "reply": 1, "repost": 1, "private": 1}
    assert (looked["files"], looked["missing"]) == (1, 1)
    assert await square(amina) == await diary(amina) == []

    done = await apply(amina, looked["id"], audience="public")
    await settle()
    assert (done["state"], done["added"], done["skipped"]) == ("applied", 8, 0)
    open_ones = {one["at"][:10]: one for one in await square(amina)}
    assert open_ones["2019-05-01"]["audience"] == "public"
    assert open_ones["2019-05-05"]["audience"] == "followers"
    assert open_ones["2019-05-06"]["audience"] == "unlisted"
    assert open_ones["2019-05-06"]["edited_at"] == "2019-06-01T00:00:00Z"
    assert {one["imported_from"] for one in open_ones.values()} == {"Mastodon"}
    [picture] = open_ones["2019-05-03"]["content"]["media"]
    assert (picture["type"], picture["alt"]) == ("image/webp", "Two cups")
    poll = open_ones["2019-05-08"]
    assert poll["results"] == {"votes": [3, 1], "voters": 4, "mine": []}
    assert open_ones["2019-05-07"]["text"] == "https://c.test/users/cleo/statuses/9"
    # Nobody was told, and it is on nobody's timeline.
    assert (await home(bo))["posts"] == []
    assert ok(await bo.get("/news"))["notices"] == []
    # What was for named people only is for nobody else here.
    assert [one["text"] for one in await diary(amina)] == ["Secret"]
    assert "Secret" not in [one["text"] for one in await square(bo, amina)]
    # And FEP-0c7f can say where it was.
    ids = [one["id"] for one in open_ones.values()]
    async with town.database.reading() as db:
        found = await origins(db, ids)
    assert {one.name for one in found.values()} == {"Mastodon"}
    assert "https://masto.test/@amina/1" in {one.href for one in found.values()}


async def test_only_oneself_sees_it_unless_one_says_otherwise(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    done = await bring(amina, archives.x())
    assert (done["audience"], done["added"]) == ("me", 7)
    assert await square(bo, amina) == []
    texts = {one["text"] for one in await diary(amina)}
    assert "//@kofi: Look at the lake" in texts
    [two] = [one for one in await diary(amina) if one["text"] == "Two"]
    assert len(two["content"]["media"]) == 2


async def test_a_second_time_adds_nothing_and_what_was_taken_back_stays_away(
    join: Join, town: Town
) -> None:
    amina = await join("amina")
    first = await bring(amina, archives.mastodon(), audience="public")
    before = await square(amina)
    ok(await amina.delete(f"/posts/{before[0]['id']}"))
    looked = await look(amina, archives.mastodon())
    assert [one["known"] for one in looked["kinds"]] == [one["posts"] for one in looked["kinds"]]
    again = await apply(amina, looked["id"], audience="public")
    assert (first["added"], again["added"]) == (8, 0)
    assert await square(amina) == before[1:]
    traces = ok(await amina.get("/post-traces"))["traces"]
    assert len(traces) == 7


async def test_what_one_does_not_want_stays_out(join: Join, town: Town) -> None:
    amina = await join("amina")
    done = await bring(amina, archives.mastodon(), audience="public", kinds=["post"])
    assert done["added"] == 5
    later = await bring(amina, archives.mastodon(), audience="public", kinds=["reply"])
    assert later["added"] == 1


async def test_undone_it_is_as_if_it_had_never_been(join: Join, town: Town) -> None:
    amina = await join("amina")
    own = await posted(amina, "mine, from here")
    done = await bring(amina, archives.mastodon(), audience="public")
    path = f"/imports/{done['id']}"
    assert code(await amina.delete(path)) == "import_applied"
    assert ok(await amina.post(f"{path}/undo"))["state"] == "undone"
    assert ok(await amina.post(f"{path}/undo"))["state"] == "undone"
    assert [one["id"] for one in await square(amina)] == [own["id"]]
    assert ok(await amina.get("/post-traces"))["traces"] == []
    async with town.database.reading() as db:
        assert await db.value("select count(*) from post_media_file") == 0
        assert await db.value("select count(*) from post_archives_brought") == 0
    assert code(await amina.post(f"{path}/application")) == "import_undone"
    ok(await amina.delete(path))
    assert (await bring(amina, archives.mastodon()))["added"] == 8


async def test_a_job_that_dies_is_done_again_and_nothing_is_there_twice(
    join: Join, town: Town, monkeypatch: Any
) -> None:
    amina = await join("amina")
    looked = await look(amina, archives.mastodon())
    path = f"/imports/{looked['id']}"
    ok(await amina.post(f"{path}/application"))
    monkeypatch.setattr(target, "BATCH", 3)
    seen: list[int] = []

    async def dies(*_: Any) -> None:
        seen.append(1)
        if len(seen) == 2:
            raise RuntimeError

    keep = keeping_away.traces.keep
    monkeypatch.setattr(keeping_away.traces, "keep", dies)
    with contextlib.suppress(RuntimeError):
        await work(town, {"id": looked["id"]})
    assert ok(await amina.get(path))["state"] == "failed"
    monkeypatch.setattr(keeping_away.traces, "keep", keep)
    done = await apply(amina, looked["id"])
    assert (done["state"], done["added"]) == ("applied", 8)
    assert len(await diary(amina)) == 8
    assert len(ok(await amina.get("/post-traces"))["traces"]) == 7


async def kept(town: Town) -> tuple[int, int]:
    """How many files of posts there are, and how many of them are in none."""
    async with town.database.reading() as db:
        row = await db.row(
            "select count(*), count(*) filter (where post_id is null) from post_media_file"
        )
    assert row
    return row[0], row[1]


async def test_a_job_that_runs_twice_at_once_brings_all_of_it_once(
    join: Join, town: Town, monkeypatch: Any
) -> None:
    amina = await join("amina")
    monkeypatch.setattr(target, "BATCH", 1)
    looked = await look(amina, archives.mastodon())
    ok(await amina.post(f"/imports/{looked['id']}/application"))
    await asyncio.gather(*(work(town, {"id": looked["id"]}) for _ in range(3)))
    found = whole(ok(await amina.get(f"/imports/{looked['id']}")))
    assert (found["state"], found["added"]) == ("applied", 8)
    assert len(await diary(amina)) == 8
    assert await kept(town) == (1, 0)


@pytest.mark.parametrize("again", [False, True])
async def test_a_run_that_comes_too_late_leaves_no_file_behind(
    join: Join, town: Town, monkeypatch: Any, again: bool
) -> None:
    """It still made a picture ready while the other was done, and all of it was undone; then the
    archive may be here anew.
    """
    amina = await join("amina")
    looked = await look(amina, archives.mastodon())
    path, held, free = f"/imports/{looked['id']}", asyncio.Event(), asyncio.Event()
    receive = writing.post_media.receive

    async def late(*given: Any) -> Any:
        monkeypatch.setattr(writing.post_media, "receive", receive)
        held.set()
        await free.wait()
        return await receive(*given)

    monkeypatch.setattr(writing.post_media, "receive", late)
    ok(await amina.post(f"{path}/application"))
    await held.wait()
    await work(town, {"id": looked["id"]})
    assert ok(await amina.post(f"{path}/undo"))["state"] == "undone"
    assert await kept(town) == (0, 0)
    if again:
        assert (await bring(amina, archives.mastodon()))["added"] == 8
    free.set()
    await no_job_is_left(town)
    assert await kept(town) == ((1, 0) if again else (0, 0))


async def no_job_is_left(town: Town) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.database.glance() as db:
                if not await db.value("select count(*) from pgqueuer where entrypoint = $1", APPLY):
                    return
            await asyncio.sleep(0.02)


async def test_long_texts_and_many_pictures_find_room(join: Join, town: Town) -> None:
    amina = await join("amina")
    pictures = [
        {"type": "Document", "url": f"/media/{n}.jpg", "mediaType": "image/jpeg"} for n in range(12)
    ]
    text = "The first line<br>" + "words " * 500
    files: dict[str, bytes | str] = {f"media/{n}.jpg": jpeg((20 + n, 20)) for n in range(12)}
    outbox = {"orderedItems": [archives.note(1, text, attachment=pictures)]}
    data = archives.zipped({"outbox.json": json.dumps(outbox), **files})
    await bring(amina, data)
    found = await diary(amina)
    assert sorted(len(one["content"]["media"]) for one in found) == [3, 9]
    [whole] = [one for one in found if one["text"]]
    assert whole["content"]["title"] == "The first line"
    assert len(whole["text"]) > 2_000


async def test_whoever_is_here_can_be_followed_from_what_one_brought(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    address = bo.me["address"]
    follows = f"Account address,Show boosts\n{address},true\nsomebody@b.test,true\n"
    done = await bring(amina, follows.encode(), "following_accounts.csv")
    assert done["traces"] == [{"kind": "follow", "count": 2}]
    found = ok(await amina.get("/post-traces", params={"kind": "follow"}))["traces"]
    assert [(one["value"], bool(one.get("person"))) for one in found] == [
        (address, True),
        ("somebody@b.test", False),
    ]
    assert found[0]["person"]["id"] == bo.me["id"]


async def test_what_one_liked_is_liked_where_the_post_is_here(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    public = await posted(bo, "for all")
    secret = await posted(bo, "the secret", audience="me")
    links = [f"http://leapfrog.test/post/{one['id']}" for one in (public, secret)]
    likes = json.dumps({"orderedItems": links})
    outbox = '{"orderedItems": []}'
    await bring(amina, archives.zipped({"outbox.json": outbox, "likes.json": likes}))
    assert ok(await bo.get(f"/posts/{public['id']}"))["likes"] == 1
    assert ok(await bo.get(f"/posts/{secret['id']}"))["likes"] == 0
    assert ok(await bo.get("/news"))["notices"] == []


async def test_every_other_place_s_archive_comes_in(join: Join, town: Town) -> None:
    amina = await join("amina")
    for make, name, added in (
        (archives.facebook, "fb.zip", 4),
        (archives.instagram, "ig.zip", 3),
        (archives.weibo_crawler, "weibo.zip", 3),
        # The same posts by another program.
        (archives.weibo_csv, "7.csv", 0),
        (archives.weibo_spider, "7.json", 0),
        (archives.bluesky, "bsky.zip", 4),
    ):
        done = await bring(amina, make(), name, audience="contacts")
        assert (name, done["state"], done["added"]) == (name, "applied", added)
    texts = [one["text"] for one in await diary(amina)]
    assert "Grüße vom See 🐸" in texts
    assert "想吃！ //@湖边面馆: 今天有牛肉面\nhttps://weibo.com/detail/41" in texts


async def test_files_that_lie_are_refused_and_nothing_is_kept(join: Join, town: Town) -> None:
    amina = await join("amina")
    bomb = archives.zipped({"outbox.json": '{"orderedItems": ["' + "a" * 60_000_000 + '"]}'})
    for data, name, reason in (
        (b"no archive", "a.txt", "unknown_format"),
        (bomb, "a.zip", "zip_bomb"),
        (archives.zipped({"../outbox.json": "{}"}), "a.zip", "zip_unsafe"),
        (archives.zipped({"outbox.json": '{"orderedItems": []}'}), "a.zip", "nothing_shown"),
    ):
        answer = await send(amina, data, name)
        assert (answer.status_code, answer.json()["reason"]) == (422, reason)
    assert ok(await amina.get("/imports")) == []
    # A file that is no picture stays out, and its post comes.
    picture = {"type": "Document", "url": "/a.jpg", "mediaType": "image/jpeg"}
    outbox = {"orderedItems": [archives.note(1, "<p>Look</p>", attachment=[picture])]}
    files = {"outbox.json": json.dumps(outbox), "a.jpg": "<script>alert(1)</script>"}
    done = await bring(amina, archives.zipped(files))
    assert (done["added"], done["problems"]) == (
        1,
        [{"place": "a.jpg", "reason": "file_unreadable", "kept": False}],
    )


async def test_an_import_is_its_owner_s_alone(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    import_id, archive = str(new_id()), archives.x()
    ok(await send(amina, archive, import_id=import_id))
    ok(await send(amina, archive, import_id=import_id))
    assert code(await send(amina, archives.facebook(), import_id=import_id)) == "id_taken"
    assert code(await send(bo, archives.x(), import_id=import_id)) == "no_import"
    path = f"/imports/{import_id}"
    assert code(await _apply(bo, path)) == "no_import"
    assert ok(await amina.get(path))["state"] == "previewed"
    assert await shown(amina, f"/profiles/{amina.me['id']}/posts") == []


async def _apply(one: Client, path: str) -> Any:
    return await one.post(f"{path}/application", json={"audience": "public"})
