"""`leapfrog up`: one town on one machine, with its database, until it is told to stop."""

import os
from contextlib import nullcontext

from msgspec.structs import replace

from leapfrog.backup import log_sent_after
from leapfrog.cli.database import bring_up, database
from leapfrog.cli.listen import reserve
from leapfrog.cli.operator import to_operators
from leapfrog.cli.second_town import as_lake, second_town
from leapfrog.cli.serve import serve, serve_with_processes
from leapfrog.cli.welcome import Notes
from leapfrog.demo import CAST, PASSWORD, play
from leapfrog.kernel.settings import Settings


def up(settings: Settings, *, has_second: bool = False) -> int:
    """Opens the town and serves it; returns when it was closed: the server first, the database
    last; 3 when a newer schema shut its program out. `has_second`: the second town of the demo is
    open beside it.
    """
    if has_second:
        settings = as_lake(settings)
    with log_sent_after(settings), database(settings) as own, reserve(settings) as door:
        # Who plays the story of both towns writes here, too.
        town = replace(own, alone=own.alone and not has_second)
        bring_up(town)
        notes = Notes(demo_logins(town), to_operators(town))
        with second_town(town) if has_second else nullcontext():
            if town.processes > 1:
                os.environ["DATABASE_URL"] = town.database_url or ""
                return serve_with_processes(town, door, notes)
            return serve(town, door, notes)


def demo_logins(town: Settings) -> list[str]:
    """Plays the demo story on the first start; answers who may be tried, where it was played."""
    if not town.demo or not play(town):
        return []
    return [f"{handle} / {PASSWORD}" for handle in list(CAST)[:3]]
