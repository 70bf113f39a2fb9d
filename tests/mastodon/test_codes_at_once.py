"""Several bring one code in the same moment, or end the token that it gave meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id, secret_hash
from leapfrog.kernel.settings import Settings
from leapfrog.oauth import store
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.test_oauth import asked, client_app, code_in

__all__ = ["client_app"]

WAITING = """
select count(*) from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
"""
# What somebody does with the code, the token that it gave, and whose that is.
Ending = Callable[[Db, bytes, UUID, UUID], Awaitable[object]]


def brought_again(db: Db, digest: bytes, _token: UUID, _person: UUID) -> Awaitable[object]:
    return store.drop_given(db, digest)


def ended(db: Db, _digest: bytes, token: UUID, person: UUID) -> Awaitable[object]:
    return store.end(db, person, token)


class Code:
    """A code that nobody has used yet; each who comes with it has a transaction of their own."""

    def __init__(self, database: Database, code: str) -> None:
        self.database, self.digest = database, secret_hash(code)
        self.held, self.go_on = asyncio.Event(), asyncio.Event()

    async def use(self) -> tuple[UUID, UUID, "asyncio.Task[object]"]:
        """The first one gets a token while another waits; its id, whose it is, and who waited."""
        async with self.database.transaction() as db:
            kept = await store.take_code(db, self.digest)
            assert kept is not None
            second = beside(self.wait_for_it())
            await beside(self.one_waits())
            made = new_id()
            given = (kept.app_id, kept.person_id, kept.scopes)
            await store.add_token(db, made, secret_hash("its token"), *given)
            await store.gave(db, self.digest, made)
        return made, kept.person_id, second

    async def wait_for_it(self) -> object:
        """One who came while it was being used: has the code's row until told to go on."""
        async with self.database.transaction() as db:
            assert await store.take_code(db, self.digest) is None
            self.held.set()
            await self.go_on.wait()
            return await store.drop_given(db, self.digest)

    async def come_late(self, ending: Ending, token: UUID, person: UUID) -> object:
        async with self.database.transaction() as db:
            assert await store.take_code(db, self.digest) is None
            return await ending(db, self.digest, token, person)

    async def one_waits(self) -> None:
        """Until PostgreSQL lets somebody wait for a lock."""
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.database.glance() as db:
                    if await db.value(WAITING):
                        return


def beside(act: Any) -> "asyncio.Task[object]":
    """Somebody else does this meanwhile, who holds nothing of ours."""
    return asyncio.create_task(act, context=Context())


async def at_once(url: str, code: str, ending: Ending) -> tuple[object, object, int]:
    """What both who came after the first one ended, and how many tokens are left."""
    database = await Database.connect(url, 4)
    try:
        one = Code(database, code)
        token, person, second = await one.use()
        await one.held.wait()
        third = beside(one.come_late(ending, token, person))
        await one.one_waits()
        one.go_on.set()
        ended = await second, await third
        async with database.glance() as db:
            return *ended, int(await db.value("select count(*) from oauth_token"))
    finally:
        await database.close()


@pytest.mark.parametrize("ending", [brought_again, ended])
def test_who_ends_the_token_of_a_code_never_waits_crosswise(
    origin: str, join: Join, client_app: dict[str, str], settings: Settings, ending: Ending
) -> None:
    code = code_in(join("amina").says(asked(client_app))["url"])
    second, third, left = asyncio.run(at_once(str(settings.database_url), code, ending))
    assert isinstance(second, tuple)
    assert not third
    assert left == 0
