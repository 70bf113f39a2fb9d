"""The first page of the home timeline, kept in a process: nothing that anybody does leaves it as it
was, in whatever process it is done.

After each deed the page is what a town would answer that keeps none.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextvars import Context
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import pytest

from leapfrog.contacts import store_relationships
from leapfrog.follows import ties, widen
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.posts import hydrated
from leapfrog.timelines import home_pages, square, store, store_kept
from leapfrog.timelines.home_pages import LIFE, LONGEST_PAUSE, MOST_BYTES, HomePages
from tests.contacts.acts import contact_of
from tests.contacts.conftest import Join
from tests.http import PASSWORD, App, Client, running
from tests.posts.acts import (
    befriend,
    code,
    commented,
    decide,
    follow,
    home,
    like,
    ok,
    posted,
    texts,
)
from tests.tidy.test_tables import READS, homes

MAYOR = "mayor"
T = TypeVar("T")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=(MAYOR,))


class Reader(msgspec.Struct):
    """Amina, who reads; Bo and Cleo, whom she follows; Dora, whose post Cleo showed again."""

    town: Town
    pages: HomePages
    clock: FixedClock
    amina: Client
    bo: Client
    cleo: Client
    dora: Client
    mayor: Client
    posts: dict[str, Any]

    async def fresh(self) -> Any:
        """The page as it is without any that is kept."""
        async with self.town.database.transaction() as db:
            page = await square.home(db, UUID(self.amina.me["id"]), None, 20)
        return msgspec.json.decode(msgspec.json.encode(page))

    async def warm(self) -> Any:
        """The page, once it is kept and was answered from there."""
        hits = self.pages.hits
        for _ in range(2 * LONGEST_PAUSE):
            page = await home(self.amina)
            assert page == await self.fresh()
            if self.pages.hits > hits:
                break
        assert self.pages.hits == hits + 1
        return page

    def path(self, name: str) -> str:
        return f"/posts/{self.posts[name]['id']}"


@pytest.fixture
async def reader(app: Any, town: Town, clock: FixedClock, join: Join) -> Reader:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    dora, mayor = await join("dora"), await join(MAYOR)
    for one in (bo, cleo):
        await follow(amina, one)
    original = await posted(dora, "original")
    posts = {
        "original": original,
        "bo": await posted(bo, "of bo #lake"),
        "followers": await posted(bo, "for who follows", audience="followers"),
        "contacts": await posted(bo, "to be answered by few", replies="contacts"),
        "repost": await posted(cleo, "look", form="repost", of=original["id"]),
        "quote": await posted(cleo, "see", form="quote", of=original["id"]),
        "mine": await posted(amina, "mine"),
    }
    pages: HomePages = app._app.app.state.home_pages
    return Reader(town, pages, clock, amina, bo, cleo, dora, mayor, posts)


Deed = Callable[[Reader], Awaitable[Any]]


async def ban(one: Client, other: Client) -> None:
    ok(await one.put(f"/blocks/{other.me['id']}"))


async def mute(r: Reader, kind: str, value: str) -> None:
    ok(await r.amina.put("/mutes", json={"kind": kind, "value": value}))


async def leave(one: Client) -> None:
    body = {"handle": one.me["handle"], "password": PASSWORD}
    ok(await one.request("DELETE", "/me", json=body))


async def become_contacts(r: Reader) -> None:
    await befriend(r.amina, r.bo)


async def call_otherwise(r: Reader) -> None:
    contact = await contact_of(r.amina, r.bo)
    ok(await r.amina.patch(f"/contacts/{contact['id']}", json={"remark": "Uncle"}))


async def part(r: Reader) -> None:
    contact = await contact_of(r.bo, r.amina)
    ok(await r.bo.delete(f"/contacts/{contact['id']}"))


async def mute_for_minutes(r: Reader) -> None:
    until = (r.clock.now() + timedelta(minutes=5)).isoformat()
    body = {"kind": "person", "value": r.bo.me["id"], "until": until}
    ok(await r.amina.put("/mutes", json=body))


async def minutes_go_by(r: Reader) -> None:
    r.clock.advance(timedelta(minutes=5, seconds=1))


async def verify(r: Reader) -> None:
    async with r.town.database.transaction() as db:
        sql = "insert into follows_verified values ($1, 'person', 'known', 'Bo_chen', $2)"
        await db.run(sql, UUID(r.bo.me["id"]), db.now)


DEEDS: dict[str, Deed] = {
    "somebody shows a post": lambda r: posted(r.bo, "new"),
    "I show a post": lambda r: posted(r.amina, "new"),
    "a post is edited": lambda r: r.bo.patch(r.path("bo"), json={"text": "other words"}),
    "an original is edited": lambda r: r.dora.patch(r.path("original"), json={"text": "other"}),
    "a post is deleted": lambda r: r.bo.delete(r.path("bo")),
    "my post is deleted": lambda r: r.amina.delete(r.path("mine")),
    "an original is deleted": lambda r: r.dora.delete(r.path("original")),
    "a quote is detached": lambda r: r.dora.put(f"{r.path('quote')}/detached"),
    "a post is pinned": lambda r: r.bo.put(f"{r.path('bo')}/pinned"),
    "a post is taken down": lambda r: decide(r.mayor, "remove_post", r.posts["bo"]["id"]),
    "I like a post": lambda r: like(r.amina, r.posts["bo"]["id"]),
    "another likes a post": lambda r: like(r.dora, r.posts["bo"]["id"]),
    "another likes an original": lambda r: like(r.bo, r.posts["original"]["id"]),
    "I keep a post": lambda r: r.amina.put(f"{r.path('bo')}/saved"),
    "a post is commented on": lambda r: commented(r.dora, r.posts["bo"]["id"], "so it is"),
    "a post is shown again": lambda r: posted(
        r.dora, "again", form="repost", of=r.posts["bo"]["id"]
    ),
    "I mute a person": lambda r: mute(r, "person", r.bo.me["id"]),
    "I mute the author of an original": lambda r: mute(r, "person", r.dora.me["id"]),
    "I mute a word": lambda r: mute(r, "word", "bo"),
    "I mute a topic": lambda r: mute(r, "topic", "lake"),
    "I block": lambda r: ban(r.amina, r.bo),
    "I am blocked": lambda r: ban(r.bo, r.amina),
    "I block the author of an original": lambda r: ban(r.amina, r.dora),
    "the author of an original blocks me": lambda r: ban(r.dora, r.amina),
    "I follow no more": lambda r: r.amina.delete(f"/follows/{r.bo.me['id']}"),
    "I follow somebody": lambda r: follow(r.amina, r.dora),
    "I am let follow no more": lambda r: r.bo.put(
        f"/follow-requests/{r.amina.me['id']}", json={"accept": False}
    ),
    "an author has another name": lambda r: r.bo.patch("/me", json={"display_name": "Bobby"}),
    "an author is verified": verify,
    "we become contacts": become_contacts,
    "an author is not to be quoted": lambda r: r.bo.patch(
        "/post-settings", json={"quotes": "nobody"}
    ),
    "an author is erased": lambda r: leave(r.bo),
    "the author of an original is erased": lambda r: leave(r.dora),
}

# After another deed, of which there is a page as well.
LATER: dict[str, tuple[Deed, Deed]] = {
    "I like it no more": (
        lambda r: like(r.amina, r.posts["bo"]["id"]),
        lambda r: r.amina.delete(f"{r.path('bo')}/like"),
    ),
    "a mute ends": (mute_for_minutes, minutes_go_by),
    "a block is taken back": (
        lambda r: ban(r.dora, r.amina),
        lambda r: r.dora.delete(f"/blocks/{r.amina.me['id']}"),
    ),
    "I call a contact otherwise": (become_contacts, call_otherwise),
    "a contact parts": (become_contacts, part),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
async def test_no_deed_leaves_a_page_as_it_was(reader: Reader, deed: Deed) -> None:
    await changes(reader, deed)


@pytest.mark.parametrize("deeds", LATER.values(), ids=LATER)
async def test_nor_does_what_takes_one_back(reader: Reader, deeds: tuple[Deed, Deed]) -> None:
    for deed in deeds:
        await changes(reader, deed)


async def changes(reader: Reader, deed: Deed) -> None:
    """The kept page is another one after the deed, at once."""
    before = await reader.warm()
    done = await deed(reader)
    assert getattr(done, "is_success", True), done.text
    after = await home(reader.amina)
    assert after == await reader.fresh()
    assert after != before
    assert await reader.warm() == after


async def test_whose_posts_are_looked_up_are_seen_at_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "WIDE", 1)
    async with reader.town.database.transaction() as db:
        await widen(db)
    await reader.warm()
    await posted(reader.bo, "looked up")
    assert texts(await home(reader.amina))[0] == "looked up"
    await reader.warm()


async def test_a_page_is_its_readers_own(reader: Reader) -> None:
    await reader.warm()
    await follow(reader.dora, reader.cleo)
    for _ in range(3):
        assert "mine" not in texts(await home(reader.dora))
        assert "for who follows" not in texts(await home(reader.dora))
    assert len((await home(reader.amina, limit=2))["posts"]) == 2
    await reader.warm()


async def test_what_stamps_do_not_say_is_not_kept(reader: Reader) -> None:
    poll = await posted(reader.bo, "which?", options=["a", "b"])
    hits = reader.pages.hits
    for _ in range(4):
        assert (await home(reader.amina))["posts"][0]["id"] == poll["id"]
    ok(await reader.dora.put(f"/posts/{poll['id']}/vote", json={"choices": [1]}))
    assert (await home(reader.amina))["posts"][0]["results"]["votes"] == [0, 1]
    assert reader.pages.hits == hits


async def test_what_comes_and_goes_while_a_page_is_made_is_not_on_it(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither liked when the stamp of before is taken nor when that of later is."""
    await home(reader.amina)
    liked = reader.posts["bo"]["id"]

    async def meanwhile(*args: Any, **more: Any) -> Any:
        await _apart(like(reader.amina, liked))
        found = await hydrated(*args, **more)
        ok(await _apart(reader.amina.delete(f"/posts/{liked}/like")))
        return found

    monkeypatch.setattr(square, "hydrated", meanwhile)
    await home(reader.amina)
    monkeypatch.undo()
    assert await home(reader.amina) == await reader.fresh()


def _apart(act: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
    """As somebody else, who holds no connection."""
    return asyncio.create_task(act, context=Context())


async def test_what_changes_with_each_answer_is_kept_more_and_more_seldom(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0
    keep = HomePages._keep

    async def counted(self: HomePages, *args: Any) -> Any:
        nonlocal made
        made += 1
        return await keep(self, *args)

    monkeypatch.setattr(HomePages, "_keep", counted)
    for _ in range(20):
        await posted(reader.bo, "another")
        assert await home(reader.amina) == await reader.fresh()
    assert made <= 5
    assert reader.pages.hits == 0


async def test_a_page_that_is_old_is_made_anew(reader: Reader) -> None:
    await reader.warm()
    hits = reader.pages.hits
    reader.clock.advance(LIFE)
    await home(reader.amina)
    assert reader.pages.hits == hits


async def test_pages_are_kept_in_so_many_bytes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reader.warm()
    monkeypatch.setattr(home_pages, "MOST_BYTES", 1)
    for _ in range(3):
        assert await home(reader.dora) == await home(reader.dora)
    assert reader.pages.size <= MOST_BYTES
    assert len(reader.pages) <= 1


async def test_a_page_may_lose_its_place_while_it_is_looked_at(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others ask meanwhile, and their pages take all the room."""
    kept, stamp = await reader.warm(), store_kept.stamp

    async def stamped(*given: Any) -> Any:
        reader.pages._drop(UUID(reader.amina.me["id"]), 20)
        return await stamp(*given)

    monkeypatch.setattr(store_kept, "stamp", stamped)
    assert await home(reader.amina) == kept
    assert (len(reader.pages), reader.pages.size) == (0, 0)


@pytest.fixture
async def other(app: App, settings: Settings, clock: FixedClock) -> AsyncIterator[App]:
    """Another process of the same town."""
    async with running(settings, clock) as made:
        yield made


async def test_what_is_done_in_another_process_is_seen_at_once(
    reader: Reader, other: App, settings: Settings
) -> None:
    await reader.warm()
    async with Client(other, settings.origin, "203.0.113.99") as elsewhere:
        await elsewhere.sign_in("amina")
        await like(elsewhere, reader.posts["bo"]["id"])
        assert (page := await home(reader.amina)) == await reader.fresh()
        assert any(one.get("liked") for one in page["posts"])
        await reader.warm()
        ok(await elsewhere.put(f"/blocks/{reader.bo.me['id']}"))
        assert "of bo #lake" not in texts(await home(reader.amina))
        await reader.warm()
        # There it is kept as well, and what is done here is seen.
        for _ in range(3):
            assert await home(elsewhere) == await reader.fresh()
        ok(await reader.cleo.delete(reader.path("repost")))
        assert await home(elsewhere) == await reader.fresh()


async def test_a_kept_page_is_for_who_is_signed_in(reader: Reader) -> None:
    await reader.warm()
    ok(await reader.amina.delete("/sessions/current"))
    assert code(await reader.amina.get("/square/home")) == "sign_in_needed"


def test_a_stamp_says_all_that_a_page_is_made_of() -> None:
    """Left out is what decides about posts alone of which no page is kept (`is_plain`)."""
    unkept = {"posts_vote", "mutes_moments_rule", "contacts_circle_member"}
    made_of = tables(store.HOME) | tables(store_relationships.SEEN)
    assert made_of - unkept == tables(store_kept.STAMP)


def tables(sql: str) -> set[str]:
    """Those that a statement reads."""
    return homes().keys() & {*READS.findall(sql)}
