"""What is done to the books, in one line each."""

from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import (
    AccountLimits,
    CaptureHold,
    Hold,
    NewAccount,
    Posted,
    Refund,
    Result,
    Transfer,
    Void,
    balance,
    open_account,
    post,
)

NO_LIMIT, USUAL = AccountLimits(credit=None), AccountLimits()


class Books:
    """A database whose books are open: an issuer, Amina, Bo and a shop, with nothing on them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.issuer = self.amina = self.bo = self.shop = 0
        self.people: dict[str, UUID] = {}

    async def begin(self) -> "Books":
        self.issuer = await self.open("issuer", limits=NO_LIMIT)
        self.amina = await self.open("person", who="amina")
        self.bo = await self.open("person", who="bo")
        self.shop = await self.open("merchant", who="shop")
        return self

    async def open(
        self, kind: Any, who: str = "", currency: str = "EUR", limits: AccountLimits = USUAL
    ) -> int:
        """Opens an account: of the town, or of somebody, who is made up by name."""
        owner: Any = {"person": "person", "merchant": "merchant"}.get(kind, "system")
        owner_id = self.people.setdefault(who, new_id()) if owner != "system" else None
        new = NewAccount(owner, owner_id, kind, currency, who if not owner_id else "", limits)
        async with self.database.transaction() as db:
            return await open_account(db, new)

    async def post(self, *operations: Any) -> list[Result]:
        async with self.database.transaction() as db:
            return await post(db, operations)

    async def done(self, *operations: Any) -> list[Posted]:
        """Posts them, of which none may be refused."""
        results = await self.post(*operations)
        assert [one for one in results if not isinstance(one, Posted)] == []
        return [one for one in results if isinstance(one, Posted)]

    async def fund(self, account: int, amount: int) -> Posted:
        """Money out of nothing."""
        return (await self.done(transfer(self.issuer, account, amount)))[0]

    async def on(self, account: int) -> tuple[int, int, int]:
        """(balance, held, incoming)."""
        async with self.database.transaction() as db:
            found = await balance(db, account)
        return found.balance, found.held, found.incoming

    async def value(self, sql: str, *args: Any) -> Any:
        async with self.database.transaction() as db:
            return await db.value(sql, *args)


def transfer(payer: int, payee: int, amount: int, **more: Any) -> Transfer:
    return Transfer(
        id=more.pop("id", None) or new_id(), payer=payer, payee=payee, amount=amount, **more
    )


def hold(payer: int, payee: int, amount: int, **more: Any) -> Hold:
    return Hold(
        id=more.pop("id", None) or new_id(), payer=payer, payee=payee, amount=amount, **more
    )


def capture(
    payer: int, payee: int, held: UUID, amount: int | None = None, **more: Any
) -> CaptureHold:
    made = more.pop("id", None) or new_id()
    return CaptureHold(id=made, payer=payer, payee=payee, hold=held, amount=amount, **more)


def void(payer: int, payee: int, held: UUID, **more: Any) -> Void:
    made = more.pop("id", None) or new_id()
    return Void(id=made, payer=payer, payee=payee, hold=held, **more)


def refund(payer: int, payee: int, of: UUID, amount: int, **more: Any) -> Refund:
    made = more.pop("id", None) or new_id()
    return Refund(id=made, payer=payer, payee=payee, of=of, amount=amount, **more)


def code(result: Result) -> str:
    """`done`, `again`, or the code of the refusal."""
    if isinstance(result, Problem):
        return result.code
    return "again" if result.again else "done"


def codes(results: list[Result]) -> list[str]:
    return [code(result) for result in results]
