"""Reviews from the receipt to the page that everybody reads."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.web import pages
from tests.contacts.conftest import Join, Settle
from tests.http import Client, Enter
from tests.market.test_public_pages import data
from tests.matrix import unchanged
from tests.orders.acts import Fair, code, ok
from tests.paged import every
from tests.pay.acts import befriend
from tests.posts.acts import decide
from tests.reviews.acts import about, of_item, received, review


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (80, 60), (200, 30, 30)).save(made, "PNG")
    return made.getvalue()


async def own(who: Client) -> Any:
    return ok(await who.get("/reviews/own"))


async def test_who_received_says_it_once_changes_it_adds_to_it_and_keeps_it_after_a_refund(
    fair: Fair, settle: Settle
) -> None:
    order = await received(fair, Noodles=1, Bowl=1)
    noodles, bowl = (line["item_id"] for line in order["lines"])
    assert {one["item_id"] for one in (await own(fair.amina))["waiting"]} == {noodles, bowl}
    first, made = about(order, text="Too  salty\nfor me", stars=2), new_id()
    ok(await review(fair.amina, first, made))
    # The same again is the same, and no change of it.
    assert ok(await review(fair.amina, first, made))["before"] == []
    twice = await review(fair.amina, about(order))
    assert (code(twice), twice.json()["review_id"]) == ("already_reviewed", str(made))
    fair.clock.advance(timedelta(days=1))
    changed = ok(await review(fair.amina, about(order, text="I was wrong", stars=5), made))
    [before] = changed["before"]
    assert (changed["stars"], before["stars"], before["text"]) == (5, 2, "Too  salty\nfor me")
    shown = ok(await fair.amina.put(f"/reviews/{made}/pictures/{new_id()}", content=picture()))
    assert (shown["width"], shown["height"]) == (80, 60)
    added = ok(await fair.amina.put(f"/reviews/{made}/addition", json={"text": "Still good"}))
    assert (added["later"], added["may_add"]) == ("Still good", False)
    again = await fair.amina.put(f"/reviews/{made}/addition", json={"text": "And another"})
    assert code(again) == "already_added"
    said = ok(await fair.mei.put(f"/reviews/{made}/answer", json={"text": "Thank you"}))
    assert (said["answer"], said["order_id"], said["own"]) == ("Thank you", None, False)
    # Money back takes nothing of it away.
    [asked] = ok(await fair.ask(order["id"], "refund", amount=100))["cases"]
    ok(await fair.say(asked["id"], "agree", fair.mei))
    await settle()
    assert (await fair.seen(order["id"]))["refunded"] > 0
    page = await of_item(fair.juma, noodles)
    assert (page["stars"]["n"], page["stars"]["mean"], page["stars"]["counts"][4]) == (1, 5.0, 1)
    [seen] = page["reviews"]
    assert seen["author"]["display_name"] == fair.amina.me["display_name"]
    assert (seen["later"], seen["answer"], len(seen["pictures"])) == (
        "Still good",
        "Thank you",
        1,
    )
    assert [one["item_id"] for one in (await own(fair.amina))["waiting"]] == [bowl]
    # In time: it is not changed any more, and of the rest nothing can be said.
    fair.clock.advance(timedelta(days=90))
    late = await review(fair.amina, about(order, text="Hm", stars=1), made)
    assert (code(late), late.json()["days"]) == ("review_too_late", 30)
    assert code(await review(fair.amina, about(order, 1))) == "review_too_late"
    assert (await own(fair.amina))["waiting"] == []


async def test_what_helps_comes_first_and_each_way_to_sort_is_its_own(
    fair: Fair, join: Join
) -> None:
    ids = []
    for stars, text in ((5, "Short"), (1, "Cold"), (3, "Long and true")):
        order = await received(fair, Noodles=1)
        ids.append(ok(await review(fair.amina, about(order, stars=stars, text=text)))["id"])
        fair.clock.advance(timedelta(days=1))
    item = order["lines"][0]["item_id"]
    ok(await fair.amina.put(f"/reviews/{ids[1]}/pictures/{new_id()}", content=picture()))
    sam, path = await join("sam"), f"/reviews/{ids[0]}/vote"
    for _ in range(2):
        assert ok(await sam.put(path, json={"helpful": True}))["helpful"] == 1
    for who in (fair.amina, fair.mei):
        assert code(await who.put(path, json={"helpful": True})) == "own_review"

    async def listed(sort: str) -> list[int]:
        page = await of_item(sam, item, sort)
        return [ids.index(one["id"]) for one in page["reviews"]]

    assert await listed("helpful") == [0, 2, 1]
    assert await listed("newest") == [2, 1, 0]
    assert await listed("lowest") == [1, 2, 0]
    assert await listed("pictures") == [1]
    page = ok(await sam.get(f"/market/items/{item}/reviews?sort=newest&limit=2"))
    assert (len(page["reviews"]), page["next"]) == (2, 2)
    assert ok(await sam.put(path, json={"helpful": False}))["helpful"] == 0
    assert await listed("helpful") == [2, 1, 0]
    # All of one buyer: a shop has no score before three people have said something.
    shop = ok(await sam.get(f"/market/fronts/{fair.kitchen.id}/reviews"))
    assert shop["score"] == {"score": None, "buyers": 1, "reviews": 3}
    assert [ids.index(one["id"]) for one in shop["reviews"]] == [2, 1, 0]


async def test_nobody_speaks_who_has_not_got_it_and_nothing_is_left_of_a_refusal(
    fair: Fair, join: Join, client: Enter, settings: Settings
) -> None:
    order = await received(fair, Noodles=1)
    [waits] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    sam, made = await join("sam"), new_id()
    ok(await review(fair.amina, about(order), made))
    unsent = {**about(order), "order_id": waits["id"]}
    whole = f"/reviews/{made}"
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, body, why in (
            (fair.amina, unsent, "not_received"),
            (sam, about(order), "not_received"),
            (fair.mei, about(order), "not_received"),
            (fair.amina, about(order, stars=6), "invalid"),
            (fair.amina, about(order, stars=0), "invalid"),
            (fair.amina, {**about(order), "item_id": str(new_id())}, "not_received"),
        ):
            assert code(await review(who, body)) == why
        assert code(await review(sam, about(order), made)) == "review_id_used"
        text = {"text": "Ha"}
        for who in (sam, fair.juma, fair.mei):
            assert code(await who.put(f"{whole}/addition", json=text)) == "no_review"
            sent = await who.put(f"{whole}/pictures/{new_id()}", content=picture())
            assert code(sent) == "no_review"
            assert code(await who.delete(f"{whole}/pictures/{new_id()}")) == "no_review"
        for who in (sam, fair.juma, fair.amina):
            assert code(await who.put(f"{whole}/answer", json=text)) == "no_review"
        for way, path, body in (
            ("PUT", whole, about(order)),
            ("PUT", f"{whole}/vote", {"helpful": True}),
            ("PUT", f"{whole}/answer", text),
            ("PUT", f"{whole}/addition", text),
            ("PUT", f"{whole}/reports/{new_id()}", text),
            ("GET", "/reviews/own", None),
            ("GET", f"/reviews/own/orders/{order['id']}", None),
            ("GET", f"/market/items/{order['lines'][0]['item_id']}/reviews", None),
        ):
            assert (await client().request(way, path, json=body)).status_code == 401
        missing = f"/reviews/{new_id()}"
        assert code(await sam.put(f"{missing}/vote", json={"helpful": True})) == "no_review"
        assert code(await sam.put(f"{missing}/reports/{new_id()}", json=text)) == "no_review"


async def test_the_town_takes_a_review_down_and_puts_it_back(
    fair: Fair, settle: Settle, settings: Settings
) -> None:
    order = await received(fair, Noodles=1)
    item = order["lines"][0]["item_id"]
    made = ok(await review(fair.amina, about(order, text="Call me: 112")))["id"]
    told = await fair.mei.put(f"/reviews/{made}/reports/{new_id()}", json={"text": "a number"})
    assert told.status_code == 204
    [shown] = ok(await fair.olga.get("/operator/desk"))["reports"]
    assert (shown["kind"], shown["copy"]["text"]) == ("review", "Call me: 112")
    await decide(fair.olga, "remove_review", made)
    await settle()
    assert (await of_item(fair.mei, item))["stars"]["n"] == 0
    assert [one["taken_down"] for one in (await own(fair.amina))["written"]] == [True]
    [decision] = ok(await fair.amina.get("/decisions"))["decisions"]
    path = f"/decisions/{decision['id']}/appeal"
    ok(await fair.amina.put(path, json={"text": "It is the shop's own"}))
    ok(await fair.olga.put(f"/operator{path}", json={"granted": True, "answer": "So it is"}))
    await settle()
    assert (await of_item(fair.mei, item))["stars"]["n"] == 1


async def test_passers_by_and_programs_read_the_stars_and_nobodys_name(
    fair: Fair, client: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")
    order = await received(fair, Noodles=1)
    path = f"/market/items/{order['lines'][0]['item_id']}"
    before = await client().page(path, headers={"accept-language": "en"})
    assert "aggregateRating" not in data(before.text)
    ok(await review(fair.amina, about(order, text="<b>Warm</b>")))
    page = (await client().page(path, headers={"accept-language": "en"})).text
    assert data(page)["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.0,
        "reviewCount": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert "&lt;b&gt;Warm&lt;/b&gt;" in page
    assert "4.0 of 5, from 1 who bought it" in page
    assert fair.amina.me["display_name"] not in page


async def test_what_was_said_is_not_said_anew_without_end(fair: Fair) -> None:
    order = await received(fair, Noodles=1)
    made = new_id()
    for n in range(20):
        fair.clock.advance(timedelta(seconds=1))
        ok(await review(fair.amina, about(order, text=f"Word {n}"), made))
    fair.clock.advance(timedelta(seconds=1))
    refused = await review(fair.amina, about(order, text="One more"), made)
    assert (code(refused), refused.json()["most"]) == ("review_versions_used", 20)
    [seen] = (await of_item(fair.juma, order["lines"][0]["item_id"]))["reviews"]
    assert (seen["text"], len(seen["before"])) == ("Word 19", 19)
    # The same as it stands is no change.
    ok(await review(fair.amina, about(order, text="Word 19"), made))


async def recommended(who: Client) -> list[tuple[str, list[str]]]:
    """Titles, and how each who recommends it does so."""
    found = ok(await who.get("/market/recommended"))["items"]
    return [(one["item"]["title"], [by["how"] for by in one["by"]]) for one in found]


async def test_contacts_recommend_by_what_they_said_in_public_and_never_by_what_they_bought(
    fair: Fair, join: Join
) -> None:
    zola, order = await join("zola"), await received(fair, Noodles=1, Bowl=1)
    bowl = order["lines"][1]["item_id"]
    await befriend(fair.amina, zola)
    assert await recommended(zola) == []
    # Under no name, or with few stars: told to nobody as hers.
    hidden = new_id()
    ok(await review(fair.amina, about(order, anonymous=True, stars=5), hidden))
    bad = new_id()
    ok(await review(fair.amina, about(order, 1, stars=3), bad))
    assert await recommended(zola) == []
    ok(await review(fair.amina, about(order, stars=5), hidden))
    assert await recommended(zola) == [("Noodles", ["review"])]
    assert await recommended(fair.olga) == []
    link = f"{fair.town.settings.origin}/market/items/{bowl}"
    for audience, text in (("contacts", link), ("public", f"Round: {link}")):
        body = {"text": text, "audience": audience}
        ok(await fair.amina.put(f"/posts/{new_id()}", json=body))
        fair.clock.advance(timedelta(seconds=1))
        bowls = [("Bowl", ["post"])] if audience == "public" else []
        # A link says that it was spoken of, not that it is good.
        assert await recommended(zola) == [("Noodles", ["review"]), *bowls]
    # Whom one does not want to see recommends nothing.
    muted = {"kind": "person", "value": fair.amina.me["id"]}
    ok(await zola.put("/mutes", json=muted))
    assert await recommended(zola) == []
    ok(await zola.delete("/mutes", params=muted))
    assert len(await recommended(zola)) == 2
    # Of a shop that rests nothing can be bought.
    front = f"/market/fronts/{fair.kitchen.id}/state"
    ok(await fair.mei.put(front, json={"state": "resting"}))
    assert await recommended(zola) == []
    ok(await fair.mei.put(front, json={"state": "open"}))
    later = "update reviews_review set created_at = created_at - interval '181 days'"
    async with fair.town.database.transaction() as db:
        await db.run(later)
    assert [title for title, _ in await recommended(zola)] == ["Bowl"]


async def test_what_one_said_is_read_page_by_page_and_by_order(fair: Fair, join: Join) -> None:
    orders, said = [], []
    for n in range(3):
        order = await received(fair, Noodles=1, Bowl=1)
        said.append(ok(await review(fair.amina, about(order, text=f"No {n}")))["id"])
        orders.append(order)
        fair.clock.advance(timedelta(minutes=1))
    written = await every(fair.amina, "/reviews/own", "written", 2)
    assert [one["id"] for one in written] == said[::-1]
    # What waits stands on the first page alone.
    first = ok(await fair.amina.get("/reviews/own", params={"limit": 2}))
    then = ok(await fair.amina.get("/reviews/own", params={"before": first["next"]}))
    assert (len(first["waiting"]), then["waiting"], len(then["written"])) == (3, [], 1)
    path = f"/reviews/own/orders/{orders[0]['id']}"
    of_one = ok(await fair.amina.get(path))
    assert [one["id"] for one in of_one["written"]] == [said[0]]
    assert [one["item_id"] for one in of_one["waiting"]] == [orders[0]["lines"][1]["item_id"]]
    # Nobody else has anything there, not even the shop.
    for who in (fair.mei, await join("sam")):
        assert ok(await who.get(path)) == {"waiting": [], "written": []}
