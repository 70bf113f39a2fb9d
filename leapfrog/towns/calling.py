"""Asking another town something, signed: all that goes to one is posted by this."""

import msgspec

from leapfrog import fediverse
from leapfrog.fediverse import TownAddress
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import (
    LARGEST_ANSWER,
    CallFailed,
    CallRefused,
    OutgoingRequest,
    OutgoingResponse,
)
from leapfrog.towns import keys, peers, signing
from leapfrog.towns.peers import NotReached
from leapfrog.towns.signing import TownPost
from leapfrog.towns.store import OtherTown, OwnKey


class TownSpeaker(msgspec.Struct, frozen=True):
    """This town, as it speaks to others: its address, and by which key it signs."""

    site: TownAddress
    key: OwnKey


async def speaker(db: Db) -> TownSpeaker:
    """Raises `NotFound` in a town that keeps to itself."""
    site = await fediverse.site(db)
    if site is None:
        raise NotFound
    return TownSpeaker(site, await keys.own(db))


async def _there(town: Town, domain: str) -> tuple[TownSpeaker, OtherTown]:
    """Raises `NotReached`, also for a town with which this one does not speak."""
    async with town.database.transaction() as db:
        here = await speaker(db)
        if not await fediverse.spoken_with(db, here.site, [domain]):
            raise NotReached("this town does not speak with that one")
    return here, await peers.known(town, here.site, domain)


async def post(
    town: Town,
    here: TownSpeaker,
    there: OtherTown,
    path: str,
    body: bytes,
    *,
    largest: int = LARGEST_ANSWER,
) -> OutgoingResponse:
    """Posts `body` to `path` of a town whose keys are pinned. Of the answer at most `largest` bytes
    are read. Raises `NotReached`.
    """
    posted = TownPost(f"{there.origin}{path}", body)
    key_id = f"{here.site.domain}#{here.key.id}"
    headers = signing.sign(posted, here.key.seed, key_id, town.clock.now())
    try:
        return await town.outgoing.call(
            OutgoingRequest("POST", posted.url, headers, posted.body, largest)
        )
    except CallRefused as why:
        raise NotReached(str(why)) from None
    except CallFailed as why:
        raise NotReached(str(why), later=True) from None


async def ask(
    town: Town, domain: str, path: str, body: bytes, *, largest: int = LARGEST_ANSWER
) -> OutgoingResponse:
    """Posts `body` to `path` of a town by its domain, which is looked up when it is not known; of
    the answer at most `largest` bytes are read. Raises `NotReached`, `NotFound` in a town that
    keeps to itself.
    """
    here, there = await _there(town, domain)
    return await post(town, here, there, path, body, largest=largest)


async def look_up(town: Town, domain: str) -> None:
    """Asks another town for its keys and pins them, if they are not known. Makes a call: to be
    called without a connection. Raises `NotReached`, `NotFound` in a town that keeps to itself.
    """
    await _there(town, domain)


async def origin_of(town: Town, domain: str) -> str:
    """Where another town is, as people open it: its origin, with a scheme. Raises `NotReached`,
    `NotFound` in a town that keeps to itself.
    """
    _, there = await _there(town, domain)
    return there.origin or f"https://{domain}"
