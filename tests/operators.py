"""Those who run a town of a test: what whoever runs the program does for them."""

import asyncpg

from leapfrog.identity import operators
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.db import Database

NAMED = "select exists (select from identity_town where cardinality(operators) > 0)"


async def names_operators(connection: asyncpg.Connection) -> bool:
    """Whether the settings with which this town was opened name any."""
    return bool(await connection.fetchval(NAMED))


async def appoint(database: Database, handle: str) -> None:
    """Makes somebody who has joined an operator."""
    async with database.transaction() as db:
        await operators.appoint(db, handle)


async def code_for(database: Database, handle: str) -> str | None:
    """With what this handle is joined, where the settings keep it for an operator."""
    async with database.transaction() as db:
        if not await operators.keeps(db, handle):
            return None
        return (await operators.appoint(db, handle)).code


async def code_at(database_url: str, handle: str, clock: Clock | None = None) -> str | None:
    """The same, for who holds no database open; `clock`: that of the town."""
    database = await Database.connect(database_url, 1, clock)
    try:
        return await code_for(database, handle)
    finally:
        await database.close()
