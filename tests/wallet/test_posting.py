"""The traps of posting whole batches: each of these once went wrong somewhere."""

import asyncio
from contextvars import Context
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import asyncpg
import pytest

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import POSTING, AccountLimits, Posted, post, reconcile, stored_id
from leapfrog.wallet.errors import InsufficientFunds
from leapfrog.wallet.transfers import MOST
from tests.wallet.acts import Books, code, codes, hold, transfer


async def test_balances_land_on_their_own_accounts_also_when_one_is_unknown(books: Books) -> None:
    """The order of aggregates over sorted rows is a promise of nobody's."""
    people = [await books.open("person", who=f"{n}") for n in range(40)]
    await books.done(*(transfer(books.issuer, one, 1_000 + one) for one in people))
    dice = Random(7)
    for turn in range(6):
        operations = []
        for _ in range(60):
            one, other = dice.sample(people, 2)
            operations.append(transfer(one, other, dice.randint(1, 20)))
        before = {one: (await books.on(one))[0] for one in people}
        strangers = [transfer(people[0], 10**12 + n, 1) for n in range(turn % 3)]
        said = await books.post(*strangers, *operations)
        for operation, result in zip([*strangers, *operations], said, strict=True):
            if isinstance(result, Posted):
                before[operation.payer] -= operation.amount
                before[operation.payee] += operation.amount
                assert result.payer_balance == before[operation.payer]
                assert result.payee_balance == before[operation.payee]
            else:
                assert result.code in ("no_account", "insufficient_funds")
        assert {one: (await books.on(one))[0] for one in people} == before


async def test_a_twin_that_commits_while_one_waits_for_the_lock_is_seen(books: Books) -> None:
    await books.fund(books.amina, 100)
    operation = transfer(books.amina, books.bo, 10)
    async with books.database.transaction() as db:
        [first] = await post(db, [operation])
        # Somebody else's task, which has none of this one's connection.
        twin = books.post(operation, transfer(books.amina, books.bo, 90))
        waiting = asyncio.create_task(twin, context=Context())
        await asyncio.sleep(0.2)
        assert not waiting.done()
    second, other = await waiting
    assert (code(first), code(second), code(other)) == ("done", "again", "done")
    assert await books.on(books.amina) == (0, 0, 0)


async def test_a_snapshot_that_cannot_see_what_others_did_is_refused(books: Books) -> None:
    call = (
        "select wallet_post(now(), '{1,2}', array[gen_random_uuid()], '{1}', '{2}', '{5}', '{0}',"
        " null, null, null, null)"
    )
    async with books.database.transaction() as db:
        await db.run("set transaction isolation level repeatable read")
        with pytest.raises(asyncpg.PostgresError) as caught:
            async with db.savepoint():
                await db.connection.fetch(call)
    assert caught.value.sqlstate == "WL002"


async def test_the_same_operation_twice_in_one_list_is_done_once(books: Books) -> None:
    await books.fund(books.amina, 100)
    one, other = transfer(books.amina, books.bo, 10), transfer(books.amina, books.bo, 1)
    changed = transfer(books.amina, books.bo, 11, id=one.id)
    said = await books.post(one, other, one, changed, one, other)
    assert codes(said) == ["done", "done", "again", "transfer_id_used", "again", "again"]
    assert await books.on(books.bo) == (11, 0, 0)


async def test_a_chain_that_names_one_id_twice_is_refused_as_a_whole(books: Books) -> None:
    await books.fund(books.amina, 100)
    one = transfer(books.amina, books.bo, 10, linked=True)
    again = transfer(books.amina, books.bo, 10, id=one.id)
    later = transfer(books.amina, books.bo, 1)
    said = await books.post(later, one, again, later)
    assert codes(said) == ["done", "linked_failed", "transfer_id_used", "again"]
    assert codes(await books.post(one, again)) == ["linked_failed", "transfer_id_used"]


async def test_a_chain_is_new_as_a_whole_or_was_done_as_a_whole(books: Books) -> None:
    await books.fund(books.amina, 100)
    one = transfer(books.amina, books.bo, 10, linked=True)
    two, three = transfer(books.amina, books.shop, 10), transfer(books.amina, books.shop, 5)
    assert codes(await books.post(one, two)) == ["done", "done"]
    assert codes(await books.post(one, two)) == ["again", "again"]
    assert codes(await books.post(one, three)) == ["linked_failed", "transfer_id_used"]
    assert await books.on(books.amina) == (80, 0, 0)


async def test_of_a_chain_without_an_end_nothing_is_done(books: Books) -> None:
    await books.fund(books.amina, 100)
    chain = [transfer(books.amina, books.bo, 10, linked=True) for _ in range(3)]
    before = transfer(books.amina, books.bo, 1)
    expected = ["done", "linked_failed", "linked_failed", "chain_open"]
    assert codes(await books.post(before, *chain)) == expected
    broken = [transfer(books.amina, books.bo, 0, linked=True), *chain]
    expected = ["bad_amount", "linked_failed", "linked_failed", "chain_open"]
    assert codes(await books.post(*broken)) == expected


async def test_a_failed_chain_leaves_room_for_the_ones_after_it(books: Books) -> None:
    await books.fund(books.amina, 100)
    chain = [transfer(books.amina, books.bo, 100, linked=True), transfer(books.bo, books.shop, 101)]
    after = [transfer(books.amina, books.shop, 100), transfer(books.bo, books.shop, 1)]
    said = await books.post(*chain, *after)
    assert codes(said) == ["linked_failed", "insufficient_funds", "done", "insufficient_funds"]
    async with books.database.transaction() as db:
        assert await reconcile(db) == []


async def test_in_a_chain_one_may_spend_what_another_brought(books: Books) -> None:
    await books.fund(books.amina, 100)
    fee = await books.open("fee")
    chain = [
        transfer(books.amina, books.shop, 100, linked=True),
        transfer(books.shop, fee, 3),
    ]
    assert codes(await books.post(*chain)) == ["done", "done"]
    assert (await books.on(books.shop), await books.on(fee)) == ((97, 0, 0), (3, 0, 0))


async def test_more_than_fit_into_one_batch_go_in_several_and_chains_stay_whole(
    books: Books,
) -> None:
    await books.fund(books.amina, MOST * 2)
    operations = [
        transfer(books.amina, books.bo, 1, linked=n % 7 not in (0, 6)) for n in range(MOST + 6)
    ]
    operations.append(transfer(books.amina, books.bo, 1))
    assert codes(await books.post(*operations)) == ["done"] * (MOST + 7)
    assert await books.value("select count(*) from wallet_batch where size > 1") == 2
    async with books.database.transaction() as db:
        assert await reconcile(db) == []


async def test_time_does_not_go_back_within_an_account(books: Books, clock: FixedClock) -> None:
    """The clocks of two nodes differ; a node that is behind writes what is later later."""
    late = clock.now() + timedelta(minutes=5)
    clock.set(late)
    await books.fund(books.amina, 100)
    clock.set(late - timedelta(minutes=2))
    [posted] = await books.done(transfer(books.amina, books.bo, 1))
    assert posted.at == late
    [elsewhere] = await books.done(transfer(books.issuer, books.shop, 1))
    assert elsewhere.at == late
    clock.set(late + timedelta(minutes=1))
    [posted] = await books.done(transfer(books.amina, books.bo, 1))
    assert posted.at == late + timedelta(minutes=1)


def test_stored_ids_keep_the_time_and_are_the_payers_own() -> None:
    early, late = UUID("01900000-0000-7000-8000-000000000001"), new_id()
    assert stored_id(1, early) == stored_id(1, early)
    assert stored_id(1, early) != stored_id(2, early)
    assert stored_id(9, early) < stored_id(1, late)
    for one in (early, late, uuid4()):
        found = stored_id(5, one)
        assert (found.version, found.variant) == (7, "specified in RFC 4122")
        assert found.bytes[:6] == one.bytes[:6]


async def test_single_payments_at_once_are_each_answered_for_themselves(books: Books) -> None:
    careful = await books.open("person", who="careful", limits=AccountLimits(once=5))
    await books.fund(careful, 100)
    poster = Batchers(books.database).of(POSTING)
    operations = [transfer(careful, books.bo, 1 + n % 10) for n in range(60)]
    operations += [hold(careful, books.bo, 1)]
    answers = await asyncio.gather(*map(poster.submit, operations), return_exceptions=True)
    for operation, answer in zip(operations, answers, strict=True):
        if operation.amount > 5:
            assert getattr(answer, "code", None) == "over_payment_limit"
        else:
            assert isinstance(answer, Posted | InsufficientFunds)
    assert poster.batches < 10
    await poster.close()
