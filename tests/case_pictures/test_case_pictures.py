"""What both sides of a question show of it: who sees it, how much, until when."""

import asyncio
from datetime import timedelta
from uuid import UUID

from leapfrog import case_pictures
from leapfrog.kernel.ids import new_id
from tests.case_pictures.acts import PICTURE, files, questioned, show, shown
from tests.contacts.conftest import Settle
from tests.door_orders.acts import allowed, asked, handed_over, rule, say
from tests.orders.acts import Fair, code, ok
from tests.parcels.acts import Village


async def days_go_by(fair: Fair, days: int, settle: Settle) -> None:
    """So many days, after which people sign in again."""
    fair.clock.advance(timedelta(days=days))
    await settle()
    for who in (fair.amina, fair.mei, fair.olga):
        await who.sign_in(who.me["handle"])


async def test_both_sides_show_pictures_and_the_town_sees_them_once_it_is_called(
    fair: Fair, settle: Settle
) -> None:
    case = await questioned(fair)
    assert await shown(case, fair.amina) == {"pictures": [], "left": 6}
    made = new_id()
    first = ok(await show(case, fair.amina, made))
    [one] = first["pictures"]
    assert (one["side"], one["width"], one["height"], first["left"]) == ("buyer", 64, 48, 5)
    # The same again is the same.
    assert ok(await show(case, fair.amina, made)) == first
    ok(await show(case, fair.mei))
    both = await shown(case, fair.mei)
    assert ([each["side"] for each in both["pictures"]], both["left"]) == (["buyer", "shop"], 5)
    seen = await fair.mei.get(one["url"].removeprefix("/api/v1"))
    assert seen.headers["content-type"] == "image/webp"
    assert seen.headers["cache-control"] == "no-store"
    desk = f"/desk/cases/{case}/pictures"
    assert code(await fair.olga.get(desk)) == "no_case_picture"
    ok(await fair.say(case, "refuse", fair.mei))
    ok(await fair.say(case, "appeal", fair.amina))
    judged = ok(await fair.olga.get(desk))
    assert ([each["side"] for each in judged["pictures"]], judged["left"]) == (
        ["buyer", "shop"],
        0,
    )
    seen = await fair.olga.get(judged["pictures"][0]["url"].removeprefix("/api/v1"))
    assert (seen.status_code, seen.content[8:12]) == (200, b"WEBP")


async def test_each_side_shows_six_and_twelve_at_once_are_no_more(fair: Fair) -> None:
    case = await questioned(fair)
    answers = await asyncio.gather(*(show(case, fair.amina) for _ in range(12)))
    assert sorted(one.status_code for one in answers) == [200] * 6 + [409] * 6
    refused = next(one for one in answers if one.status_code == 409)
    assert (code(refused), refused.json()["most"]) == ("too_many_case_pictures", 6)
    assert len((await shown(case, fair.mei))["pictures"]) == await files(fair) == 6
    ok(await show(case, fair.mei))


async def test_what_is_over_shows_nothing_more_and_is_forgotten_half_a_year_later(
    fair: Fair, settle: Settle
) -> None:
    case, judged = await questioned(fair), await questioned(fair)
    made = new_id()
    ok(await show(case, fair.amina, made))
    ok(await show(judged, fair.amina))
    assert code(await show(judged, fair.amina, made)) == "case_picture_id_used"
    assert code(await show(case, fair.mei, made)) == "case_picture_id_used"
    assert code(await show(case, fair.amina, of=b"no picture")) == "not_a_picture"
    ok(await fair.say(case, "drop", fair.amina))
    assert code(await show(case, fair.amina)) == "case_is_over"
    assert ok(await show(case, fair.amina, made))["left"] == 0
    ok(await fair.say(judged, "refuse", fair.mei))
    ok(await fair.say(judged, "appeal", fair.amina))
    await days_go_by(fair, 181, settle)
    assert await files(fair) == 2
    await days_go_by(fair, 2, settle)
    # The town has not judged the other one yet.
    assert (await shown(case, fair.amina))["pictures"] == []
    assert len((await shown(judged, fair.amina))["pictures"]) == await files(fair) == 1
    ruling = {"to_buyer": 0, "for_buyer": "It was warm", "for_shop": "Right"}
    ok(await fair.olga.put(f"/desk/orders/cases/{judged}/rulings/{new_id()}", json=ruling))
    await days_go_by(fair, 31, settle)
    assert await files(fair) == 0


async def test_what_was_paid_at_the_door_has_pictures_as_well(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    case = await asked(fair, await handed_over(village, settle))
    ok(await show(case, fair.amina))
    assert code(await show(case, village.kofi)) == "no_case_picture"
    ok(await say(case, "refuse", fair.mei))
    ok(await say(case, "appeal", fair.amina))
    [one] = ok(await fair.olga.get(f"/desk/cases/{case}/pictures"))["pictures"]
    assert one["side"] == "buyer"
    ok(await rule(fair, case, 0))
    assert code(await show(case, fair.amina)) == "case_is_over"
    # Who was judged may still look at it.
    assert len((await shown(case, fair.mei))["pictures"]) == 1


async def test_who_goes_takes_their_pictures_away(village: Village, settle: Settle) -> None:
    fair = village.fair
    case = await questioned(fair)
    for who in (fair.amina, fair.mei):
        ok(await show(case, who, of=PICTURE))
    async with fair.town.database.transaction() as db:
        [erase] = [one.erase for one in case_pictures.RECORD_SETS]
        assert await erase(db, UUID(fair.amina.me["id"])) == 1
    [left] = (await shown(case, fair.mei))["pictures"]
    assert (left["side"], await files(fair)) == ("shop", 1)
