"""A shop becomes a verified brand: documents, the desk, the mark, and its end."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.brands.model import alike
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.brands.acts import (
    CHECKED,
    PDF,
    allowed,
    asked,
    drafted,
    of_shop,
    passes,
    picture,
    shown,
    trades,
    verified,
)
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.market.acts import Market, befriend, found, ok, sells
from tests.matrix import unchanged


async def marks(who: Client, shop: str, item: str) -> list[str | None]:
    """Where the mark is seen: at the shop, at the item, in the search."""
    front = ok(await who.get(f"/market/fronts/{shop}"))
    one = ok(await who.get(f"/market/items/{item}"))
    hits = ok(await who.get("/market/search", params={"q": "lamp"}))["items"]
    [hit] = [each for each in hits if each["id"] == item]
    return [front["verified_brand"], one["shop"]["verified_brand"], hit["verified_brand"]]


async def blobs(town: Town, purpose: str) -> int:
    async with town.database.reading() as db:
        sql = "select count(*) from kernel_file where purpose = $1"
        return int(await db.value(sql, purpose))


async def test_a_brand_is_verified_seen_warned_of_and_gone_by_itself(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    await trades(market.owner, market.shop)
    item = (await sells(market.owner, market.shop, title="Rowing lamp"))["id"]
    other = (await sells(market.rival, market.other, title="Any lamp"))["id"]
    brand = await drafted(market.owner, market.shop)
    early = await market.owner.put(f"/brands/requests/{brand}/submission")
    assert early.json()["code"] == "no_documents"
    document = await shown(market.owner, brand)
    # What was not handed in is not for the desk.
    papers = f"/desk/brands/{brand}/documents/{document}"
    assert (await olga.get(papers)).status_code == 404
    assert ok(await olga.get("/desk/brands"))["brands"] == []
    for _ in range(2):
        ok(await market.owner.put(f"/brands/requests/{brand}/submission"))
    [waiting] = ok(await olga.get("/desk/brands"))["brands"]
    assert (waiting["brand"]["id"], waiting["brand"]["name"]) == (brand, "Heron")
    looked = await olga.get(papers)
    assert (looked.content, looked.headers["content-type"]) == (PDF, "application/pdf")
    assert looked.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in looked.headers["content-security-policy"]
    assert await marks(market.buyer, market.shop, item) == [None, None, None]
    for _ in range(2):
        answer = await allowed(olga, town, brand, 60)
    assert answer["brand"]["state"] == "verified"
    assert await marks(market.buyer, market.shop, item) == ["Heron", "Heron", "Heron"]
    assert await found(market.buyer, "lamp", verified=True) == ["Rowing lamp"]
    page = ok(await market.buyer.get("/market/search", params={"q": "lamp"}))
    assert (page["total"], page["verified"]) == (2, 1)
    [held] = ok(await olga.get("/desk/brands", params={"holding": True}))["brands"]
    assert held["brand"]["id"] == brand
    assert sorted(await found(market.buyer, "lamp")) == ["Any lamp", "Rowing lamp"]
    page = ok(await market.buyer.get(f"/brands/{market.shop}"))
    assert (page["name"], page["checked"]) == ("Heron", CHECKED)
    assert (await market.buyer.get(f"/brands/{market.other}")).json()["code"] == "no_brand"
    [listed] = ok(await market.buyer.get("/brands"))["shops"]
    assert listed["merchant_id"] == market.shop
    assert not ok(await market.buyer.get(f"/market/fronts/{market.other}"))["verified_brand"]
    assert other
    clock.advance(timedelta(days=31))
    await settle()
    [own] = (await of_shop(market.owner, market.shop))["asked"]
    assert (own["state"], own["soon_over"]) == ("verified", True)
    # It is gone at that moment, whether a timer has come or not.
    clock.advance(timedelta(days=29))
    assert await marks(market.buyer, market.shop, item) == [None, None, None]
    assert await found(market.buyer, "lamp", verified=True) == []
    assert (await market.buyer.get(f"/brands/{market.shop}")).status_code == 404
    await settle()
    [own] = (await of_shop(market.owner, market.shop))["asked"]
    assert (own["state"], own["ended_why"], len(own["documents"])) == ("ended", "lapsed", 1)
    # The documents are kept for a year more, and no day longer.
    assert await blobs(town, "brand_document") == 1
    await passes(clock, 365, market.owner, olga)
    await settle()
    assert await blobs(town, "brand_document") == 0
    [own] = (await of_shop(market.owner, market.shop))["asked"]
    assert own["documents"] == []
    assert (await olga.get(papers)).status_code == 404


async def test_a_refusal_is_appealed_once(
    market: Market, olga: Client, town: Town, settings: Settings
) -> None:
    await trades(market.owner, market.shop)
    brand = await asked(market.owner, market.shop)
    path = f"/desk/brands/{brand}/decision"
    ok(await olga.put(path, json={"reason": "The certificate is of another company."}))
    [own] = (await of_shop(market.owner, market.shop))["asked"]
    assert (own["state"], own["may_appeal"]) == ("refused", True)
    assert own["forget_at"] is not None
    appeal = f"/brands/requests/{brand}/appeal"
    for _ in range(2):
        ok(await market.owner.put(appeal, json={"words": "It is our parent; see page 2."}))
    await shown(market.owner, brand, picture())
    [waiting] = ok(await olga.get("/desk/brands"))["brands"]
    assert waiting["brand"]["first_reason"] == "The certificate is of another company."
    assert waiting["brand"]["forget_at"] is None
    ok(await olga.put(path, json={"reason": "The parent licenses nobody."}))
    async with unchanged(str(settings.database_url), "identity_session"):
        again = await market.owner.put(appeal, json={"words": "Once more"})
        assert again.json()["code"] == "brand_not_now"
    # Refused for good, it can be asked anew.
    brand = await asked(market.owner, market.shop)
    assert (await allowed(olga, town, brand))["brand"]["state"] == "verified"


async def test_what_cannot_be_asked_or_decided_changes_nothing(
    market: Market, olga: Client, town: Town, join: Join, settings: Settings
) -> None:
    body = {"merchant_id": market.shop, "name": "Heron", "claim": "owner"}
    path = f"/brands/requests/{new_id()}"
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await market.owner.put(path, json=body)
        assert refused.json()["code"] == "not_a_trader"
    await trades(market.owner, market.shop)
    await trades(market.rival, market.other, "Other")
    brand = await asked(market.owner, market.shop)
    theirs = await drafted(market.rival, market.other)
    decide = f"/desk/brands/{brand}/decision"
    now = town.database.clock.now()
    tries: list[tuple[Client, str, Any, str]] = [
        (market.owner, path, {**body, "name": "  "}, "invalid"),
        (market.owner, path, {**body, "name": "\u202e"}, "invalid"),
        (market.owner, path, {**body, "name": "x" * 61}, "invalid"),
        # A second one at once, and an id that is another's.
        (market.owner, path, body, "brand_under_way"),
        (market.owner, f"/brands/requests/{theirs}", body, "brand_id_used"),
        # What was handed in is not changed.
        (market.owner, f"/brands/requests/{brand}", {**body, "name": "Crane"}, "brand_not_now"),
        (market.owner, f"/brands/requests/{brand}/appeal", {"words": "x"}, "brand_not_now"),
        (olga, decide, {"reason": " "}, "invalid"),
        (olga, decide, {"reason": "x", "until": now.isoformat()}, "invalid"),
        (
            olga,
            decide,
            {"reason": "x", "until": (now + timedelta(days=731)).isoformat()},
            "invalid",
        ),
        (olga, f"/desk/brands/{theirs}/decision", {"reason": "x"}, "no_brand"),
        (olga, f"/desk/brands/{brand}/end", {"reason": "x"}, "brand_not_now"),
    ]
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, at, sent, code in tries:
            assert (await who.put(at, json=sent)).json()["code"] == code, (at, sent)
        for bad in (b"MZ\x00", b"<svg onload=alert(1)>", b""):
            file = f"/brands/requests/{theirs}/documents/{new_id()}?name=x"
            answer = await market.rival.put(file, content=bad)
            assert answer.json()["code"] == "not_a_document"
    # Nobody decides where they work.
    await befriend(market.owner, olga)
    role = f"/merchants/{market.shop}/cashiers/{olga.me['id']}"
    ok(await market.owner.put(role, json={"role": "manager"}))
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await olga.put(decide, json={"reason": "x"})).json()["code"] == "own_brand"


async def test_what_is_not_decided_goes_at_once_with_its_documents(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    await trades(market.owner, market.shop)
    brand = await asked(market.owner, market.shop)
    document = await shown(market.owner, brand, picture())
    assert await blobs(town, "brand_document") == 2
    for _ in range(2):
        answer = await market.owner.request("DELETE", f"/brands/requests/{brand}")
    assert answer.status_code == 404
    assert await blobs(town, "brand_document") == 0
    assert (await olga.get(f"/desk/brands/{brand}/documents/{document}")).status_code == 404
    # What nobody hands in is forgotten.
    await shown(market.owner, await drafted(market.owner, market.shop))
    clock.advance(timedelta(days=30))
    await settle()
    assert (await of_shop(market.owner, market.shop))["asked"] == []
    assert await blobs(town, "brand_document") == 0


async def test_a_renewal_follows_on_and_a_mark_can_be_taken_or_given_up(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    item = (await sells(market.owner, market.shop, title="Rowing lamp"))["id"]
    first = await verified(market, olga, town, 40)
    clock.advance(timedelta(days=20))
    second = await asked(market.owner, market.shop, "Heron Lamps")
    await allowed(olga, town, second, 400)
    clock.advance(timedelta(days=21))
    await settle()
    assert await marks(market.buyer, market.shop, item) == ["Heron Lamps"] * 3
    states = {one["id"]: one for one in (await of_shop(market.owner, market.shop))["asked"]}
    assert states[first]["ended_why"] == "renewed"
    for _ in range(2):
        ok(await olga.put(f"/desk/brands/{second}/end", json={"reason": "The licence was sold."}))
    # What the shop has read is not changed behind its back.
    other = await olga.put(f"/desk/brands/{second}/end", json={"reason": "Something else"})
    assert other.json()["code"] == "brand_not_now"
    assert await marks(market.buyer, market.shop, item) == [None] * 3
    third = await asked(market.owner, market.shop)
    await allowed(olga, town, third, 100)
    for _ in range(2):
        ok(await market.owner.request("DELETE", f"/brands/requests/{third}"))
    assert await marks(market.buyer, market.shop, item) == [None] * 3
    [own, *_] = (await of_shop(market.owner, market.shop))["asked"]
    assert own["ended_why"] == "given_up"


async def test_a_mark_follows_one_that_no_timer_has_ended_yet(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    item = (await sells(market.owner, market.shop, title="Rowing lamp"))["id"]
    first = await verified(market, olga, town, 40)
    second = await asked(market.owner, market.shop, "Heron Lamps")
    clock.advance(timedelta(days=41))
    assert (await allowed(olga, town, second))["brand"]["state"] == "verified"
    await settle()
    assert await marks(market.buyer, market.shop, item) == ["Heron Lamps"] * 3
    states = {one["id"]: one for one in (await of_shop(market.owner, market.shop))["asked"]}
    assert (states[first]["ended_why"], states[second]["state"]) == ("lapsed", "verified")


async def test_the_page_has_shelves_of_the_brands_own_items(
    market: Market, olga: Client, town: Town, settings: Settings
) -> None:
    path = f"/brands/pages/{market.shop}"
    lamp = (await sells(market.owner, market.shop, title="Rowing lamp"))["id"]
    oar = (await sells(market.owner, market.shop, title="Oar"))["id"]
    theirs = (await sells(market.rival, market.other, title="Any lamp"))["id"]
    shelf = {"title": "For the night", "titles": {"zh": "夜航"}, "items": [oar, lamp]}
    body = {"words": "Since 1902.", "shelves": [shelf]}
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await market.owner.put(path, json=body)).json()["code"] == "no_brand"
    brand = await verified(market, olga, town)
    async with unchanged(str(settings.database_url), "identity_session", "brands_page"):
        for bad, code in (
            ([{**shelf, "items": [theirs]}], "no_item"),
            ([{**shelf, "items": [lamp, lamp]}], "invalid"),
            ([{**shelf, "items": []}], "invalid"),
            ([{**shelf, "title": " "}], "invalid"),
            ([shelf] * 13, "invalid"),
        ):
            answer = await market.owner.put(path, json={**body, "shelves": bad})
            assert answer.json()["code"] == code
    ok(await market.owner.put(f"{path}/head", content=picture()))
    kept = ok(await market.owner.put(path, json=body))
    # Who saw an older page changes nothing.
    stale = await market.manager.put(path, json={**body, "words": "Mine"})
    assert stale.json()["code"] == "page_changed"
    newer = {**body, "words": "Since 1903.", "seen": kept["changed_at"]}
    changed = ok(await market.manager.put(path, json=newer))
    head = ok(await market.owner.put(f"{path}/head?alt=A lake", content=picture()))["head"]
    assert (head["width"], head["height"], head["alt"]) == (320, 180, "A lake")
    # A picture is no news of the shelves: what one has read of these is still what there is.
    latest = {**newer, "words": "Since 1904.", "seen": changed["changed_at"]}
    ok(await market.owner.put(path, json=latest))
    ok(await market.owner.put(f"/market/items/{oar}/publication", json={"state": "off"}))
    page = ok(await market.buyer.get(f"/brands/{market.shop}"))
    assert page["words"] == "Since 1904."
    [row] = page["shelves"]
    assert (row["titles"], [one["title"] for one in row["items"]]) == (
        {"zh": "夜航"},
        ["Rowing lamp"],
    )
    assert (await market.buyer.page(page["head"]["url"])).status_code == 200
    for _ in range(2):
        assert ok(await market.owner.request("DELETE", f"{path}/head"))["head"] is None
    assert await blobs(town, "brand_head") == 0
    ok(await market.owner.request("DELETE", f"/brands/requests/{brand}"))
    assert (await market.owner.put(path, json=newer)).json()["code"] == "no_brand"


@pytest.mark.parametrize(
    ("name", "same"),
    [("Heron", "HERON"), ("Heron", "Неrоn"), ("Heron", "he ron"), ("Heron", "Hér0n")],
)
def test_names_that_look_the_same_are_the_same(name: str, same: str) -> None:
    assert alike(name) == alike(same)


async def test_the_desk_sees_brands_of_the_same_name(
    market: Market, olga: Client, town: Town
) -> None:
    await verified(market, olga, town)
    await trades(market.rival, market.other, "Lamps for less")
    await asked(market.rival, market.other, "Неrоn")
    [waiting] = ok(await olga.get("/desk/brands"))["brands"]
    assert waiting["alike"] == ["Heron · Heron"]
