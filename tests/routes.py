"""The routes of a town take half a second to make, and know of no town: one after the other may
have the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Litestar

from leapfrog.web import create_routes

IDLE: list[Litestar] = []


@contextmanager
def lent_routes() -> Iterator[Litestar]:
    """Routes that serve no other town meanwhile; those of a town that ended badly are not used
    again.
    """
    routes = IDLE.pop() if IDLE else create_routes()
    yield routes
    IDLE.append(routes)
