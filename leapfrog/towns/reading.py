"""Which dispatch does what."""

from collections.abc import Awaitable, Callable, Mapping

from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.towns import cards, marks, money, resyncing, talk, ties, undelivered
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch

Handler = Callable[[Db, HomeSource, Dispatch], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {
    "tie.ask": ties.asked,
    "tie.yes": ties.accepted,
    "tie.end": ties.ended,
    "home": ties.moved,
    "card": cards.changed,
    "say": talk.said,
    "mark": marks.moved,
    "resync": resyncing.asked,
    "bounce": undelivered.bounced,
    **dict.fromkeys(money.KINDS, money.said),
}
# Kinds of floors above.
MORE: dict[str, Handler] = {}


def also(kinds: Mapping[str, Handler], in_vain: Mapping[str, undelivered.InVain]) -> None:
    """Adds handlers for dispatches of these kinds, called at each start by modules on floors above.
    `in_vain`: what follows when the other town did not do a dispatch.
    """
    MORE.update(kinds)
    undelivered.MORE.update(in_vain)


def kinds() -> list[str]:
    """All that are known here."""
    return sorted({*HANDLERS, *MORE})


async def do(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Does what a dispatch says. Raises `InvalidDispatch` for a kind that is not known here, and
    what its handler raises.
    """
    if "\0" in dispatch.sender + dispatch.to:
        raise InvalidDispatch("from or to nobody")
    handler = HANDLERS.get(dispatch.kind) or MORE.get(dispatch.kind)
    if handler is None:
        raise InvalidDispatch("of a kind that is not known here")
    await handler(db, there, dispatch)
