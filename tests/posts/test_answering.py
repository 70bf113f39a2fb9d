"""What answers a post: a comment for those who see that, or a post of its own for fewer."""

from typing import Any

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.posts.acts import befriend, code, commented, follow, home, ok, post, posted, texts
from tests.posts.test_archive import brought, taken


async def read(one: Client, post_id: str) -> Any:
    return ok(await one.get(f"/posts/{post_id}"))


async def test_an_answer_says_what_it_answers_and_is_no_comment(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(cleo, bo)
    word = await posted(amina, "For everybody")
    said = await commented(amina, word["id"], "And this")
    first = await posted(bo, "To you", audience="followers", answers=word["id"])
    second = await posted(bo, "@amina to that", audience="mentioned", answers=said["id"])
    assert first["answers"]["post_id"] == word["id"]
    assert first["answers"]["author"]["id"] == amina.me["id"]
    assert second["answers"]["post_id"] == said["id"]
    assert "under" not in first
    assert "under" not in second
    assert (await read(amina, word["id"]))["comments"] == 1
    assert (await read(cleo, first["id"]))["answers"] == first["answers"]
    assert code(await cleo.get(f"/posts/{second['id']}")) == "no_post"
    # An edit leaves it where it stands, and what it answered may go.
    ok(await bo.patch(f"/posts/{first['id']}", json={"text": "To you all"}))
    assert (await read(bo, first["id"]))["answers"] == first["answers"]
    ok(await amina.delete(f"/posts/{word['id']}"))
    assert "answers" not in await read(bo, first["id"])
    assert (await read(bo, first["id"]))["text"] == "To you all"


async def test_an_answer_comes_onto_the_timeline_of_who_follows_both(join: Join) -> None:
    amina, bo, cleo, dao = [await join(name) for name in ("amina", "bo_chen", "cleo", "dao_lin")]
    await follow(cleo, amina)
    for one in (amina, cleo, dao):
        await follow(one, bo)
    word = await posted(amina, "For everybody")
    await posted(bo, "Answer", audience="followers", answers=word["id"])
    own = await posted(bo, "Mine", audience="followers")
    await posted(bo, "Going on", audience="followers", answers=own["id"])
    both = ["Going on", "Mine", "Answer"]
    assert texts(await home(cleo))[:3] == texts(await home(amina))[:3] == both
    assert texts(await home(dao)) == ["Going on", "Mine"]
    # The same for who begins to follow later, and for a list.
    eve = await join("eve")
    await follow(eve, bo)
    assert texts(await home(eve)) == ["Going on", "Mine"]
    list_id = str(new_id())
    ok(await dao.put(f"/lists/{list_id}", json={"name": "Rowers"}))
    ok(await dao.put(f"/lists/{list_id}/people", json={"person_ids": [bo.me["id"]]}))
    assert texts(ok(await dao.get(f"/square/lists/{list_id}"))) == ["Going on", "Mine"]


async def test_who_may_not_answer_does_not(join: Join) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    closed = await posted(amina, "No answers, please", replies="nobody")
    secret = await posted(amina, "For my followers", audience="followers")
    word = await posted(amina, "For everybody")
    for audience, answers, why in (
        ("mentioned", closed["id"], "no_replies"),
        ("public", closed["id"], "no_replies"),
        ("mentioned", secret["id"], "no_post"),
        ("public", secret["id"], "no_post"),
        ("thread", secret["id"], "no_post"),
        ("mentioned", str(new_id()), "no_post"),
        ("contacts", word["id"], "bad_post"),
        ("thread", None, "bad_post"),
    ):
        refused = await post(bo, "@amina hello", audience=audience, answers=answers)
        assert code(refused) == why, (audience, why)
    assert ok(await cleo.get(f"/profiles/{bo.me['id']}/posts"))["posts"] == []
    assert ok(await amina.get("/news"))["notices"] == []


async def test_an_answer_is_kept_as_a_draft_and_in_the_take_out(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    word = await posted(amina, "For everybody")
    draft = f"/drafts/{new_id()}"
    body = {"text": "@amina yes", "audience": "mentioned", "answers": word["id"]}
    kept = ok(await bo.put(draft, json={"body": body}))["drafts"]
    assert kept[0]["body"]["answers"] == word["id"]
    said = await posted(bo, "@amina yes", audience="mentioned", answers=word["id"])
    records = await taken(town, bo.me["id"])
    assert records["posts"][0]["answers"]["post_id"] == word["id"]
    ok(await bo.delete(f"/posts/{said['id']}"))
    assert (await brought(town, bo.me["id"], records))["posts"] == (1, 0)
    assert (await read(bo, said["id"]))["answers"]["post_id"] == word["id"]
    # Where there is no such post, it answers none.
    ok(await bo.delete(f"/posts/{said['id']}"))
    ok(await amina.delete(f"/posts/{word['id']}"))
    assert (await brought(town, bo.me["id"], records))["posts"] == (1, 0)
    assert "answers" not in await read(bo, said["id"])


async def test_a_comments_warning_stays_with_it(join: Join, town: Town) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    mine = await posted(amina, "Which film?")
    made = await posted(amina, "The butler", answers=mine["id"], warning=" how\nit ends ")
    assert made["content"]["warning"] == "how it ends"
    one = f"/posts/{made['id']}"
    ok(await amina.patch(one, json={"text": "The cook", "warning": "how it ends"}))
    [told] = ok(await bo.get(f"/posts/{mine['id']}/comments"))["comments"]
    assert (told["text"], told["content"]["warning"]) == ("The cook", "how it ends")
    records = await taken(town, amina.me["id"])
    ok(await amina.delete(one))
    assert (await brought(town, amina.me["id"], records))["post_comments"] == (1, 0)
    [back] = ok(await bo.get(f"/posts/{mine['id']}/comments"))["comments"]
    assert back["content"]["warning"] == "how it ends"
    versions = ok(await bo.get(f"{one}/history"))["versions"]
    assert [each["text"] for each in versions] == ["The butler", "The cook"]


async def test_under_a_moment_it_is_folded_as_well(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    mine = await posted(amina, "Seen it?", audience="contacts")
    await posted(bo, "The butler", answers=mine["id"], warning="how it ends")
    [shown] = ok(await amina.get("/moments"))["posts"]
    assert shown["remarks"][0]["warning"] == "how it ends"
