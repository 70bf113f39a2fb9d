"""A comment is a post that stands under another one: it has all that a post has, for no more people
than see that one, and it is on nobody's timeline.
"""

from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.posts.acts import (
    befriend,
    code,
    comment,
    commented,
    follow,
    home,
    like,
    ok,
    post,
    posted,
    texts,
)
from tests.posts.test_archive import brought, taken
from tests.samples import jpeg

LISTS = ("/square/home", "/square/all", "/square/hot", "/topics/lake/posts")


async def picture(one: Client) -> str:
    """Uploads one; answers its id."""
    ident = str(new_id())
    ok(await one.put(f"/post-files/{ident}", content=jpeg((40, 30))))
    return ident


async def read(one: Client, post_id: str) -> Any:
    return ok(await one.get(f"/posts/{post_id}"))


async def said(one: Client, post_id: str) -> Any:
    """The comments under a post, or below one."""
    return ok(await one.get(f"/posts/{post_id}/comments"))["comments"]


async def test_a_comment_has_all_that_a_post_has(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    word = await posted(amina, "Look at the lake")
    file = await picture(bo)
    files = [{"file": file, "alt": "The lake at noon"}]
    more = {"files": files, "warning": "bright", "answers": word["id"]}
    shown = await posted(bo, "Here it is #lake", **more)
    assert shown["audience"] == "public"
    assert shown["under"] == {
        "post_id": word["id"],
        "author_id": amina.me["id"],
        "audience": "public",
    }
    assert shown["answers"]["author"]["id"] == amina.me["id"]
    [seen] = await said(cleo, word["id"])
    assert seen["content"]["media"][0]["alt"] == "The lake at noon"
    assert (await cleo.get(f"/post-files/{file}?part=thumb")).status_code == 200
    poll = await posted(cleo, "Tea?", options=["yes", "no"], answers=shown["id"])
    voted = ok(await bo.put(f"/posts/{poll['id']}/vote", json={"choices": [0]}))
    assert voted["results"] == {"votes": [1, 0], "voters": 1, "mine": [0]}
    ok(await bo.patch(f"/posts/{shown['id']}", json={"text": "Here", "files": files}))
    versions = ok(await cleo.get(f"/posts/{shown['id']}/history"))["versions"]
    assert [one["text"] for one in versions] == ["Here it is #lake", "Here"]
    await like(cleo, shown["id"])
    assert ok(await bo.get(f"/posts/{shown['id']}/likers"))["people"][0]["handle"] == "cleo"
    ok(await cleo.put(f"/posts/{shown['id']}/saved"))
    assert texts(ok(await cleo.get("/square/saved"))) == ["Here"]
    ok(await bo.put(f"/posts/{shown['id']}/pinned"))
    assert ok(await cleo.get(f"/profiles/{bo.me['id']}"))["pinned"][0]["id"] == shown["id"]
    again = await posted(cleo, form="repost", of=shown["id"])
    assert (again["of"]["id"], again["of"]["under"]) == (shown["id"], shown["under"])
    quote = await posted(cleo, "as he says", form="quote", of=shown["id"], answers=word["id"])
    assert quote["of"]["text"] == "Here"
    assert quote["under"]["post_id"] == word["id"]
    counts = await read(amina, shown["id"])
    assert (counts["likes"], counts["reposts"], counts["comments"]) == (1, 2, 1)
    assert (await read(amina, word["id"]))["comments"] == 3
    ok(await bo.delete(f"/posts/{shown['id']}"))
    assert (await cleo.get(f"/post-files/{file}?part=thumb")).status_code == 404
    assert (await read(amina, word["id"]))["comments"] == 1


async def test_it_is_on_no_timeline_and_found_by_its_words_and_on_its_authors_page(
    join: Join,
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    for one in (amina, bo):
        await follow(cleo, one)
    word = await posted(amina, "Look at the lake")
    await commented(bo, word["id"], "How blue #lake")
    lines = [texts(ok(await cleo.get(path))) for path in LISTS]
    assert lines == [["Look at the lake"]] * 2 + [[]] * 2
    list_id = str(new_id())
    ok(await cleo.put(f"/lists/{list_id}", json={"name": "Rowers"}))
    ok(await cleo.put(f"/lists/{list_id}/people", json={"person_ids": [bo.me["id"]]}))
    assert texts(ok(await cleo.get(f"/square/lists/{list_id}"))) == []
    # Nor on that of who begins to follow later.
    dao = await join("dao_lin")
    await follow(dao, bo)
    assert texts(await home(dao)) == []
    assert texts(ok(await cleo.get("/search/posts", params={"q": "blue"}))) == ["How blue #lake"]
    of = f"/profiles/{bo.me['id']}/posts"
    shown = [texts(ok(await cleo.get(of, params={"what": what}))) for what in ("posts", "answers")]
    assert shown == [[], ["How blue #lake"]]
    assert ok(await cleo.get(f"/profiles/{bo.me['id']}"))["posts"] == 0


@pytest.mark.parametrize(
    ("under", "wanted", "audience", "readers"),
    [
        ("public", "public", "public", {"cleo", "dao_lin"}),
        ("public", "unlisted", "unlisted", {"cleo", "dao_lin"}),
        ("public", "thread", "public", {"cleo", "dao_lin"}),
        ("unlisted", "public", "unlisted", {"cleo", "dao_lin"}),
        ("followers", "public", "thread", {"cleo"}),
        ("followers", "thread", "thread", {"cleo"}),
        ("contacts", "public", "thread", set()),
        ("me", "public", "thread", set()),
    ],
)
async def test_it_is_for_no_more_people_than_what_it_stands_under(
    join: Join, settings: Settings, under: str, wanted: str, audience: str, readers: set[str]
) -> None:
    """Cleo follows Amina, and is a contact of Amina's, not of Bo's; Dao follows Bo alone."""
    amina, bo, cleo, dao = [await join(name) for name in ("amina", "bo_chen", "cleo", "dao_lin")]
    for one in (bo, cleo):
        await befriend(amina, one)
        await follow(one, amina)
    await follow(dao, bo)
    word = await posted(amina, "A word", audience=under)
    speaker = amina if under == "me" else bo
    shown = await posted(speaker, "the secret", audience=wanted, answers=word["id"])
    assert shown["audience"] == audience
    places = (
        f"/posts/{shown['id']}",
        f"/posts/{shown['id']}/comments",
        f"/posts/{shown['id']}/history",
        f"/posts/{shown['id']}/likers",
    )
    async with unchanged(settings.database_url or ""):
        for one in (cleo, dao):
            expected = 200 if one.me["handle"] in readers else 404
            for path in places:
                assert (await one.get(path)).status_code == expected, (path, one.me["handle"])
            if expected == 404:
                assert code(await comment(one, shown["id"], "hm")) == "no_post"
                assert code(await one.put(f"/posts/{shown['id']}/like")) == "no_post"
            found = [one.get("/square/home"), one.get("/search/posts", params={"q": "secret"})]
            for answer in found:
                shared = "the secret" in (await answer).text
                assert not shared or (audience == "public" and expected == 200)
        if audience == "thread":
            refused = await post(speaker, form="repost", of=shown["id"])
            assert code(refused) == "not_shareable"


async def test_who_blocked_somebody_is_not_answered_by_them_in_any_way(
    join: Join, settings: Settings
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    word = await posted(amina, "A word")
    mine = await commented(bo, word["id"], "Mine")
    theirs = await commented(cleo, word["id"], "Theirs")
    assert (await amina.put(f"/blocks/{bo.me['id']}")).is_success
    # His own word he may have and take back; it stands there for nobody but himself.
    assert (await read(bo, mine["id"]))["text"] == "Mine"
    assert [one["text"] for one in await said(amina, word["id"])] == ["Theirs"]
    async with unchanged(settings.database_url or ""):
        assert code(await comment(bo, mine["id"], "More")) == "no_replies"
        for audience in ("public", "followers", "mentioned"):
            answer = await post(bo, "@amina More", audience=audience, answers=theirs["id"])
            assert code(answer) == "no_post", audience
    assert (await bo.delete(f"/posts/{mine['id']}")).status_code == 204


async def test_what_answered_a_comment_that_goes_answers_what_that_stood_below(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    word = await posted(amina, "A word")
    first = await commented(bo, word["id"], "first")
    second = await commented(amina, word["id"], "second", first["id"])
    third = await commented(bo, word["id"], "third", second["id"])
    assert third["under"]["parent_id"] == first["id"]
    assert (await read(bo, first["id"]))["comments"] == 2
    ok(await amina.delete(f"/posts/{second['id']}"))
    left = await read(bo, third["id"])
    assert left["answers"]["post_id"] == first["id"]
    assert left["answers"]["author"]["id"] == bo.me["id"]
    assert (await read(bo, first["id"]))["comments"] == 1
    assert (await read(bo, word["id"]))["comments"] == 2
    ok(await bo.delete(f"/posts/{first['id']}"))
    assert (await read(bo, word["id"]))["comments"] == 0
    assert code(await bo.get(f"/posts/{third['id']}")) == "no_post"


async def test_what_is_under_a_post_goes_with_it_and_what_stands_aside_stays(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    word = await posted(amina, "A word")
    file = await picture(bo)
    under = await posted(bo, "", files=[{"file": file}], answers=word["id"])
    aside = await posted(bo, "@amina between us", audience="mentioned", answers=under["id"])
    await like(amina, under["id"])
    ok(await amina.delete(f"/posts/{word['id']}"))
    assert code(await bo.get(f"/posts/{under['id']}")) == "no_post"
    assert (await bo.get(f"/post-files/{file}?part=thumb")).status_code == 404
    assert "answers" not in await read(amina, aside["id"])
    async with town.database.reading() as db:
        told = [kind for (kind,) in await db.rows("select kind from notifications_notification")]
        assert told == ["mention"]
        assert await db.value("select count(*) from posts_like") == 0
        assert await db.value("select count(*) from posts_count") == 0


async def test_comments_come_back_under_ones_own_posts_with_what_they_show(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    word, theirs = await posted(amina, "Mine"), await posted(bo, "His")
    first = await posted(amina, "one", answers=word["id"], files=[{"file": await picture(amina)}])
    await posted(amina, "two", answers=first["id"])
    await posted(amina, "under his", answers=theirs["id"])
    records = await taken(town, amina.me["id"])
    assert len(records["post_comments"]) == 3
    assert records["post_comments"][2]["to"] == bo.me["address"]
    ok(await amina.delete(f"/posts/{word['id']}"))
    found = await brought(town, amina.me["id"], records)
    # The one under his is here still.
    assert (found["posts"], found["post_comments"]) == ((1, 0), (2, 1))
    [thread] = await said(bo, word["id"])
    assert [thread["text"], *(one["text"] for one in thread["first"])] == ["one", "two"]
    assert (await read(bo, word["id"]))["comments"] == 2
    # As they were taken out before a comment was a post.
    ok(await amina.delete(f"/posts/{first['id']}"))
    before = {
        "id": first["id"],
        "post_id": word["id"],
        "under": amina.me["address"],
        "text": "one",
        "at": first["at"],
        "warning": "loud",
    }
    elsewhere = before | {"id": str(new_id()), "post_id": str(new_id())}
    again = {name: [] for name in records} | {"post_comments": [before, elsewhere]}
    assert (await brought(town, amina.me["id"], again))["post_comments"] == (1, 1)
    [back] = await said(bo, word["id"])
    assert (back["text"], back["content"]["warning"]) == ("one", "loud")
