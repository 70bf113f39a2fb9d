"""Money back: a part, all, revoked where nobody knows; before and after the day is closed."""

import asyncio

from leapfrog.kernel.ids import new_id
from tests.till.acts import Stall, balance, code, ok


async def test_a_part_and_then_the_rest_and_never_more(stall: Stall) -> None:
    sold = await stall.sold(1_000)
    first = new_id()
    assert ok(await stall.refund(sold["id"], 300, first))["refunded"] == 300
    assert ok(await stall.refund(sold["id"], 300, first))["refunded"] == 300
    assert code(await stall.refund(sold["id"], 400, first)) == "intent_id_used"
    assert code(await stall.refund(sold["id"], 701)) == "more_than_taken"
    assert ok(await stall.refund(sold["id"], 700))["refunded"] == 1_000
    assert code(await stall.refund(sold["id"], 1)) == "more_than_taken"
    assert await balance(stall.amina) == (10_000, 0, 0)
    assert await stall.accounts() == (0, 0)


async def test_many_refunds_at_once_give_back_no_more_than_was_paid(stall: Stall) -> None:
    sold = await stall.sold(1_000)
    answers = await asyncio.gather(*(stall.refund(sold["id"], 400) for _ in range(6)))
    assert sorted(one.status_code for one in answers) == [200, 200, 409, 409, 409, 409]
    assert await balance(stall.amina) == (9_800, 0, 0)


async def test_revoking_gives_back_what_was_paid_and_again_is_the_same(stall: Stall) -> None:
    sold = await stall.sold(1_000)
    answers = await asyncio.gather(*(stall.revoke(sold["id"]) for _ in range(4)))
    assert {(ok(one)["state"], ok(one)["refunded"]) for one in answers} == {("cancelled", 1_000)}
    assert await balance(stall.amina) == (10_000, 0, 0)
    assert code(await stall.pay(sold["id"])) == "intent_over"


async def test_revoking_calls_off_what_was_not_paid(stall: Stall) -> None:
    asked = await stall.ask(1_000)
    ok(await stall.scan(asked))
    assert ok(await stall.revoke(asked["id"]))["state"] == "cancelled"
    assert code(await stall.pay(asked["id"])) == "intent_over"
    assert await balance(stall.amina) == (10_000, 0, 0)


async def test_a_payment_that_comes_after_it_was_revoked_is_refused(stall: Stall) -> None:
    intent_id, phone = str(new_id()), await stall.phone()
    assert ok(await stall.revoke(intent_id, 500))["state"] == "cancelled"
    assert ok(await stall.charge(500, phone.shows(), intent_id))["state"] == "cancelled"
    assert await balance(stall.amina) == (10_000, 0, 0)


async def test_charge_and_revocation_at_once_end_with_nothing_paid(stall: Stall) -> None:
    phone = await stall.phone()
    for _ in range(5):
        intent_id = str(new_id())
        await asyncio.gather(
            stall.charge(100, phone.shows(), intent_id), stall.revoke(intent_id, 100)
        )
        ok(await stall.revoke(intent_id, 100))
    assert await balance(stall.amina) == (10_000, 0, 0)
    assert await stall.accounts() == (0, 0)


async def test_a_refund_after_the_close_comes_out_of_what_is_the_shops(stall: Stall) -> None:
    sold = await stall.sold(1_000)
    ok(await stall.juma.patch(f"/merchants/{stall.id}", json={"pays_out": False}))
    ok(await stall.close())
    assert await stall.accounts() == (0, 1_000)
    assert code(await stall.revoke(sold["id"])) == "role_needed"
    ok(await stall.refund(sold["id"], 400))
    assert await stall.accounts() == (0, 600)
    assert await balance(stall.amina) == (9_400, 0, 0)


async def test_what_the_owner_has_taken_out_cannot_be_given_back(stall: Stall) -> None:
    sold = await stall.sold(1_000)
    ok(await stall.close())
    assert code(await stall.refund(sold["id"], 400)) == "insufficient_funds"
    [row] = ok(await stall.juma.get(stall.path("intents")))["intents"]
    assert row["refunded"] == 0
    assert await balance(stall.amina) == (9_000, 0, 0)
