"""`leapfrog up`: one town on one machine, with its database, until it is told to stop."""

import os

from leapfrog.cli.database import bring_up, database
from leapfrog.cli.listen import listen
from leapfrog.cli.operator import to_operators
from leapfrog.cli.serve import serve, serve_with_processes
from leapfrog.cli.welcome import Notes
from leapfrog.demo import CAST, PASSWORD, play
from leapfrog.kernel.settings import Settings


def up(settings: Settings) -> int:
    """Returns when the town was closed: the server first, the database last."""
    with database(settings) as town, listen(settings) as door:
        bring_up(town)
        notes = Notes(demo_logins(town), to_operators(town))
        if town.processes > 1:
            os.environ["DATABASE_URL"] = town.database_url or ""
            serve_with_processes(town, door, notes)
        else:
            serve(town, door, notes)
    return 0


def demo_logins(town: Settings) -> list[str]:
    """Plays the demo story on the first start; answers who may be tried, where it was played."""
    if not town.demo or not play(town):
        return []
    return [f"{handle} / {PASSWORD}" for handle in list(CAST)[:3]]
