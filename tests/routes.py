"""The routes of a town take a quarter of a second to make, and know of no town: one after the other
may have the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from litestar import Litestar

from leapfrog.kernel.collector import spare_the_collector
from leapfrog.web import create_routes, describe_api

IDLE: list[Litestar] = []


@contextmanager
def lent_routes() -> Iterator[Litestar]:
    """Routes that serve no other town meanwhile; those of a town that ended badly are not used
    again.
    """
    routes = IDLE.pop() if IDLE else made()
    yield routes
    IDLE.append(routes)


@cache
def description() -> bytes:
    """What the API says of itself, which takes seconds to write."""
    with lent_routes() as routes:
        return describe_api(routes)


def made() -> Litestar:
    routes = create_routes()
    # They stay, so nobody need look for rings in them.
    spare_the_collector()
    return routes
