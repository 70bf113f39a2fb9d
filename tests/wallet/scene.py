"""Everything that an operation could trip over, all in one town."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog.kernel.ids import new_id
from leapfrog.wallet import AccountLimits, close, freeze
from tests.wallet.acts import Books, capture, hold, transfer


class Scene:
    """Amina has plenty; `paid` is a payment of 50 from her to Bo, `used` the id of another.

    `held`: holds of 10 between the same, by state. `tight` has 5, may pay 10 at once and 8 a day;
    `full` can hold 3. `both` is closed and frozen.
    """

    def __init__(self, books: Books) -> None:
        self.books, self.amina, self.bo = books, books.amina, books.bo
        self.used = new_id()
        self.held: dict[str, UUID] = {}

    async def build(self) -> "Scene":
        await self._people()
        amina, bo, books = self.amina, self.bo, self.books
        await books.fund(amina, 1_000)
        await books.done(transfer(amina, bo, 5, id=self.used))
        self.paid = (await books.done(transfer(amina, bo, 50)))[0].id
        for word, seconds in (("open", None), ("posted", None), ("expired", 1)):
            [made] = await books.done(hold(amina, bo, 10, seconds=seconds))
            self.held[word] = made.id
        [posted] = await books.done(capture(amina, bo, self.held["posted"]))
        self.posted = posted.id
        clock: Any = books.database.clock
        clock.advance(timedelta(seconds=2))
        return self

    async def _people(self) -> None:
        books = self.books
        self.dollars = await books.open("person", who="dollars", currency="USD")
        self.tight = await books.open("person", who="tight", limits=AccountLimits(once=10, daily=8))
        self.full = await books.open("person", who="full", limits=AccountLimits(most=3))
        self.out, self.shut, self.both = [
            await books.open("person", who=who, limits=AccountLimits(once=1))
            for who in ("out", "shut", "both")
        ]
        await books.fund(self.tight, 5)
        await books.fund(self.out, 100)
        async with books.database.transaction() as db:
            await freeze(db, self.out, None, "test", incoming=False)
            await freeze(db, self.shut, None, "test", incoming=True)
            await freeze(db, self.both, None, "test", incoming=True)
            await close(db, self.both, None, "test")
