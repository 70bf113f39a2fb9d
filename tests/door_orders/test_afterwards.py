"""What comes after something was paid at the door: its review, told by who bought it alone, and the
receipt for both sides.
"""

from uuid import UUID

import pypdfium2

from leapfrog import reviews
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.door_orders.acts import TOTAL, allowed, carried, left, pay, place, seen
from tests.matrix import unchanged
from tests.orders.acts import code, ok
from tests.papers.escpos import read
from tests.parcels.acts import Village
from tests.reviews.acts import of_item, review


async def test_who_got_it_says_how_it_is_once(
    village: Village, settle: Settle, settings: Settings
) -> None:
    fair = village.fair
    await allowed(fair)
    made, found = await carried(village)
    [line] = (await seen(fair.amina, made))["lines"]
    said = {"order_id": made, "item_id": line["item_id"], "stars": 4, "text": "Warm"}
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await review(fair.amina, said)) == "not_received"
    ok(await village.does(village.kofi, found, "deliver", code=found["code"]))
    await settle()
    [waits] = ok(await fair.amina.get("/reviews/own"))["waiting"]
    assert (waits["order_id"], waits["item_id"]) == (made, line["item_id"])
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (fair.mei, fair.juma, village.kofi):
            assert code(await review(who, said)) == "not_received"
    ok(await review(fair.amina, said))
    assert code(await review(fair.amina, said)) == "already_reviewed"
    assert ok(await fair.amina.get("/reviews/own"))["waiting"] == []
    assert (await of_item(fair.juma, line["item_id"]))["stars"]["n"] == 1
    # It goes with her, by the name of what she bought.
    async with fair.town.database.reading() as db:
        written = reviews.RECORD_SETS[0].export(db, UUID(fair.amina.me["id"]))
        assert [one["title"] async for one in written] == [line["title"]]


async def test_what_came_back_from_the_door_is_not_reviewed(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made, found = await carried(village)
    [line] = (await seen(fair.amina, made))["lines"]
    ok(await village.does(village.kofi, found, "turn_back", reason="Not wanted"))
    ok(await village.does(fair.mei, found, "take_back"))
    await settle()
    assert (await seen(fair.amina, made))["state"] == "returned"
    said = {"order_id": made, "item_id": line["item_id"], "stars": 1}
    assert code(await review(fair.amina, said)) == "not_received"


async def test_nothing_is_ordered_under_the_id_of_an_order_that_was_paid_before(
    village: Village, settings: Settings
) -> None:
    """Who knows the id of somebody's order could otherwise take their one review from them."""
    fair = village.fair
    await allowed(fair)
    [paid] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    there = await left(fair)
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await place(fair, paid["id"], who=fair.juma)
        assert code(answer) == "door_order_id_used"
    assert await left(fair) == there


async def test_both_sides_have_a_receipt_of_what_was_handed_over(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    for paid, said in ((False, "in cash at the door"), (True, "by the wallet")):
        made, _ = await carried(village)
        if paid:
            ok(await pay(fair, made))
        path = f"/door-orders/{made}/receipt"
        for kind in ("pdf", "escpos"):
            assert code(await fair.amina.get(f"{path}.{kind}")) == "no_receipt_yet"
        parcel = (await seen(fair.amina, made))["parcel"]
        ok(await village.does(village.kofi, parcel, "deliver", code=parcel["code"]))
        await settle()
        for who in (fair.amina, fair.mei):
            page = await who.get(f"{path}.pdf")
            assert page.headers["content-type"] == "application/pdf"
            ticket = read((await who.get(f"{path}.escpos", params={"width": 80})).content).text
            with pypdfium2.PdfDocument(page.content) as found:
                words = " ".join(found[0].get_textpage().get_text_range().split())
            for text in (words, ticket):
                for part in ("Noodles", "12.00 EUR", "2.50 EUR", f"{TOTAL / 100:.2f} EUR", said):
                    assert part in text
    assert code(await fair.amina.get(f"{path}.escpos", params={"width": 57})) == "invalid"
