"""What is given back: never more than was paid, whatever the limits are now."""

import asyncio

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.errors import Problem
from leapfrog.wallet import POSTING, AccountLimits, set_limits, stored_id
from tests.wallet.acts import Books, capture, codes, hold, refund, transfer


async def test_refunds_in_parts_never_exceed_what_was_paid(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [paid, _] = await books.done(transfer(amina, shop, 60), transfer(amina, shop, 40))
    parts = [refund(shop, amina, paid.id, amount) for amount in (20, 30, 11, 10, 1)]
    assert codes(await books.post(*parts)) == [
        "done",
        "done",
        "more_than_paid",
        "done",
        "more_than_paid",
    ]
    assert codes(await books.post(*parts)) == [
        "again",
        "again",
        "more_than_paid",
        "again",
        "more_than_paid",
    ]
    assert await books.on(amina) == (60, 0, 0)


async def test_a_post_in_part_is_refunded_up_to_that_part(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [held] = await books.done(hold(amina, shop, 60))
    [paid] = await books.done(capture(amina, shop, held.id, 25))
    tries = [refund(shop, amina, paid.id, amount) for amount in (26, 25)]
    assert codes(await books.post(*tries)) == ["more_than_paid", "done"]


async def test_a_payment_and_its_refund_in_one_batch(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    paid = transfer(amina, shop, 60)
    of = stored_id(amina, paid.id)
    tries = [refund(shop, amina, of, amount) for amount in (50, 11, 10)]
    assert codes(await books.post(paid, *tries)) == ["done", "done", "more_than_paid", "done"]
    assert await books.on(amina) == (100, 0, 0)


async def test_a_refund_that_is_undone_with_its_chain_can_be_made_again(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 60)
    [paid] = await books.done(transfer(amina, shop, 60))
    chain = [refund(shop, amina, paid.id, 60, linked=True), transfer(shop, amina, 1)]
    tries = [*chain, refund(shop, amina, paid.id, 60)]
    assert codes(await books.post(*tries)) == ["linked_failed", "insufficient_funds", "done"]


async def test_limits_do_not_stand_in_the_way_of_a_refund(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [paid] = await books.done(transfer(amina, shop, 100))
    async with books.database.transaction() as db:
        await set_limits(db, shop, AccountLimits(once=1, daily=1), None, "small shop")
        await set_limits(db, amina, AccountLimits(most=10), None, "small wallet account")
    await books.done(refund(shop, amina, paid.id, 100))


async def test_a_shop_that_spent_it_cannot_give_it_back(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [paid] = await books.done(transfer(amina, shop, 100))
    await books.done(transfer(shop, books.bo, 50))
    assert codes(await books.post(refund(shop, amina, paid.id, 60))) == ["insufficient_funds"]


async def test_two_tills_at_once_give_back_no_more_than_was_paid(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [paid] = await books.done(transfer(amina, shop, 60))
    await books.fund(shop, 1_000)
    posters = [Batchers(books.database).of(POSTING) for _ in range(3)]
    answers = await asyncio.gather(
        *(posters[n % 3].submit(refund(shop, amina, paid.id, 7)) for n in range(60)),
        return_exceptions=True,
    )
    refused = [one.code for one in answers if isinstance(one, Problem)]
    assert refused == ["more_than_paid"] * 52
    assert await books.on(amina) == (40 + 56, 0, 0)
