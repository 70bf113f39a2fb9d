"""`leapfrog town-key`: by which key other towns know this one, another one instead, and the one
that lies on paper.
"""

import asyncio
import sys
from argparse import ArgumentParser, Namespace

import asyncpg

from leapfrog import towns
from leapfrog.cli.database import DatabaseError, database_of_any
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.settings import Settings

PAPER = "The offline key. Write it down and keep it away from this machine; it is told once:"
NONE = "none: leapfrog town-key offline makes one"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=["show", "change", "offline"])
    parser.add_argument(
        "--stolen",
        action="store_true",
        help="with change: the key was stolen; the offline key is read from the standard input",
    )
    parser.set_defaults(run=town_key)


def town_key(settings: Settings, asked: Namespace) -> int:
    """Works on an open town as well as on a closed one: other towns are told once it is open."""
    paper = sys.stdin.readline() if asked.act == "change" and asked.stolen else None
    with database_of_any(settings) as town:
        try:
            print(asyncio.run(_act(town, asked.act, paper)))
        except Problem as why:
            print(f"leapfrog: {why.title}", file=sys.stderr)
            return 1
    return 0


async def _act(settings: Settings, act: str, paper: str | None) -> str:
    database = await Database.connect(settings.database_url or "", 1)
    try:
        async with database.transaction() as db:
            if act == "offline":
                return f"{PAPER}\n\n  {await towns.make_offline_key(db)}\n"
            if act == "change":
                before = (await towns.own_key(db)).id
                new = await towns.change_key(db, before, paper)
                return f"{before} is followed by {new.id}. Other towns take it by themselves."
            return await _shown(db)
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        raise DatabaseError("the town that is open is an older one: start it again") from None
    finally:
        await database.close()


async def _shown(db: Db) -> str:
    await towns.own_key(db)
    lines = []
    for one in await towns.own_keys(db):
        end = f", shown until {one.listed_until:%Y-%m-%d}" if one.listed_until else ", signs"
        lines.append(f"{one.id}  since {one.since:%Y-%m-%d}{end}")
    lines.append(f"offline key: {'on paper' if await towns.offline_key(db) else NONE}")
    return "\n".join(lines)
