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


async def own(db: Db) -> OwnKey:
    """The key by which this town signs (Ed25519), made when it is first needed."""
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
    """The keys of another town that are pinned, in base64url by their ids; empty for one that is
    not known or has changed its key.
    """
    found = await store.one(db, domain)
    return dict(found.keys) if found and not found.key_changed else {}


async def own_hash(db: Db) -> str:
    """The hash of the key by which this town signs, as home records name it."""
    return home_key_hash((await own(db)).public)


def hash_of(public: str) -> str:
    """The hash of the key of another town, of which `public` is base64url."""
    return home_key_hash(public_bytes(public))


async def describe(
    db: Db, site: fediverse.TownAddress, name: str, kinds: list[str]
) -> TownDescription:
    """What this town says of itself; `kinds`: of dispatches that it takes."""
    await own(db)
    shown = [_shown(one, site.domain) for one in await store.own_keys(db)]
    offline = await store.offline(db)
    return TownDescription(
        v=1,
        domain=site.domain,
        origin=site.origin,
        name=name,
        keys=shown,
        kinds=kinds,
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


async def sign(db: Db, said: Mapping[str, Any]) -> str:
    """The signature of an object (its canonical form) by this town's key, in base64url."""
    return str(signed_object(dict(said), (await own(db)).seed)["sig"])


async def signed_here(db: Db, said: Mapping[str, Any], sig: str) -> bool:
    """Whether `sig` signs this object by a key of this town, also one of before that is still
    shown.
    """
    return _good(said, sig, [base64url(one.public) for one in await store.own_keys(db)])


async def signed_by(db: Db, domain: str, said: Mapping[str, Any], sig: str) -> bool:
    """Whether `sig` signs this object by a key of another town that is pinned."""
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
