"""`leapfrog up`: one town on one machine, with its database, until it is told to stop."""

import asyncio
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from msgspec.structs import replace

from leapfrog.backup import log_sent_after
from leapfrog.cli.database import bring_up, database, database_at
from leapfrog.cli.listen import reserve
from leapfrog.cli.operator import to_operators
from leapfrog.cli.serve import serve, serve_with_processes
from leapfrog.cli.welcome import Notes
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import all_nodes, forget_all, hashes, unlike


def arguments(parser: ArgumentParser) -> None:
    text = "a second town of the demo beside it, on the next port, to which somebody moves"
    parser.add_argument("--second-town", action="store_true", help=text)
    parser.set_defaults(run=run)


def run(settings: Settings, asked: Namespace) -> int:
    """Opens the town, or the two of the demo."""
    if not asked.second_town:
        return up(settings)
    from leapfrog.cli.second_town import as_lake, second_town  # noqa: PLC0415

    return up(as_lake(settings), second_town)


def up(
    settings: Settings, second: Callable[[Settings], AbstractContextManager[None]] | None = None
) -> int:
    """Opens the town and serves it; returns when it was closed: the server first, the database
    last; 3 when a newer schema shut its program out. `second`: what has another town open beside
    it.
    """
    with log_sent_after(settings), database(settings) as own, reserve(settings) as door:
        # Who plays the story of both towns writes here, too.
        town = replace(own, alone=own.alone and not second)
        bring_up(town)
        if settings.database_url is None and not town.alone:
            asyncio.run(_forget_nodes(town))
        notes = _later(town) if differs(town) else Notes(demo_logins(town), to_operators(town))
        with second(town) if second else nullcontext():
            if town.processes > 1:
                os.environ["DATABASE_URL"] = town.database_url or ""
                return serve_with_processes(town, door, notes)
            return serve(town, door, notes)


def _later(town: Settings) -> Notes:
    """Who does not take part yet makes no operators."""
    when = "when the other nodes are gone"
    return Notes((), [f"{when}: leapfrog operator {one}" for one in town.operators])


async def _forget_nodes(town: Settings) -> None:
    """Whoever has just started the database knows that none of before is left."""
    async with database_at(town.database_url or "") as there, there.transaction() as db:
        await forget_all(db)


def differs(town: Settings) -> bool:
    """Whether its settings are not those of the nodes that serve now: it changes nothing then."""
    return not town.alone and asyncio.run(_differs(town))


async def _differs(town: Settings) -> bool:
    async with database_at(town.database_url or "") as there, there.glance() as db:
        return bool(unlike(hashes(town), [one for one in await all_nodes(db) if one.is_here]))


def demo_logins(town: Settings) -> list[str]:
    """Plays the demo story on the first start; answers who may be tried, where it was played."""
    if not town.demo:
        return []
    from leapfrog.demo import CAST, PASSWORD, play  # noqa: PLC0415

    if not play(town):
        return []
    return [f"{handle} / {PASSWORD}" for handle in list(CAST)[:3]]
