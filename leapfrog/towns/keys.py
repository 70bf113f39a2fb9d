"""This town's own key, and how it describes itself."""

from leapfrog import fediverse
from leapfrog.identity import home_key_hash, signed_object
from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import base64url, new_seed, public_of
from leapfrog.towns import store
from leapfrog.towns.model import TownDescription, TownLineKey, key_id, key_said, public_bytes
from leapfrog.towns.store import OwnKey

KINDS = ["bounce", "card", "home", "say", "tie.ask", "tie.end", "tie.yes"]


async def own(db: Db) -> OwnKey:
    """The key by which this town signs, made when it is first needed."""
    found = await store.own_key(db)
    if found:
        return found
    await store.lock_keys(db)
    found = await store.own_key(db)
    if found is None:
        seed = new_seed()
        public = public_of(seed)
        found = OwnKey(key_id(public), seed, public, db.now)
        await store.add_key(db, found)
    return found


async def own_hash(db: Db) -> str:
    """Its hash, as home records name it."""
    return home_key_hash((await own(db)).public)


def hash_of(public: str) -> str:
    """The hash of the key of another town, of which `public` is base64url."""
    return home_key_hash(public_bytes(public))


async def describe(db: Db, site: fediverse.TownAddress, name: str) -> TownDescription:
    """What this town says of itself."""
    await own(db)
    shown = [_shown(one, site.domain) for one in await store.own_keys(db)]
    offline = await store.offline(db)
    return TownDescription(
        v=1,
        domain=site.domain,
        origin=site.origin,
        name=name,
        keys=shown,
        kinds=KINDS,
        offline=base64url(offline) if offline else "",
    )


def _shown(one: OwnKey, domain: str) -> TownLineKey:
    public = base64url(one.public)
    return TownLineKey(
        id=one.id,
        public=public,
        since=one.since.isoformat(timespec="seconds"),
        proof=signed_object(key_said(one.id, public, domain), one.seed)["sig"],
        signed_by=one.signed_by,
        sig=one.sig,
        offline_sig=one.offline_sig,
    )
