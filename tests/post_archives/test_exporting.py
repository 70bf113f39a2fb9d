"""One's archive is Mastodon's, and a town of this kind makes the same of it again."""

from typing import Any

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.post_archives import archives
from tests.post_archives.acts import bring, diary, exported, items, look, square
from tests.posts.acts import befriend, follow, like, ok, posted
from tests.samples import jpeg


async def a_life(amina: Client, bo: Client, cleo: Client) -> None:
    """Something of everything that can be in an archive."""
    picture = new_id()
    ok(await amina.put(f"/post-files/{picture}", content=jpeg((80, 60))))
    await posted(amina, "Tea at #湖边 面馆# with @bo_chen\n\nand <more> & so on\n")
    await posted(
        amina,
        "Look",
        files=[{"file": str(picture), "alt": "Two cups"}],
        warning="Food",
        replies="followers",
    )
    long = await posted(amina, "A long text. " * 400, title="On tea")
    ok(await amina.patch(f"/posts/{long['id']}", json={"text": "Shorter", "title": "On tea"}))
    await posted(amina, "Which?", options=["Tea", "Coffee"], multiple=True)
    await posted(amina, "Where", place={"lat": 47.1, "lon": 8.5, "name": "Lake"})
    await posted(amina, "for friends", audience="contacts")
    await posted(amina, "a diary", audience="me")
    await posted(amina, "quietly", audience="unlisted")
    await posted(amina, "to followers", audience="followers")
    his = await posted(bo, "his words")
    await posted(amina, "", form="repost", of=his["id"])
    await posted(amina, "so true", form="repost", of=his["id"])
    await posted(amina, "I doubt it", form="quote", of=his["id"])
    ok(await amina.put(f"/posts/{long['id']}/pinned"))
    await like(amina, his["id"])
    ok(await amina.put(f"/posts/{his['id']}/saved"))
    await follow(amina, bo)
    await follow(cleo, amina)
    lists = f"/lists/{new_id()}"
    ok(await amina.put(lists, json={"name": "Friends, near"}))
    ok(await amina.put(f"{lists}/people", json={"person_ids": [bo.me["id"]]}))
    ok(await amina.put("/mutes", json={"kind": "domain", "value": "bad.test"}))
    ok(await amina.put("/mutes", json={"kind": "person", "value": cleo.me["id"]}))


def bare(item: Any) -> Any:
    """An activity without what says that it was brought along."""
    what = item["object"]
    if isinstance(what, dict):
        what = {key: value for key, value in what.items() if key != "importedFrom"}
    return {**item, "object": what}


async def test_the_archive_is_one_that_mastodon_could_have_made(join: Join, town: Town) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await a_life(amina, bo, cleo)
    files = await exported(amina)
    assert {"actor.json", "outbox.json", "likes.json", "bookmarks.json"} <= files.keys()
    assert files["following_accounts.csv"].decode().splitlines() == [
        "Account address,Show boosts,Notify on new posts,Languages",
        f"{bo.me['address']},true,false,",
    ]
    assert files["followers.csv"].decode().splitlines()[1:] == [cleo.me["address"]]
    assert files["lists.csv"].decode() == f'"Friends, near",{bo.me["address"]}\n'
    assert files["blocked_domains.csv"] == b"bad.test\n"
    assert files["muted_accounts.csv"].decode().splitlines()[1:] == [f"{cleo.me['address']},true"]
    activities = items(files)
    assert [one["type"] for one in activities].count("Announce") == 1
    notes = [one["object"] for one in activities if one["type"] == "Create"]
    [picture] = [one["url"] for note in notes for one in note["attachment"]]
    assert files[picture][8:12] == b"WEBP"
    first = notes[0]
    assert first["to"] == ["https://www.w3.org/ns/activitystreams#Public"]
    assert first["content"].endswith("<p>and &lt;more&gt; &amp; so on</p>")
    # What is for oneself is addressed to nobody.
    [own] = [note for note in notes if note["source"]["content"] == "a diary"]
    assert (own["to"], own["cc"]) == ([], [])


async def test_our_own_archive_comes_back_equal_in_an_empty_town(
    join: Join, town: Town, another: Any
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await a_life(amina, bo, cleo)
    files = await exported(amina)
    _, she = another
    done = await bring(she, archives.zipped(files), audience="public")
    assert (done["source"], done["skipped"], done["missing"]) == ("leapfrog", 0, 0)
    again = await exported(she)
    for ours, theirs in zip(items(files), items(again), strict=True):
        assert bare(theirs) == bare(ours)
    assert again.keys() == files.keys()
    same = [name for name in files if name.endswith((".csv", "s.json"))]
    assert {name: again[name] for name in same if name != "followers.csv"} == {
        name: files[name] for name in same if name != "followers.csv"
    }
    dates = [[one["at"] for one in await square(who)] for who in (amina, she)]
    assert dates[0] == dates[1]
    assert [one["text"] for one in await diary(amina)] == [one["text"] for one in await diary(she)]


async def test_our_own_archive_adds_nothing_where_it_was_made(join: Join, town: Town) -> None:
    amina = await join("amina")
    await posted(amina, "mine")
    await posted(amina, "a diary", audience="me")
    files = await exported(amina)
    looked = await look(amina, archives.zipped(files))
    assert looked["kinds"] == [{"kind": "post", "posts": 2, "known": 2}]


async def test_somebody_else_s_archive_makes_nobody_s_posts_one_s_own(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    mine = await posted(amina, "mine")
    files = await exported(amina)
    done = await bring(bo, archives.zipped(files), audience="public")
    assert done["added"] == 1
    [copy] = await square(bo)
    assert (copy["id"] != mine["id"], copy["imported_from"]) == (True, "Leapfrog")
    assert ok(await amina.get(f"/posts/{mine['id']}"))["author"]["id"] == amina.me["id"]
