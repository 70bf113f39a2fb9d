"""What is asked back of what was paid at the door: by whom, until when, what comes of it, and whose
money goes.
"""

from datetime import timedelta
from typing import Any

from leapfrog import door_cases
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import run_one
from tests.contacts.conftest import Settle
from tests.door_orders.acts import (
    LAMP,
    allowed,
    ask,
    asked,
    cases,
    fund_shop,
    handed_over,
    lamp_handed_over,
    left,
    place,
    placed,
    rule,
    say,
)
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.parcels.acts import Village
from tests.pay.acts import balance, code


async def one(fair: Fair, made: str) -> Any:
    """The last question, as the buyer sees it."""
    return (await cases(fair.amina, made))["cases"][-1]


async def days_go_by(fair: Fair, days: int) -> None:
    fair.clock.advance(timedelta(days=days))
    while await run_one(fair.town.database, door_cases.TIMERS):
        pass


async def wait_agrees(fair: Fair, made: str) -> None:
    """What nobody answered is agreed."""
    await days_go_by(fair, 5)
    assert (await one(fair, made))["state"] in ("owed", "given")


async def test_what_the_shop_agrees_to_goes_back_from_its_wallet(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    await fund_shop(fair, fair.kitchen, 1_000)
    assert (await cases(fair.amina, made))["kinds"] == ["refund", "return"]
    assert (await cases(fair.mei, made))["kinds"] == []
    case = await asked(fair, made, amount=400)
    assert code(await ask(fair, made, "refund")) == "door_case_not_now"
    assert code(await say(case, "agree", fair.amina)) == "door_case_not_now"
    before = (await balance(fair.amina))[0]
    ok(await say(case, "agree", fair.mei))
    found = await one(fair, made)
    assert (found["state"], found["given"], found["paid_by"]) == ("given", 400, "wallet")
    assert [said["act"] for said in found["entries"]] == ["open", "agree"]
    assert (await balance(fair.amina))[0] == before + 400
    assert await fair.shop_has(fair.kitchen) == 600
    [account] = ok(await fair.amina.get("/wallet"))["accounts"]
    [told] = ok(await fair.amina.get(f"/wallet/accounts/{account['id']}/history"))["rows"][:1]
    assert (told["with_name"], told["note"]) == ("Mei's kitchen", "Noodles")
    # The same unit can cost no more than what is left of it.
    assert code(await ask(fair, made, "refund", units=[{"no": 0, "n": 2}], amount=801)) == "invalid"
    ok(await ask(fair, made, "refund", units=[{"no": 0, "n": 2}], amount=800))
    assert await fair.faults() == []


async def test_what_the_wallet_of_the_shop_has_not_is_owed_until_it_is_paid(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    case = await asked(fair, made)
    ok(await say(case, "refuse", fair.mei))
    ok(await say(case, "appeal", fair.amina))
    ok(await rule(fair, case, 500))
    assert (await one(fair, made))["state"] == "owed"
    assert (await balance(fair.amina))[0] == 20_000
    assert code(await say(case, "pay", fair.mei)) == "shop_has_not_enough"
    assert (await one(fair, made))["entries"][-1]["act"] == "ruling"
    [waits] = ok(await fair.olga.get("/desk/door-orders", params={"pile": "owed"}))["cases"]
    assert (waits["case"]["given"], waits["paid_by"]) == (500, "cash")
    await days_go_by(fair, 1)
    assert (await one(fair, made))["state"] == "owed"
    await fund_shop(fair, fair.kitchen, 500)
    await days_go_by(fair, 1)
    assert ((await one(fair, made))["state"], await fair.shop_has(fair.kitchen)) == ("given", 0)
    assert (await balance(fair.amina))[0] == 20_500
    await days_go_by(fair, 2)
    assert (await balance(fair.amina))[0] == 20_500
    # What the town has judged is not asked again.
    assert code(await ask(fair, made, "refund")) == "no_more_door_cases"
    assert (await cases(fair.amina, made))["kinds"] == []
    assert await fair.faults() == []


async def test_who_owes_for_a_week_is_paid_at_the_door_no_more_until_it_has_gone_back(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made, other = await handed_over(village, settle), await handed_over(village, settle)
    case, second = await asked(fair, made), await asked(fair, other)
    for each in (case, second):
        ok(await say(each, "agree", fair.mei))
    await days_go_by(fair, 6)
    terms = f"/door-orders/terms/{fair.kitchen.id}"
    assert ok(await fair.amina.get(terms)) == {"most": 5_000, "paused": False}
    await days_go_by(fair, 1)
    assert ok(await fair.amina.get(terms))["paused"]
    assert code(await place(fair)) == "no_paying_at_door"
    # Saying so anew does not help, nor does half of it.
    await allowed(fair, None)
    await allowed(fair)
    ok(await say(case, "got_cash", fair.amina))
    assert code(await place(fair)) == "no_paying_at_door"
    await fund_shop(fair, fair.kitchen, 600)
    ok(await say(second, "pay", fair.mei))
    assert ok(await fair.amina.get(terms)) == {"most": 5_000, "paused": False}
    await placed(fair)
    assert await fair.faults() == []


async def test_the_buyer_says_that_the_shop_gave_it_back_in_cash(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    case = await asked(fair, made)
    ok(await say(case, "agree", fair.mei))
    assert code(await say(case, "got_cash", fair.mei)) == "door_case_not_now"
    ok(await say(case, "got_cash", fair.amina))
    found = await one(fair, made)
    assert (found["state"], found["paid_by"]) == ("given", "cash")
    await fund_shop(fair, fair.kitchen, 600)
    await days_go_by(fair, 2)
    assert (await balance(fair.amina))[0] == 20_000


async def test_what_a_business_sold_is_given_back_without_a_reason_and_lies_on_its_shelf(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    made = await lamp_handed_over(village, settle)
    await fund_shop(fair, fair.lamps, 5_000)
    assert (await cases(fair.amina, made))["granted"]
    case = await asked(fair, made, "return", text="")
    assert (await one(fair, made))["state"] == "return_wait"
    assert code(await say(case, "refuse", fair.juma)) == "door_case_not_now"
    ok(await say(case, "send_back", fair.amina))
    free = await _lamps(fair)
    ok(await say(case, "got_back", fair.juma))
    assert await _lamps(fair) == free + 1
    found = await one(fair, made)
    assert (found["state"], found["given"]) == ("given", LAMP)
    assert (await balance(fair.amina))[0] == 20_000 + LAMP
    # The other one as well, and then there is nothing left to give back.
    again = await asked(fair, made, "return")
    ok(await say(again, "got_back", fair.juma, sellable=False))
    assert await _lamps(fair) == free + 1
    assert (await balance(fair.amina))[0] == 20_000 + 2 * LAMP
    assert (await cases(fair.amina, made))["kinds"] == []
    assert code(await ask(fair, made, "refund")) == "invalid"
    assert await fair.faults() == []


async def _lamps(fair: Fair) -> int:
    sql = """
        select p.units - p.taken from stock_pool p
        join market_stocked s on s.pool_id = p.id where s.variant_id = $1
    """
    return int(await fair.value(sql, fair.lamps.variants["Lamp"]))


async def test_silence_is_an_answer(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    await asked(fair, made)
    await wait_agrees(fair, made)
    other = await handed_over(village, settle)
    case = await asked(fair, other)
    ok(await say(case, "refuse", fair.mei))
    await days_go_by(fair, 7)
    assert (await one(fair, other))["state"] == "dropped"
    # It led to nothing, so it can be asked again, but not for ever.
    for _ in range(2):
        ok(await say(await asked(fair, other), "drop", fair.amina))
    assert code(await ask(fair, other, "refund")) == "no_more_door_cases"


async def test_nothing_is_asked_too_early_or_too_late(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    early = await placed(fair)
    assert code(await ask(fair, early, "refund")) == "door_case_not_now"
    made = await handed_over(village, settle)
    for wrong in ([{"no": 0, "n": 3}], [{"no": 0, "n": 0}], [{"no": 7, "n": 1}]):
        assert code(await ask(fair, made, "refund", units=wrong)) == "invalid"
    for amount in (0, -1, 601):
        assert code(await ask(fair, made, "refund", amount=amount)) == "invalid"
    fair.clock.advance(timedelta(days=61))
    assert code(await ask(fair, made, "refund")) == "no_more_door_cases"


async def test_the_same_twice_is_once(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    await fund_shop(fair, fair.kitchen, 2_000)
    path = f"/door-orders/{made}/cases/{new_id()}"
    body = {"kind": "refund", "units": [{"no": 0, "n": 1}], "text": "Cold"}
    for _ in range(2):
        [case] = ok(await fair.amina.put(path, json=body))["cases"]
    other = await fair.amina.put(path, json={**body, "kind": "return"})
    assert code(other) == "door_case_id_used"
    entry = f"/door-orders/cases/{case['id']}/entries/{new_id()}"
    for _ in range(2):
        ok(await fair.mei.put(entry, json={"act": "agree"}))
    assert (
        code(await fair.mei.put(entry, json={"act": "refuse", "text": "x"})) == "door_case_id_used"
    )
    assert (await balance(fair.amina))[0] == 20_600


async def test_nobody_else_asks_answers_or_judges(
    village: Village, settle: Settle, settings: Settings
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    case = await asked(fair, made)
    ok(await say(case, "refuse", fair.mei))
    ok(await say(case, "appeal", fair.amina))
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (fair.juma, fair.olga, village.kofi):
            assert code(await who.get(f"/door-orders/{made}/cases")) == "no_door_order"
            assert code(await ask(fair, made, "refund", who)) == "no_door_order"
            assert code(await say(case, "evidence", who)) == "no_door_case"
        assert code(await ask(fair, made, "refund", fair.mei)) == "no_door_order"
        for who in (fair.amina, fair.mei, fair.juma):
            assert code(await rule(fair, case, 100, who)) == "clerk_needed"
            assert code(await who.get("/desk/door-orders")) == "clerk_needed"
        assert code(await rule(fair, case, 601)) == "invalid"
        assert code(await say(str(new_id()), "drop", fair.amina)) == "no_door_case"


async def test_nobody_judges_what_they_bought_or_sold(
    village: Village, settle: Settle, settings: Settings
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    case = await asked(fair, made)
    ok(await say(case, "refuse", fair.mei))
    ok(await say(case, "appeal", fair.amina))
    shown = ok(await fair.olga.get("/desk/door-orders"))["cases"]
    assert [one["case"]["id"] for one in shown] == [case]
    sql = "update door_orders_order set buyer_id = $1 where id = $2 returning 1"
    await fair.value(sql, fair.olga.me["id"], made)
    assert ok(await fair.olga.get("/desk/door-orders"))["cases"] == []
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await rule(fair, case, 100)) == "own_door_case"
    sql = "update door_orders_order set buyer_id = $1 where id = $2 returning 1"
    await fair.value(sql, fair.amina.me["id"], made)
    ok(await rule(fair, case, 0))
    assert (await one(fair, made))["state"] == "denied"
    assert (await balance(fair.amina))[0] == 20_000


async def test_the_counter_knows_how_many_lie_there(village: Village, settle: Settle) -> None:
    """What the shop refuses after it has it back, and the town decides, moves no stock twice."""
    fair = village.fair
    await allowed(fair)
    made = await handed_over(village, settle)
    case = await asked(fair, made, "return")
    # The shop takes back whatever it sold within 14 days, so that is agreed already.
    ok(await say(case, "send_back", fair.amina))
    ok(await say(case, "refuse", fair.mei))
    ok(await say(case, "appeal", fair.amina))
    there = await left(fair)
    ok(await rule(fair, case, 600))
    assert await left(fair) == there
    await fund_shop(fair, fair.kitchen, 600)
    ok(await say(case, "pay", fair.mei))
    assert (await balance(fair.amina))[0] == 20_600
