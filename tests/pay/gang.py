"""A gang of friends with a conversation and money, at the level of the verbs: no sessions."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from leapfrog import wallet
from leapfrog.identity import set_town
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import set_up, town_account, wallet_account_ids
from leapfrog.wallet import Posted, Transfer

PERSON = """
insert into identity_person (id, kind, handle, display_name, created_at)
select id, 'person', 'p' || md5(id::text), 'P' || n, $2
from unnest($1::uuid[]) with ordinality as p (id, n)
"""
GROUP = """
insert into chat_conversation (id, kind, last_at, created_at) values ($1, 'group', $2, $2)
"""
NAMED = (
    "insert into chat_group (conversation_id, name, made_by, made_of) values ($1, 'Gang', $2, '{}')"
)
MEMBERS = """
insert into chat_member (conversation_id, person_id, joined_at)
select $1, unnest($2::uuid[]), $3
"""


class Gang:
    """`people` are all in the group `place`, each with `each` cents."""

    def __init__(self, database: Database, home: Path) -> None:
        self.database, self.home = database, home
        self.place = new_id()
        self.people: list[UUID] = []
        self.wallet_accounts: dict[UUID, int] = {}

    async def begin(self, many: int, each: int = 10_000) -> "Gang":
        self.people = [new_id() for _ in range(many)]
        async with self.database.transaction() as db:
            await set_town(db, "Lake Town", "lake.town")
            await set_up(db, Settings(home=self.home))
            await db.run(PERSON, self.people, db.now)
            await db.run(GROUP, self.place, db.now)
            await db.run(NAMED, self.place, self.people[0])
            await db.run(MEMBERS, self.place, self.people, db.now)
            self.wallet_accounts = await wallet_account_ids(db, self.people)
            issuer = await town_account(db, "issuer")
            operations = [
                Transfer(id=new_id(), payer=issuer.id, payee=self.wallet_accounts[one], amount=each)
                for one in self.people
            ]
            assert all(isinstance(one, Posted) for one in await wallet.post(db, operations))
        return self

    async def do(self, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        """One verb in a transaction of its own."""
        async with self.database.transaction() as db:
            return await verb(db, *args, **more)

    async def has(self, person: UUID) -> int:
        """What is in somebody's wallet account."""
        return (await self.on(self.wallet_accounts[person]))[0]

    async def on(self, account: int) -> tuple[int, int]:
        """(balance, held)."""
        found = await self.do(wallet.balance, account)
        return found.balance, found.held

    async def of_kind(self, kind: str) -> list[tuple[int, int, int]]:
        """(balance, held, incoming) of all accounts of a kind."""
        sql = (
            "select balance, held, incoming from wallet_account where kind = $1::wallet_kind"
            " order by id"
        )
        async with self.database.reading() as db:
            return [tuple(row) for row in await db.rows(sql, kind)]

    async def sound(self) -> bool:
        """Whether the books agree, and all accounts together are nothing."""
        async with self.database.transaction() as db:
            total = await db.value("select sum(balance) from wallet_account")
            return total == 0 and await wallet.reconcile(db) == []

    async def value(self, sql: str, *args: Any) -> Any:
        async with self.database.transaction() as db:
            return await db.value(sql, *args)
