"""Hill beside Lake: the second town of the demo, a program of its own on the next port.

Both are at names below `localhost`, which browsers take for this machine (RFC 6761), and which
keep their cookies apart: somebody can be signed in to both in one browser, and move.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from socket import socket

from msgspec.structs import replace

from leapfrog.cli.database import DatabaseError, bring_up, database
from leapfrog.cli.listen import reserve
from leapfrog.cli.serve import serve
from leapfrog.cli.welcome import Notes
from leapfrog.demo import HILL_CAST, PASSWORD, moving_in, play_hill
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel import logs
from leapfrog.kernel.settings import Settings

# In MB, for a spare of all that somebody in the other one has.
ROOM = 100
CLOSING_SECONDS = 60


def as_lake(settings: Settings) -> Settings:
    """The settings of the first town, to which the second one speaks. Raises `DatabaseError`."""
    if settings.database_url or not settings.demo:
        reason = "the second town is one of the demo, with databases of their own"
        raise DatabaseError(f"{reason}: unset DATABASE_URL and LEAPFROG_DEMO")
    return _at(settings, "lake", settings.port)


def _at(settings: Settings, name: str, port: int) -> Settings:
    place = f"{name}.localhost:{port}"
    return replace(
        settings,
        port=port,
        origin=f"http://{place}",
        town_domain=place,
        federation="on",
        private_calls=True,
        mirror_room=ROOM,
        processes=1,
    )


@contextmanager
def second_town(lake: Settings) -> Iterator[None]:
    """Hill is open until this is left. `lake`: with the database that it has now. Raises
    `DatabaseError`, `ListenError`, `PostgresError`.
    """
    home = lake.home.with_name(f"{lake.home.name}-hill")
    at = replace(_at(lake, "hill", lake.port + 1), town_name="Hill Town", home=home, archive=None)
    alone = replace(at, database_url=None, database_direct_url=None)
    with database(alone) as hill, reserve(hill) as door:
        bring_up(hill)
        play_hill(hill, lake)
        program = get_context("spawn").Process(target=_serve, args=(hill, lake, door))
        program.start()
        try:
            yield
        finally:
            program.terminate()
            program.join(CLOSING_SECONDS)


def _serve(hill: Settings, lake: Settings, door: socket) -> None:
    """The program of the second town, which ends with that of the first one."""
    end_with_parent(signal.SIGTERM)
    logs.configure(hill.log_level.upper(), hill.log_format)
    notes = Notes([f"{handle} / {PASSWORD}" for handle in HILL_CAST])
    try:
        serve(hill, door, notes, partial(moving_in, lake))
    except KeyboardInterrupt:
        return
