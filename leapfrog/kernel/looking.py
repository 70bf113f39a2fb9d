"""What waits in tables of modules, for a process to look for it."""

from collections.abc import Awaitable, Callable

import msgspec

from leapfrog.kernel.db import Database


class Poller(msgspec.Struct, frozen=True):
    """Work that waits in a table of a module, and is neither event nor due row. `waits`: the
    statement that says whether there is some; `take` does some of it, and answers whether there may
    be more.
    """

    waits: str
    take: Callable[[Database], Awaitable[bool]]
