"""What somebody takes along of their accounts, and what is forgotten when they leave."""

import pytest

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.wallet import RECORD_SETS, account, accounts_by_id, audit, owned, reconcile
from leapfrog.wallet.archive import PAGE
from leapfrog.wallet.errors import MoneyLeft
from tests.matrix import unchanged
from tests.wallet.acts import Books, codes, hold, transfer, void

SETS: dict[str, RecordSet] = {one.name: one for one in RECORD_SETS}


async def exported(books: Books, name: str, who: str = "amina") -> list[Record]:
    async with books.database.transaction() as db:
        return [record async for record in SETS[name].export(db, books.people[who])]


async def erase(books: Books, who: str = "amina") -> list[int]:
    async with books.database.transaction() as db:
        return [await one.erase(db, books.people[who]) for one in reversed(RECORD_SETS)]


async def test_accounts_and_every_line_are_taken_along(books: Books) -> None:
    await books.fund(books.amina, 10_000)
    await books.done(*(transfer(books.amina, books.bo, 1) for _ in range(PAGE + 20)))
    [kept] = await exported(books, "wallet_accounts")
    assert (kept["balance"], kept["amount"], kept["currency"]) == (9480, "94.80", "EUR")
    assert str(books.people["amina"]) not in str(kept)
    lines = await exported(books, "wallet_entries")
    assert [line["no"] for line in lines] == list(range(PAGE + 21, 0, -1))
    assert sum(line["amount"] for line in lines) == 9480
    assert await exported(books, "wallet_entries", "shop") == []


def test_money_does_not_travel_in_a_file() -> None:
    assert [one.restore for one in RECORD_SETS] == [None, None]


async def test_who_has_money_or_owes_it_does_not_leave_without_it(
    books: Books, database_url: str
) -> None:
    await books.fund(books.amina, 10)
    [held] = await books.done(hold(books.amina, books.bo, 10))
    for who in ("amina", "bo"):
        async with unchanged(database_url):
            with pytest.raises(MoneyLeft):
                await erase(books, who)
    await books.done(void(books.amina, books.bo, held.id), transfer(books.amina, books.shop, 10))
    assert await erase(books) == [0, 1]


async def test_the_books_stay_in_balance_and_say_no_more_whose_it_was(books: Books) -> None:
    await books.fund(books.amina, 10)
    await books.done(transfer(books.amina, books.shop, 10))
    amina = books.people["amina"]
    await erase(books)
    async with books.database.transaction() as db:
        assert await owned(db, amina) == []
        left = await account(db, books.amina)
        assert left.closed
        assert left.owner_id not in (None, amina)
        [note] = await audit(db, books.amina)
        assert (note.act, note.by_id) == ("forgotten", None)
        assert await reconcile(db) == []
        assert (await accounts_by_id(db, [books.shop]))[books.shop].balance == 10
        rows = await db.rows(
            "select t::text from wallet_account t union all select t::text from"
            " wallet_audit t union all select t::text from wallet_transfer t"
        )
    assert not [row for row in rows if str(amina) in row[0]]
    assert codes(await books.post(transfer(books.shop, books.amina, 1))) == ["account_closed"]
    assert await erase(books) == [0, 0]
