"""Money that is set aside: promised, paid in whole or part, given back, or forgotten in time."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.timers import run_one
from leapfrog.wallet import TIMERS, AccountLimits, reconcile, start_timers, stored_id
from tests.wallet.acts import Books, capture, codes, hold, transfer, void


async def sweep(database: Database) -> None:
    """Lets the timers that are due now do their work."""
    async with database.transaction() as db:
        await start_timers(db)
    while await run_one(database, TIMERS):
        pass


async def sound(books: Books) -> bool:
    async with books.database.transaction() as db:
        return await reconcile(db) == []


async def test_what_is_held_lies_still_until_it_is_posted(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [held] = await books.done(hold(amina, shop, 60))
    assert (await books.on(amina), await books.on(shop)) == ((100, 60, 0), (0, 0, 60))
    assert codes(await books.post(transfer(amina, shop, 41))) == ["insufficient_funds"]
    await books.done(capture(amina, shop, held.id))
    assert (await books.on(amina), await books.on(shop)) == ((40, 0, 0), (60, 0, 0))
    assert await sound(books)


async def test_the_rest_of_a_post_in_part_is_the_payers_again(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [held] = await books.done(hold(amina, shop, 60))
    await books.done(capture(amina, shop, held.id, 25), transfer(amina, books.bo, 75))
    assert (await books.on(amina), await books.on(shop)) == ((0, 0, 0), (25, 0, 0))


async def test_a_hold_is_resolved_once(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [held] = await books.done(hold(amina, shop, 60))
    both = [capture(amina, shop, held.id, 10), void(amina, shop, held.id)]
    assert codes(await books.post(*both)) == ["done", "hold_resolved"]
    assert codes(await books.post(*both)) == ["again", "hold_resolved"]
    assert codes(await books.post(capture(amina, shop, held.id))) == ["hold_resolved"]
    assert await books.on(amina) == (90, 0, 0)


async def test_a_hold_that_is_made_and_posted_in_one_chain_leaves_nothing_open(
    books: Books,
) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    made = hold(amina, shop, 60, linked=True)
    await books.done(made, capture(amina, shop, stored_id(amina, made.id), 50))
    assert (await books.on(amina), await books.on(shop)) == ((50, 0, 0), (50, 0, 0))
    assert await books.value("select count(*) from wallet_hold") == 0
    assert await sound(books)


async def test_a_hold_of_a_chain_that_failed_was_never_there(books: Books) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    made = hold(amina, shop, 60, linked=True)
    stored = stored_id(amina, made.id)
    chain = [made, capture(amina, shop, stored, linked=True), transfer(amina, shop, 41)]
    said = await books.post(*chain, void(amina, shop, stored), transfer(amina, shop, 100))
    assert codes(said) == [
        "linked_failed",
        "linked_failed",
        "insufficient_funds",
        "no_hold",
        "done",
    ]
    assert await sound(books)


async def test_a_resolution_that_is_undone_with_its_chain_leaves_the_hold_open(
    books: Books,
) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [held] = await books.done(hold(amina, shop, 60))
    chain = [void(amina, shop, held.id, linked=True), transfer(amina, shop, 999)]
    later = capture(amina, shop, held.id)
    assert codes(await books.post(*chain, later)) == ["linked_failed", "insufficient_funds", "done"]
    assert (await books.on(amina), await books.on(shop)) == ((40, 0, 0), (60, 0, 0))


async def test_what_was_held_too_long_is_the_payers_again(books: Books, clock: FixedClock) -> None:
    amina, shop = books.amina, books.shop
    await books.fund(amina, 100)
    [short] = await books.done(hold(amina, shop, 60, seconds=120))
    await books.done(hold(amina, shop, 20))
    await sweep(books.database)
    assert await books.on(amina) == (100, 80, 0)
    clock.advance(timedelta(seconds=120))
    assert codes(await books.post(capture(amina, shop, short.id))) == ["hold_expired"]
    await sweep(books.database)
    assert (await books.on(amina), await books.on(shop)) == ((100, 20, 0), (0, 0, 20))
    assert codes(await books.post(capture(amina, shop, short.id))) == ["hold_resolved"]
    entries = await books.value("select entries from wallet_account where id = $1", amina)
    clock.advance(timedelta(seconds=5))
    await sweep(books.database)
    assert await books.value("select entries from wallet_account where id = $1", amina) == entries
    assert await sound(books)


async def test_more_holds_than_one_sweep_takes_all_expire(books: Books, clock: FixedClock) -> None:
    await books.fund(books.amina, 2_000)
    await books.done(*(hold(books.amina, books.shop, 1, seconds=1) for _ in range(1_100)))
    clock.advance(timedelta(seconds=1))
    await sweep(books.database)
    assert await books.on(books.amina) == (2_000, 0, 0)


async def test_what_is_held_counts_for_the_day_and_what_is_given_back_does_not(
    books: Books, clock: FixedClock
) -> None:
    careful = await books.open("person", who="careful", limits=AccountLimits(daily=100))
    await books.fund(careful, 1_000)
    [held] = await books.done(hold(careful, books.shop, 80))
    assert codes(await books.post(transfer(careful, books.shop, 21))) == ["over_daily_limit"]
    await books.done(capture(careful, books.shop, held.id, 30), transfer(careful, books.shop, 70))
    assert codes(await books.post(transfer(careful, books.shop, 1))) == ["over_daily_limit"]
    clock.advance(timedelta(days=1))
    await books.done(hold(careful, books.shop, 100))
    clock.advance(timedelta(days=1))
    await books.done(transfer(careful, books.shop, 100))


async def test_promises_count_against_what_an_account_can_hold(books: Books) -> None:
    small = await books.open("person", who="small", limits=AccountLimits(most=100))
    await books.fund(books.amina, 1_000)
    [held] = await books.done(hold(books.amina, small, 60))
    assert codes(await books.post(transfer(books.amina, small, 41))) == ["over_balance_limit"]
    await books.done(capture(books.amina, small, held.id, 10), transfer(books.amina, small, 90))
