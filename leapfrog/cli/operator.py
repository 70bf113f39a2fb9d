"""`leapfrog operator NAME`: makes somebody an operator. And what a start says of operators."""

import asyncio
from argparse import ArgumentParser, Namespace
from urllib.parse import urlencode

import asyncpg

from leapfrog import identity
from leapfrog.cli.database import DatabaseError, database_of_any
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings, SettingsError, handles


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="one of LEAPFROG_OPERATORS")
    parser.set_defaults(run=appoint)


def appoint(settings: Settings, asked: Namespace) -> int:
    """Works on an open town as well as on a closed one. Raises `SettingsError` for a name that
    the settings of the town do not keep for an operator.
    """
    try:
        [handle] = handles(asked.name)
    except ValueError:
        raise SettingsError(f"{asked.name}: must be a name like amina") from None
    with database_of_any(settings) as town:
        print(asyncio.run(_appoint(town, handle)))
    return 0


def to_operators(settings: Settings) -> list[str]:
    """A line for each handle of the settings by which nobody runs the town yet: with what to join,
    or what to do. A code that an earlier start printed, or another node, stays good.
    """
    return asyncio.run(_to_operators(settings)) if settings.operators else []


async def _appoint(settings: Settings, handle: str) -> str:
    database = await Database.connect(settings.database_url or "", 1)
    try:
        async with database.transaction() as db:
            if handle not in {*settings.operators, *await identity.operator_handles(db)}:
                raise SettingsError(
                    f"{handle} is no operator's name: put it into LEAPFROG_OPERATORS first"
                )
            found = await identity.appoint_operator(db, handle)
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        raise DatabaseError("the town that is open is an older one: start it again") from None
    finally:
        await database.close()
    if found.joined_at is None:
        return line(settings, found)
    return (
        f"{handle}, who joined on {found.joined_at:%Y-%m-%d}, is an operator of this town."
        f" If that is somebody else than you think, take {handle} out of LEAPFROG_OPERATORS"
        " and start the town again."
    )


async def _to_operators(settings: Settings) -> list[str]:
    database = await Database.connect(settings.database_url or "", 1)
    try:
        async with database.transaction() as db:
            found = [await identity.operator_status(db, one) for one in settings.operators]
    finally:
        await database.close()
    return [line(settings, one) for one in found if not one.operator]


def line(settings: Settings, one: identity.HandleStatus) -> str:
    """What whoever runs the program is told of a handle by which nobody runs the town."""
    if one.code:
        # After the #, which browsers send to nobody.
        code = urlencode({"handle": one.handle, "operator": one.code})
        return f"{settings.origin}/join#{code}"
    if one.code_until:
        until = f"{one.code_until:%F %H:%M} UTC"
        return (
            f"the link by which {one.handle} joins was printed before, and is good until {until};"
            f" another one: leapfrog operator {one.handle}"
        )
    if one.joined_at:
        return (
            f"{one.handle} joined on {one.joined_at:%Y-%m-%d} and is no operator yet;"
            f" if that is you: leapfrog operator {one.handle}"
        )
    return f"{one.handle} was erased here, and nobody gets that name again; choose another one"
