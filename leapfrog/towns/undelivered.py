"""Dispatches that the other town did not do, and towns that are not there."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
import structlog

from leapfrog import contacts
from leapfrog.identity import HomeSource, MovedAway
from leapfrog.kernel.db import Db
from leapfrog.towns import money, redirecting, store, talk
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.store import OtherTown, StoredDispatch

InVain = Callable[[Db, str, Dispatch, str], Awaitable[None]]
# Kinds of floors above: what follows with the other town's domain, and why.
MORE: dict[str, InVain] = {}
log = structlog.get_logger()


async def no_such_town(db: Db, there: OtherTown) -> None:
    """At this domain there is no town that speaks this: who was asked there was asked in vain."""
    for one in await store.dispatches(db, there.domain, 0, 2**31 - 1):
        await _in_vain(db, there.domain, one, "no_town")
    await store.drop(db, there.domain)


async def bounced(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """The other town says that it could not do a dispatch, and why. Raises `InvalidDispatch`."""
    try:
        of, code = UUID(dispatch.body["of"]), str(dispatch.body["code"])[:60]
    except (KeyError, TypeError, ValueError):
        raise InvalidDispatch("it does not say which dispatch") from None
    found = await store.dispatch(db, there.domain, of)
    if found is None:
        return
    log.info("towns_dispatch_refused", domain=there.domain, kind=found.kind, code=code)
    if not await store.bounced(db, there.domain, of, code):
        return
    if code == MovedAway.code and found.kind == "say":
        await redirecting.redirect(db, there.domain, found.body)
    else:
        await _in_vain(db, there.domain, found, code)


async def _in_vain(db: Db, domain: str, one: StoredDispatch, code: str) -> None:
    dispatch = msgspec.json.decode(one.body, type=Dispatch)
    if one.kind == "tie.ask":
        over = code == contacts.InvitationOver.code
        why: contacts.RequestState = "over" if over else "undelivered"
        await contacts.undelivered(db, UUID(dispatch.body["i"]), why)
    elif one.kind == "say":
        await talk.not_delivered(db, dispatch)
    elif one.kind in money.KINDS:
        await money.in_vain(db, domain, dispatch, code)
    elif one.kind in MORE:
        await MORE[one.kind](db, domain, dispatch, code)
