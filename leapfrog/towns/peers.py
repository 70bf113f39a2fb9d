"""Other towns: looked up at their domain, and known again by the key that was seen first."""

from datetime import timedelta

import msgspec
import structlog

from leapfrog import fediverse
from leapfrog.fediverse import TownAddress
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest
from leapfrog.towns import dispatches, store
from leapfrog.towns.keys import hash_of
from leapfrog.towns.model import (
    DESCRIPTION_PATH,
    LINE_PATH,
    MOST_KEYS,
    TownDescription,
    is_key,
    offline_of,
    pinned,
    proved_keys,
)
from leapfrog.towns.store import OtherTown

LARGEST = 64 * 1024
A_DAY = timedelta(days=1)
log = structlog.get_logger()


class NotReached(Exception):
    """There is no town that speaks this, or not now (`later`), or it is not who it was. `given`:
    for so long it must be so before it is believed.
    """

    def __init__(self, why: str, *, later: bool = False, given: timedelta = timedelta()) -> None:
        super().__init__(why)
        self.later = later
        self.given = given


async def known(town: Town, site: TownAddress, domain: str) -> OtherTown:
    """A town whose keys are pinned; looked up at its domain when they are not. Raises
    `NotReached`.
    """
    async with town.database.glance() as db:
        found = await store.one(db, domain)
    if found and found.key_changed and not found.offline:
        raise NotReached("it has another key than before")
    if found and not found.key_changed and found.keys and found.origin:
        return found
    return await look_up(town, site, domain)


async def speaks(db: Db, domain: str) -> bool:
    """Whether a town at this domain is known to speak the protocol between towns, also one that is
    not who it was.
    """
    found = await store.one(db, domain)
    return bool(found and (found.keys or found.key_changed))


async def look_up(town: Town, site: TownAddress, domain: str) -> OtherTown:
    """Asks a town anew who it is. One that shows none of its keys of before, and none that they
    signed, is not who it was. Raises `NotReached`.
    """
    async with town.database.glance() as db:
        if domain in (site.domain, site.host):
            raise NotReached("not a town elsewhere")
        if not await fediverse.spoken_with(db, site, [domain]):
            raise NotReached("this town does not speak with that one")
    described = await _described(town, domain)
    async with town.database.transaction() as db:
        before = await dispatches.line_to(db, domain)
        keys = pinned(before.keys, described.keys, domain, before.offline or "")
        if keys:
            proved = proved_keys(before.keys, described.keys, domain, before.offline or "")
            had = {*before.had, *map(hash_of, proved)}
            offline = offline_of(described)
            await store.pin(db, domain, described.origin, keys, offline=offline, had=had)
        elif before.keys:
            await store.key_changed(db, domain)
        found = await store.one(db, domain)
    if not keys:
        log.warning("towns_key_changed", domain=domain)
        raise NotReached("it has another key than before")
    assert found is not None
    return found


async def _described(town: Town, domain: str) -> TownDescription:
    """Redirects are not followed: a town is where its domain is."""
    schemes = ("https", "http") if town.settings.private_calls else ("https",)
    failure = NotReached("no such place")
    for scheme in schemes:
        place = f"{scheme}://{domain}{DESCRIPTION_PATH}"
        try:
            answer = await town.outgoing.call(OutgoingRequest("GET", place, largest=LARGEST))
        except CallRefused as cause:
            failure = NotReached(str(cause))
            continue
        except CallFailed as cause:
            failure = NotReached(str(cause), later=True)
            continue
        if answer.status != 200:
            later = answer.status >= 500 or answer.status == 429
            failure = NotReached(f"answered {answer.status}", later=later, given=A_DAY)
            continue
        return _read(town, answer.body, domain)
    raise failure


def _read(town: Town, body: bytes, domain: str) -> TownDescription:
    try:
        found = msgspec.json.decode(body, type=TownDescription)
    except msgspec.DecodeError as cause:
        raise NotReached("this is no description of a town", given=A_DAY) from cause
    if not any(is_key(one, domain) for one in found.keys[:MOST_KEYS]):
        raise NotReached("it shows no key that it holds", later=True)
    if found.v != 1 or found.domain != domain or found.line != LINE_PATH:
        raise NotReached("this describes another town", given=A_DAY)
    try:
        town.outgoing.check(found.origin + found.line)
    except CallRefused as cause:
        raise NotReached(str(cause)) from None
    return found
