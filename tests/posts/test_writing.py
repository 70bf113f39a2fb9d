"""Posts are written, edited, reposted, quoted, commented on, scheduled, found and taken back."""

from datetime import timedelta
from uuid import UUID

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.post_text import mentions_in, topics_in
from tests.contacts.conftest import Join, Settle
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


def test_topics_have_both_forms_and_mentions_are_no_addresses() -> None:
    assert topics_in("#湖边 面馆#旁 #lake and #sea, http://a.b/#no #123 #Ｌake") == [
        "湖边 面馆",
        "lake",
        "sea",
    ]
    assert topics_in("#open\nnot closed# #two words# #one#two") == ["open", "two words", "one"]
    assert mentions_in("@Amina hi bo@x.org @bo_chen@lake.town (@zola)") == [
        ("amina", ""),
        ("bo_chen", "lake.town"),
        ("zola", ""),
    ]


async def test_what_does_not_fit_is_refused_with_a_name(join: Join) -> None:
    amina = await join("amina")
    assert code(await post(amina, " ")) == "empty_post"
    assert code(await post(amina, "x" * 2001)) == "long_post"
    assert (await post(amina, "x" * 20_000, title="An essay")).status_code == 200
    for more in (
        {"options": ["one"]},
        {"options": ["same", "same"]},
        {"audience": "circles"},
        {"form": "repost"},
        {"link": "javascript:alert(1)"},
        {"options": ["a", "b"], "minutes": 1},
    ):
        assert code(await post(amina, "x", **more)) == "bad_post", more
    assert code(await post(amina, "x", files=[{"file": str(new_id())}])) == "no_post_file"
    assert code(await post(amina, "x", audience="circles", circles=[str(new_id())])) == "no_circle"


async def test_the_same_id_is_one_post_and_nobody_elses(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    post_id = new_id()
    first = await posted(amina, "once", post_id=post_id)
    assert await posted(amina, "once", post_id=post_id) == first
    assert code(await post(bo, "mine", post_id=post_id)) == "post_id_used"
    assert texts(await home(amina)) == ["once"]


async def test_a_repost_keeps_the_original_whole_and_the_chain_behind_it(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    original = await posted(amina, "the lake is frozen")
    first = await posted(bo, "really!", form="repost", of=original["id"], and_comment=True)
    second = await posted(cleo, "skates!", form="repost", of=first["id"])
    assert second["text"] == "skates! //@bo_chen: really!"
    assert second["of"]["id"] == original["id"]
    assert second["of"]["text"] == "the lake is frozen"
    seen = ok(await amina.get(f"/posts/{original['id']}"))
    assert (seen["reposts"], seen["comments"]) == (2, 1)
    kinds = {one["kind"] for one in ok(await amina.get("/news"))["notices"]}
    assert kinds == {"repost", "comment"}
    assert (await amina.delete(f"/posts/{original['id']}")).status_code == 204
    left = ok(await bo.get(f"/posts/{second['id']}"))
    assert left["gone"]
    assert "of" not in left


async def test_nobody_is_quoted_who_does_not_want_to_be(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    original = await posted(amina, "mine")
    quote = await posted(bo, "see this", form="quote", of=original["id"])
    assert (await amina.put(f"/posts/{quote['id']}/detached")).status_code == 204
    assert ok(await amina.get(f"/posts/{quote['id']}"))["gone"]
    assert (await bo.put(f"/posts/{quote['id']}/detached")).status_code == 403
    ok(await amina.patch("/post-settings", json={"quotes": "followers"}))
    assert ok(await bo.get(f"/posts/{original['id']}"))["may_quote"] is False
    assert code(await post(bo, "again", form="quote", of=original["id"])) == "no_quotes"
    assert ok(await amina.get(f"/posts/{original['id']}"))["reposts"] == 1
    await follow(bo, amina)
    assert ok(await bo.get(f"/posts/{original['id']}")).get("may_quote", True)
    assert (await post(bo, "again", form="quote", of=original["id"])).status_code == 200
    private = await posted(amina, "for me", audience="followers")
    assert code(await post(bo, "look", form="repost", of=private["id"])) == "not_shareable"


async def test_an_edit_is_seen_with_what_was_before(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    shown = await posted(amina, "fore #one")
    path = f"/posts/{shown['id']}"
    edited = ok(await amina.patch(path, json={"text": "four #two"}))
    assert edited["edited_at"]
    versions = ok(await bo.get(f"{path}/history"))["versions"]
    assert [one["text"] for one in versions] == ["fore #one", "four #two"]
    assert texts(ok(await bo.get("/topics/one/posts"))) == []
    assert texts(ok(await bo.get("/topics/two/posts"))) == ["four #two"]
    assert (await bo.patch(path, json={"text": "mine"})).status_code == 403


async def test_comments_nest_once_and_the_warmest_stand_first(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    shown = await posted(amina, "say something")
    first = await commented(bo, shown["id"], "first")
    second = await commented(cleo, shown["id"], "second")
    answer = await commented(amina, shown["id"], "to you", second["id"])
    below = await commented(bo, shown["id"], "me too", answer["id"])
    assert below["under"]["post_id"] == shown["id"]
    assert below["under"]["parent_id"] == second["id"]
    assert below["answers"]["post_id"] == answer["id"]
    assert below["answers"]["author"]["id"] == amina.me["id"]
    page = ok(await bo.get(f"/posts/{shown['id']}/comments?sort=heat"))["comments"]
    assert [one["text"] for one in page] == ["second", "first"]
    assert [one["text"] for one in page[0]["first"]] == ["to you", "me too"]
    page = ok(await bo.get(f"/posts/{shown['id']}/comments?sort=time"))["comments"]
    assert [one["text"] for one in page] == ["first", "second"]
    assert page[1]["comments"] == 2
    assert ok(await bo.get(f"/posts/{answer['id']}"))["comments"] == 1
    assert (await cleo.delete(f"/posts/{first['id']}")).status_code == 403
    assert (await amina.delete(f"/posts/{second['id']}")).status_code == 204
    assert ok(await amina.get(f"/posts/{shown['id']}"))["comments"] == 1
    assert texts(await home(bo)) == []


async def test_the_author_says_who_may_comment_and_everybody_sees_whether(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await follow(cleo, amina)
    for replies, bos, cleos, said in (
        ("everyone", 200, 200, 3),
        ("followers", 403, 200, 2),
        ("contacts", 200, 403, 2),
        ("mentioned", 403, 403, 1),
        ("nobody", 403, 403, 1),
    ):
        shown = await posted(amina, "hm", replies=replies)
        for one, status in ((bo, bos), (cleo, cleos), (amina, 200)):
            seen = ok(await one.get(f"/posts/{shown['id']}"))
            assert seen.get("may_comment", True) == (status == 200)
            assert (await comment(one, shown["id"], "x")).status_code == status
        assert ok(await amina.get(f"/posts/{shown['id']}"))["comments"] == said
    named = await posted(amina, "hm @cleo", replies="mentioned")
    [top] = [one for one in (await home(cleo))["posts"] if one["id"] == named["id"]]
    assert top.get("may_comment", True)
    assert (await comment(cleo, named["id"], "x")).status_code == 200
    assert (await comment(bo, named["id"], "x")).status_code == 403


async def test_a_poll_is_voted_in_once_and_its_end_is_told(
    join: Join, clock: FixedClock, settle: Settle
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    shown = await posted(amina, "tea?", options=["yes", "no"], minutes=60)
    path = f"/posts/{shown['id']}/vote"
    assert code(await bo.put(path, json={"choices": [0, 1]})) == "bad_post"
    assert code(await bo.put(path, json={"choices": [7]})) == "bad_post"
    voted = ok(await bo.put(path, json={"choices": [1]}))
    assert voted["results"] == {"votes": [0, 1], "voters": 1, "mine": [1]}
    ok(await bo.put(path, json={"choices": [1]}))
    assert code(await bo.put(path, json={"choices": [0]})) == "voted"
    clock.advance(timedelta(hours=2))
    await settle()
    assert code(await amina.put(path, json={"choices": [0]})) == "poll_over"
    assert ok(await bo.get("/news"))["notices"][0]["kind"] == "poll"


async def test_a_draft_shows_itself_at_its_time(
    join: Join, clock: FixedClock, settle: Settle
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(bo, amina)
    later = (clock.now() + timedelta(hours=1)).isoformat()
    for text, draft_id in (("good", new_id()), ("", new_id())):
        body = {"body": {"text": text}, "due_at": later}
        ok(await amina.put(f"/drafts/{draft_id}", json=body))
    await settle()
    assert texts(await home(bo)) == []
    clock.advance(timedelta(hours=2))
    await settle()
    assert texts(await home(bo)) == ["good"]
    [left] = ok(await amina.get("/drafts"))["drafts"]
    assert (left["trouble"], left["due_at"]) == ("empty_post", None)


async def test_the_search_finds_any_part_in_any_script_but_nothing_private(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen", display_name="陈波")
    await posted(amina, "今晚的牛肉面只剩十碗了")
    await posted(amina, "a Bowl of noodles")
    await posted(amina, "牛肉面 for friends", audience="contacts")
    for words, found in (("牛肉面", 1), ("肉", 1), ("bowl of", 1), ("ＢＯＷＬ", 1), ("面条", 0)):
        page = ok(await bo.get("/search/posts", params={"q": words}))
        assert len(page["posts"]) == found, words
    people = ok(await amina.get("/search/people", params={"q": "陈"}))["people"]
    assert [one["person"]["handle"] for one in people] == ["bo_chen"]
    ok(await amina.patch("/post-settings", json={"findable": False}))
    assert texts(ok(await bo.get("/search/posts", params={"q": "noodles"}))) == []


async def test_who_wants_to_approve_is_asked_and_secret_follows_are_seen_by_nobody(
    join: Join,
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(cleo, amina, secret=True)
    for who, seen in ((bo, []), (amina, []), (cleo, ["cleo"])):
        listed = ok(await who.get(f"/profiles/{amina.me['id']}/followers"))["people"]
        assert [one["person"]["handle"] for one in listed] == seen
    assert ok(await amina.get("/news"))["notices"] == []
    ok(await amina.patch("/post-settings", json={"approve": True}))
    assert (await follow(bo, amina))["follow"] == "asked"
    await posted(amina, "for followers", audience="followers")
    assert texts(await home(bo)) == []
    path = f"/follow-requests/{bo.me['id']}"
    assert (await amina.put(path, json={"accept": True})).status_code == 204
    assert texts(await home(bo)) == ["for followers"]


async def test_notifications_are_grouped_and_told_once(join: Join, town: Town) -> None:
    amina, *others = [await join(n) for n in ("amina", "bo_chen", "cleo", "dora")]
    shown = await posted(amina, "look")
    for one in others:
        await like(one, shown["id"])
        await one.delete(f"/posts/{shown['id']}/like")
        await like(one, shown["id"])
    [notice] = ok(await amina.get("/news"))["notices"]
    assert (notice["kind"], notice["count"], notice["new"]) == ("like", 3, True)
    assert ok(await amina.get("/news/count"))["count"] == 3
    assert ok(await amina.get(f"/posts/{shown['id']}"))["likes"] == 3
    await amina.put("/news/seen")
    assert ok(await amina.get("/news/count"))["count"] == 0
    async with town.database.reading() as db:
        sum_ = await db.value(
            "select sum(likes) from posts_count where ref = $1", UUID(shown["id"])
        )
    assert sum_ == 3


async def test_notifications_of_one_instant_are_all_there_page_by_page(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    for text in ("one", "two", "three"):
        await like(bo, (await posted(amina, text))["id"])
    [*whole] = ok(await amina.get("/news"))["notices"]
    assert len({(one["kind"], one["at"]) for one in whole}) == 1
    assert len({one["id"] for one in whole}) == 3
    found, query = [], {"limit": 1}
    while query:
        page = ok(await amina.get("/news", params=query))
        found += page["notices"]
        query = {"limit": 1, "before": page["next"]} if page["next"] else {}
    assert [one["id"] for one in found] == [one["id"] for one in whole]
    assert (await amina.get("/news", params={"before": "yesterday"})).status_code == 422
