"""What a trial finds."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from leapfrog.cli.errors import CommandError

# Far more than it takes: whoever stands still fails.
PATIENCE = 150.0
POLL_SECONDS = 0.2


class TrialError(CommandError):
    """The trial cannot be made here, or did not come to its end."""


class Outcome(msgspec.Struct, frozen=True):
    """What a death did. `seen`: how it is known that it happened. `cut`: lines that broke, or were
    silent for so long that they were given up; `back`: how long such a line waited from one
    acknowledgement to the next at worst; `pause`: the longest time in which nothing was
    acknowledged to anybody; both in seconds. `lost`: acknowledged and not there; `doubled`:
    there more than once. `errors`: what the lines were told, and how often.
    """

    death: str
    seen: str
    cut: int
    back: float
    pause: float
    sent: int
    acked: int
    lost: int
    doubled: int
    errors: dict[str, int]


async def happens(
    what: str, look: Callable[[], Awaitable[bool]], seconds: float = PATIENCE
) -> None:
    """Looks again and again until it is so. Raises `TrialError`."""
    try:
        async with asyncio.timeout(seconds):
            while not await look():  # noqa: ASYNC110 (of other programs)
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise TrialError(f"not seen within {seconds:.0f} s: {what}") from None
