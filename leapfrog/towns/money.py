"""What towns say to each other about money is told to the floor that settles it, as an event: the
books are locked by who comes first in a transaction, and other dispatches of the batch hold some
already.
"""

from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.towns import people
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.events import MoneyWordBounced, TownSaidOfMoney
from leapfrog.towns.model import Dispatch

# Of somebody there to somebody here; the others are between the towns.
OF_PEOPLE = frozenset(("pay.offer", "pay.request"))
OF_TOWNS = frozenset(
    (
        *(
            "pay.terms",
            "pay.home",
            "pay.no",
            "pay.take",
            "pay.done",
            "pay.void",
            "pay.ask",
            "pay.proof",
        ),
        *("pay.request.no", "pay.request.end", "pay.sums", "pay.differ"),
        *("clear.propose", "clear.agree", "clear.no", "clear.paid", "clear.unpaid"),
    )
)
KINDS = OF_PEOPLE | OF_TOWNS


async def said(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Raises `InvalidDispatch`, `MovedAway`."""
    at = dispatch.at if dispatch.at.tzinfo else None
    if dispatch.kind in OF_TOWNS:
        if dispatch.sender or dispatch.to:
            raise InvalidDispatch("this is between towns, from nobody and to nobody")
        await announce(db, TownSaidOfMoney(there.domain, dispatch.kind, dispatch.body, at=at))
        return
    receiver = await people.receiver(db, dispatch)
    sender = await people.sender(db, there, dispatch)
    about = (there.domain, dispatch.kind, dispatch.body)
    await announce(db, TownSaidOfMoney(*about, sender, receiver, at))


async def in_vain(db: Db, domain: str, dispatch: Dispatch, code: str) -> None:
    """The other town did not do it."""
    await announce(db, MoneyWordBounced(domain, dispatch.kind, dispatch.body, code))
