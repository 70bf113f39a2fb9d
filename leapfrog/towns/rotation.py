"""The town's key is followed by another one: as a matter of course, by the word of the one before;
or since it was stolen, by the word of a key that lies on paper and was never in the town.

Other towns take the new one by themselves. Home records name the key of a town, so those of the
people whom others know are signed anew.
"""

import hashlib
from base64 import b32decode, b32encode
from datetime import timedelta
from uuid import UUID

import structlog

from leapfrog import fediverse
from leapfrog.identity import signed_object
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import NotFound, Unavailable
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.signing import base64url, new_seed, public_of
from leapfrog.towns import dispatches, keys, people, store, store_ties
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import KeyGivenUp, NotTheOfflineKey, OfflineKeyMade
from leapfrog.towns.model import key_id, key_said
from leapfrog.towns.store import OwnKey

RENEW, TELL = "towns:renew_homes", "towns:tell_home"
# So long a town that looks seldom finds the key that it knows.
LISTED = timedelta(days=90)
PAGE = 100
log = structlog.get_logger()


async def make_offline(db: Db) -> str:
    """Makes the town's offline key and tells it once: only its public half is kept. Raises
    `OfflineKeyMade`.
    """
    seed = new_seed()
    await store.lock_keys(db)
    if not await store.put_offline(db, public_of(seed)):
        raise OfflineKeyMade
    return written(seed)


def written(seed: bytes) -> str:
    """A private key as it stands on paper: groups of four letters and digits, the last ones of
    which tell whether all are right.
    """
    text = b32encode(seed + hashlib.sha256(seed).digest()[:3]).decode().lower()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def read(text: str) -> bytes:
    """The private key that stands on a paper. Raises `NotTheOfflineKey`."""
    plain = "".join(text.split()).upper()
    try:
        whole = b32decode(plain)
    except ValueError:
        raise NotTheOfflineKey from None
    seed, check = whole[:32], whole[32:]
    if len(whole) != 35 or check != hashlib.sha256(seed).digest()[:3]:
        raise NotTheOfflineKey
    return seed


async def change(db: Db, before: str, offline: str | None = None) -> OwnKey:
    """Makes another key the one that signs for the town. `before`: the id of the one that does so
    far; the same again changes nothing. With the `offline` key, as it stands on paper, the one
    before was stolen: it is shown to nobody any more. Raises `KeyGivenUp`, `NotTheOfflineKey`,
    `NotFound` in a town that keeps to itself.
    """
    site = await fediverse.site(db)
    if site is None:
        raise NotFound
    paper = read(offline) if offline else None
    await store.lock_keys(db)
    if paper and public_of(paper) != await store.offline(db):
        raise NotTheOfflineKey
    old = await keys.own(db)
    if old.id != before:
        if old.signed_by == before:
            return old
        raise KeyGivenUp
    seed = new_seed()
    public = public_of(seed)
    said = key_said(key_id(public), base64url(public), site.domain)
    new = OwnKey(
        id=key_id(public),
        seed=seed,
        public=public,
        since=db.now,
        signed_by=old.id,
        sig=signed_object(said, old.seed)["sig"],
        offline_sig=signed_object(said, paper)["sig"] if paper else "",
    )
    await (store.unlist_keys(db) if paper else store.retire_keys(db, db.now + LISTED))
    await store.add_key(db, new)
    await enqueue(db, RENEW, {}, key=f"{RENEW}:{new.id}")
    return new


async def renew_homes(town: Town, _payload: object) -> None:
    """A job: the home records of all whom other towns know name the new key, and these hear so;
    all towns are greeted by it.
    """
    after: UUID | None = None
    while True:
        async with town.database.glance() as db:
            found = await store_ties.tied_people(db, after, PAGE)
        for person_id in found:
            try:
                async with town.database.transaction() as db:
                    await _renew(db, person_id)
            except (Unavailable, *TRANSIENT):
                raise
            except Exception:
                # Theirs names the key before, by which they are known all the same.
                log.exception("towns_home_not_renewed")
        if not found:
            break
        after = found[-1]
    async with town.database.transaction() as db:
        for there in await store.everyone(db):
            greeting = {"domain": there.domain, "hello": True}
            await enqueue(db, dispatches.CARRY, greeting)


async def home_changed(db: Db, person_id: UUID) -> None:
    """The towns where somebody is known are told of their home record as it is now: the key that
    it names to follow counts there from then on.
    """
    await enqueue(db, TELL, {"id": str(person_id)})


async def tell_home(town: Town, payload: dict[str, str]) -> None:
    """A job: what `home_changed` is for."""
    async with town.database.transaction() as db:
        await _renew(db, UUID(payload["id"]))


async def _renew(db: Db, person_id: UUID) -> None:
    try:
        pid, home = await people.home_of(db, person_id)
    except NotFound:
        # Erased meanwhile: others hear that too.
        return
    for domain in await store_ties.domains(db, person_id):
        await dispatches.write(db, domain, [NewDispatch("home", {"home": home}, pid)])
