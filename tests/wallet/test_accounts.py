"""Accounts: opened once, frozen by two hands, limited, closed; each change with who and why."""

import asyncio
from datetime import timedelta

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.publisher import Publisher
from leapfrog.wallet import (
    AccountLimits,
    NewAccount,
    account,
    accounts_by_id,
    audit,
    balance,
    balance_at,
    close,
    freeze,
    lock,
    open_account,
    open_accounts,
    own,
    owned,
    set_limits,
    set_unit,
    unfreeze,
    unlock,
)
from leapfrog.wallet.errors import CreditInUse, NoAccount, NoCurrency, NotEmpty, UnitDiffers
from tests.matrix import unchanged
from tests.wallet.acts import Books, codes, hold, transfer, void


async def test_an_account_is_opened_once(books: Books) -> None:
    amina = new_id()
    new = [
        NewAccount("person", amina, "person", "EUR"),
        NewAccount("person", amina, "person", "USD"),
        NewAccount("person", amina, "person", "EUR", "savings"),
        NewAccount("system", None, "escrow", "EUR", "order 1"),
        NewAccount("system", None, "escrow", "EUR", "order 2"),
    ]
    async with books.database.transaction() as db:
        ids = await open_accounts(db, [*new, new[0]])
        assert len(set(ids)) == 5
        assert ids[5] == ids[0]
        assert await open_accounts(db, new[::-1]) == ids[4::-1]
        assert [one.id for one in await owned(db, amina)] == ids[:3]
        assert (await account(db, ids[3])).owner == "system"


async def test_two_who_open_the_same_at_once_open_one(books: Books) -> None:
    new = NewAccount("system", None, "fee", "EUR")

    async def open_it() -> int:
        async with books.database.transaction() as db:
            return await open_account(db, new)

    assert len(set(await asyncio.gather(*(open_it() for _ in range(8))))) == 1


async def test_an_unknown_currency_is_refused_and_the_towns_own_unit_can_be_made_known(
    books: Books, database_url: str
) -> None:
    new = NewAccount("person", new_id(), "person", "LAK")
    async with unchanged(database_url):
        with pytest.raises(NoCurrency):
            async with books.database.transaction() as db:
                await open_account(db, new)
    async with books.database.transaction() as db:
        await set_unit(db, "LAK", 1, of_the_town=True)
        await set_unit(db, "LAK", 1, of_the_town=True)
        found = await account(db, await open_account(db, new))
    assert (found.currency, found.exponent) == ("LAK", 1)
    with pytest.raises(UnitDiffers):
        async with books.database.transaction() as db:
            await set_unit(db, "LAK", 2, of_the_town=True)


async def test_an_account_tells_what_can_be_paid_from_it(books: Books) -> None:
    await books.fund(books.amina, 100)
    await books.done(hold(books.amina, books.bo, 30))
    async with books.database.transaction() as db:
        await set_limits(db, books.amina, AccountLimits(credit=20), None, "trusted")
        found = await accounts_by_id(db, [books.amina, books.issuer, 10**9])
    assert found[books.amina].available == 90
    assert found[books.issuer].available is None
    assert found.keys() == {books.amina, books.issuer}


async def test_a_balance_is_known_at_any_moment(books: Books, clock: FixedClock) -> None:
    amina, begin = books.amina, clock.now()
    after = []
    for amount in range(1, 30):
        clock.advance(timedelta(minutes=1))
        await books.fund(amina, amount)
        if amount % 3 == 0:
            await books.done(transfer(amina, books.bo, 2), hold(amina, books.bo, 1))
        after.append((clock.now(), (await books.on(amina))[0]))
    async with books.database.transaction() as db:
        assert await balance_at(db, amina, begin) == 0
        for moment, expected in after:
            assert await balance_at(db, amina, moment) == expected
            assert await balance_at(db, amina, moment + timedelta(seconds=59)) == expected
        assert await balance_at(db, amina, begin + timedelta(days=999)) == after[-1][1]


async def test_two_freezes_are_two(books: Books) -> None:
    await books.fund(books.amina, 100)
    pays, gets = (
        lambda: transfer(books.amina, books.bo, 1),
        lambda: transfer(books.issuer, books.amina, 1),
    )
    async with books.database.transaction() as db:
        await lock(db, books.amina, new_id(), "my phone is gone")
        await freeze(db, books.amina, None, "a court says so", incoming=True)
    assert codes(await books.post(pays(), gets())) == ["account_frozen"] * 2
    async with books.database.transaction() as db:
        await unlock(db, books.amina, new_id(), "found it")
    assert codes(await books.post(pays(), gets())) == ["account_frozen"] * 2
    async with books.database.transaction() as db:
        await lock(db, books.amina, new_id(), "gone again")
        await unfreeze(db, books.amina, None, "settled")
    assert codes(await books.post(pays(), gets())) == ["account_frozen", "done"]
    async with books.database.transaction() as db:
        await unlock(db, books.amina, new_id(), "found it")
        assert not (await account(db, books.amina)).frozen
    assert codes(await books.post(pays(), gets())) == ["done", "done"]


async def test_every_change_says_who_when_and_why_and_what_changes_nothing_is_not_noted(
    books: Books, clock: FixedClock
) -> None:
    me = new_id()
    async with books.database.transaction() as db:
        await lock(db, books.bo, me, "stolen")
        await lock(db, books.bo, me, "stolen, I said")
        await set_limits(db, books.bo, AccountLimits(once=5), None, "new here")
        await unlock(db, books.bo, me, "found")
        await close(db, books.bo, me, "leaving")
        trail = await audit(db, books.bo)
    told = [(one.act, one.by_id, one.why) for one in trail]
    assert told == [
        ("closed", me, "leaving"),
        ("unlocked", me, "found"),
        ("limited", None, "new here"),
        ("locked", me, "stolen"),
    ]
    assert trail[2].detail["before"] == {"credit": 0, "most": None, "once": None, "daily": None}
    assert trail[2].detail["after"]["once"] == 5
    assert {one.at for one in trail} == {clock.now()}


async def test_an_account_with_anything_on_it_is_not_closed(
    books: Books, database_url: str
) -> None:
    await books.fund(books.amina, 10)
    [held] = await books.done(hold(books.amina, books.bo, 10))
    for one in (books.amina, books.bo):
        async with unchanged(database_url):
            with pytest.raises(NotEmpty):
                async with books.database.transaction() as db:
                    await close(db, one, None, "test")
    await books.done(void(books.amina, books.bo, held.id))
    async with books.database.transaction() as db:
        await close(db, books.bo, None, "test")
        assert (await account(db, books.bo)).closed


async def test_mutual_credit_goes_as_far_as_the_line_and_the_line_not_below_the_debt(
    books: Books,
) -> None:
    async with books.database.transaction() as db:
        await set_limits(db, books.amina, AccountLimits(credit=50), None, "a good neighbour")
    tries = [transfer(books.amina, books.bo, amount) for amount in (51, 50, 1)]
    assert codes(await books.post(*tries)) == ["insufficient_funds", "done", "insufficient_funds"]
    with pytest.raises(CreditInUse):
        async with books.database.transaction() as db:
            await set_limits(db, books.amina, AccountLimits(credit=49), None, "a bad one")


async def test_what_is_not_there_or_not_ones_own_is_refused(books: Books) -> None:
    nowhere = 10**9
    async with books.database.transaction() as db:
        for verb in (
            lambda: account(db, nowhere),
            lambda: balance(db, nowhere),
            lambda: lock(db, nowhere, new_id(), ""),
            lambda: unfreeze(db, nowhere, None, ""),
            lambda: close(db, nowhere, None, ""),
            lambda: set_limits(db, nowhere, AccountLimits(), None, ""),
            lambda: own(db, books.people["bo"], books.amina),
            lambda: own(db, books.people["bo"], books.issuer),
        ):
            with pytest.raises(NoAccount):
                await verb()
        assert (await own(db, books.people["bo"], books.bo)).id == books.bo


class Heard(Publisher):
    """Keeps what was published."""

    def __init__(self) -> None:
        self.told: list[tuple[set[object], bytes]] = []

    def publish(self, people: object, payload: bytes) -> None:
        self.told.append((set(people), payload))  # type: ignore[call-overload]

    def end_sessions(self, person: object, *, only: object, keep: object) -> None:
        raise AssertionError


async def test_the_owners_hear_of_it_when_it_is_done(books: Books) -> None:
    books.database.publisher = heard = Heard()
    await books.fund(books.amina, 5)
    await books.done(transfer(books.amina, books.bo, 5))
    people = books.people
    told = b'{"t":"changed","what":"wallet"}'
    assert heard.told == [({people["amina"]}, told), ({people["amina"], people["bo"]}, told)]
