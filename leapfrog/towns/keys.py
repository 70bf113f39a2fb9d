"""This town's own key, and how it describes itself."""

from leapfrog import fediverse
from leapfrog.identity import home_key_hash, signed_object
from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import base64url, new_seed, public_of
from leapfrog.towns import store
from leapfrog.towns.model import TownDescription, TownLineKey, key_id, key_said, public_bytes
from leapfrog.towns.store import OwnKey

KINDS = ["bounce", "card", "home", "mark", "resync", "say", "tie.ask", "tie.end", "tie.yes"]


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
    key = await own(db)
    since = key.since.isoformat(timespec="seconds")
    public = base64url(key.public)
    proof = signed_object(key_said(key.id, public, site.domain), key.seed)["sig"]
    shown = TownLineKey(key.id, public, since, proof)
    return TownDescription(1, site.domain, site.origin, name, [shown], kinds=KINDS)
