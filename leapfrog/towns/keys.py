"""This town's own key, and how it describes itself."""

from collections.abc import Mapping
from typing import Any

from leapfrog import fediverse
from leapfrog.identity import InvalidHomeRecord, check_signature, home_key_hash, signed_object
from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import base64url, new_seed, public_of
from leapfrog.towns import store
from leapfrog.towns.model import TownDescription, TownLineKey, key_id, key_said, public_bytes
from leapfrog.towns.store import OwnKey

KINDS = ["bounce", "card", "home", "mark", "resync", "say", "tie.ask", "tie.end", "tie.yes"]
KINDS += ["g.do", "g.from", "g.home", "g.in", "g.log", "g.mark", "g.no", "g.say", "g.who"]


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


async def known_of(db: Db, domain: str) -> dict[str, str]:
    """By their ids, the keys of another town that are pinned, in base64url."""
    found = await store.one(db, domain)
    return dict(found.keys) if found and not found.key_changed else {}


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


async def sign(db: Db, said: Mapping[str, Any]) -> str:
    """This town's signature of an object, in base64url."""
    return str(signed_object(dict(said), (await own(db)).seed)["sig"])


async def signed_here(db: Db, said: Mapping[str, Any], sig: str) -> bool:
    """Whether this town itself signed that."""
    return _good(said, sig, [base64url((await own(db)).public)])


async def signed_by(db: Db, domain: str, said: Mapping[str, Any], sig: str) -> bool:
    """Whether another town signed that, by a key that is pinned of it."""
    found = await store.one(db, domain)
    return bool(found) and _good(said, sig, list(found.keys.values()) if found else [])


def _good(said: Mapping[str, Any], sig: str, publics: list[str]) -> bool:
    for public in publics:
        try:
            check_signature({**said, "sig": sig}, f"ed25519:{public}")
        except InvalidHomeRecord:
            continue
        return True
    return False
