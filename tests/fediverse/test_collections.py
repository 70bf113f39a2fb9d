"""What belongs to people and posts of this town, asked for by others; and pages, asked for as what
towns read.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.fediverse.rendering import stamp
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    Neighbourhood,
    activities,
    app,
    client,
    clock,
    door,
    follows,
    join,
    settings,
    settle,
    town,
    uri_of,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.posts.acts import commented, home, like, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


class Place(Neighbourhood):
    """Amina; Vera of elsewhere follows her, Eve of elsewhere does not."""

    async def asks(self, uri: str, by: Peer | None = None) -> Any:
        """What is there; its code when nothing is."""
        answer = await self.door.ask(uri.removeprefix(self.door.origin), by)
        return answer.json() if answer.status_code == 200 else answer.status_code


@pytest.fixture
async def place(town: Town, door: Door, join: Join, settle: Settle) -> Place:
    amina = await join("amina")
    vera, eve = await peer(town, "vera", "good.example"), await peer(town, "eve", "evil.example", 1)
    made = Place(door, amina, vera, eve)
    await made.brings(vera, "Follow", uri_of(door, amina))
    await settle()
    return made


async def test_what_is_pinned_is_featured_as_far_as_it_is_open_to_all(place: Place) -> None:
    shown = []
    for audience in ("public", "unlisted", "followers"):
        post = await posted(place.amina, audience, audience=audience)
        shown.append(f"{place.door.origin}/ap/posts/{post['id']}")
        ok(await place.amina.put(f"/posts/{post['id']}/pinned"))
    await posted(place.amina, "not pinned")
    actor = await place.asks(uri_of(place.door, place.amina))
    for who in (None, place.vera, place.eve):
        found = await place.asks(actor["featured"], who)
        assert (found["id"], found["type"]) == (actor["featured"], "OrderedCollection")
        assert found["orderedItems"] == shown[1::-1]
        assert found["totalItems"] == 2
    theirs = f"{place.door.origin}/ap/people/{place.vera.actor.person_id}/featured"
    assert await place.asks(theirs) == 404


async def test_what_somebody_shows_is_told_page_by_page(place: Place) -> None:
    shown = [await posted(place.amina, f"{n}", audience="followers") for n in range(41)]
    outbox = await place.asks((await place.asks(uri_of(place.door, place.amina)))["outbox"])
    found, following = [], outbox["first"]
    while following:
        page = await place.asks(following, place.vera)
        found += [one["object"]["id"] for one in page["orderedItems"]]
        following = page.get("next")
    assert found == [f"{place.door.origin}/ap/posts/{one['id']}" for one in shown[::-1]]


async def test_what_is_said_under_a_post_is_told_page_by_page(place: Place) -> None:
    post = await posted(place.amina, "The lake is frozen")
    uri = f"{place.door.origin}/ap/posts/{post['id']}"
    said = [await commented(place.amina, post["id"], f"{n}") for n in range(20)]
    theirs = place.vera.note("Good", inReplyTo=uri)
    await place.brings(place.vera, "Create", theirs)
    below = await commented(place.amina, post["id"], "below", said[0]["id"])
    await like(place.amina, post["id"])
    note = await place.asks(uri)
    assert (note["likes"]["totalItems"], note["shares"]["totalItems"]) == (1, 0)
    for one in (note["likes"], note["shares"]):
        found = await place.asks(one["id"])
        assert (found["id"], found["totalItems"]) == (one["id"], one["totalItems"])
        assert not {"first", "items", "orderedItems"} & found.keys()
    whole = await place.asks(note["replies"])
    assert (whole["id"], whole["totalItems"]) == (note["replies"], 22)
    first = await place.asks(whole["first"])
    uris = [f"{place.door.origin}/ap/comments/{one['id']}" for one in said]
    assert first["orderedItems"] == uris
    last = await place.asks(first["next"])
    assert (last["orderedItems"], "next" in last) == ([theirs["id"]], False)
    one = await place.asks(uris[0])
    answers = await place.asks((await place.asks(one["replies"]))["first"])
    assert answers["orderedItems"] == [f"{place.door.origin}/ap/comments/{below['id']}"]


async def test_of_what_is_for_followers_only_those_are_told(place: Place) -> None:
    post = await posted(place.amina, "For friends", audience="followers")
    said = await commented(place.amina, post["id"], "Only us")
    uri, under = (f"{place.door.origin}/ap/{kind}" for kind in ("posts", "comments"))
    places = [f"{uri}/{post['id']}/{name}" for name in ("replies", "likes", "shares")]
    places += [f"{under}/{said['id']}/replies", f"{place.door.origin}/post/{post['id']}"]
    for one in places:
        assert [await place.asks(one, who) for who in (None, place.eve)] == [404, 404]
        if "/ap/" in one:
            assert (await place.asks(one, place.vera))["id"] == one


async def test_a_page_is_told_to_a_town_as_what_it_reads(place: Place) -> None:
    post = await posted(place.amina, "The lake is frozen")
    uris = {
        f"/post/{post['id']}": f"{place.door.origin}/ap/posts/{post['id']}",
        "/@amina": uri_of(place.door, place.amina),
    }
    for page, uri in uris.items():
        for accept in ("application/activity+json, text/html;q=0.1", "application/ld+json"):
            answer = await place.door.client.get(
                f"{place.door.origin}{page}", headers={"accept": accept}
            )
            assert answer.json() == await place.asks(uri)
            assert "Accept" in answer.headers["vary"]
        answer = await place.door.client.get(
            f"{place.door.origin}{page}", headers={"accept": "text/html,*/*;q=0.8"}
        )
        assert answer.headers["content-type"].startswith("text/html")
        assert "Accept" in answer.headers["vary"]
    nobody = await place.door.client.get(
        f"{place.door.origin}/@nobody", headers={"accept": "application/activity+json"}
    )
    assert nobody.status_code == 404


async def test_a_poll_says_when_it_is_over(place: Place, clock: FixedClock) -> None:
    post = await posted(place.amina, "Tea?", options=["yes", "no"], minutes=60)
    uri = f"{place.door.origin}/ap/posts/{post['id']}"
    ends = stamp(clock.now() + timedelta(hours=1))
    asked = await place.asks(uri)
    assert (asked["endTime"], "closed" in asked) == (ends, False)
    clock.advance(timedelta(hours=1))
    assert (await place.asks(uri))["closed"] == ends


async def test_an_edited_comment_is_told_to_who_speaks_there(place: Place, settle: Settle) -> None:
    post = await posted(place.amina, "The lake is frozen")
    uri = f"{place.door.origin}/ap/posts/{post['id']}"
    await place.brings(place.vera, "Create", place.vera.note("Good", inReplyTo=uri))
    mine = await commented(place.amina, post["id"], "Is it")
    ok(await place.amina.patch(f"/posts/{mine['id']}", json={"text": "Is it?"}))
    await settle()
    [told] = await activities(place.door.town, "Update")
    assert told["object"]["id"] == f"{place.door.origin}/ap/comments/{mine['id']}"
    assert told["object"]["content"] == "<p>Is it?</p>"
    assert told["object"]["updated"]


async def test_a_profile_and_what_it_lets_others_do_are_told_anew(
    place: Place, settle: Settle
) -> None:
    ok(await place.amina.patch("/post-settings", json={"approve": True, "findable": False}))
    await settle()
    ok(await place.amina.patch("/me", json={"display_name": "Amina D.", "about": "Boats"}))
    await settle()
    told, again = await activities(place.door.town, "Update")
    named = again["object"]
    assert (named["name"], named["summary"]) == ("Amina D.", "<p>Boats</p>")
    face = told["object"]
    assert (face["id"], face["manuallyApprovesFollowers"]) == (told["actor"], True)
    assert (face["discoverable"], face["indexable"]) == (False, False)


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ({"sensitive": True}, "⚠"),
        ({"sensitive": True, "summary": "Blood"}, "Blood"),
        ({"sensitive": True, "attachment": []}, None),
        ({"sensitive": "yes"}, None),
        ({}, None),
    ],
)
async def test_pictures_that_not_everybody_wants_to_see_stand_behind_a_warning(
    place: Place, said: dict[str, Any], warning: str | None
) -> None:
    await follows(place.door, place.amina, place.vera)
    picture = {"type": "Document", "mediaType": "image/png", "url": "https://good.example/a.png"}
    await place.brings(
        place.vera, "Create", place.vera.note("Look", **{"attachment": [picture]} | said)
    )
    [post] = (await home(place.amina))["posts"]
    assert post["content"].get("warning") == warning
