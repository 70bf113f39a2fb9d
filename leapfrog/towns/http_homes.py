"""Routes of one's home: the key by which one is the same person in all towns, and who holds it."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog import identity
from leapfrog.identity import HomeKeyBox, HomeKeyTheirs, SignedIn, check_fresh, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.towns import keys, people, rotation

Key = Annotated[str, msgspec.Meta(min_length=43, max_length=60)]


class OwnHome(msgspec.Struct, frozen=True):
    """By what one is known in all towns, and the signed record that says where one lives.
    `sealed`: take-outs carry the key, under a passphrase; `mine`: one holds the next key oneself,
    in `boxes`.
    """

    pid: str
    record: dict[str, Any]
    sealed: bool
    mine: bool
    boxes: list[HomeKeyBox]


class HomeKeyInput(Input, frozen=True):
    """The passphrase under which take-outs carry the key."""

    passphrase: Annotated[str, msgspec.Meta(min_length=10, max_length=200)]


class OwnKeyInput(Input, frozen=True):
    """The public half of a key that one's device made (`ed25519:` and base64url), an X25519 key
    that follows from it (base64url), and the boxes that hold the private half.
    """

    next: Key
    exchange: Key
    boxes: Annotated[list[HomeKeyBox], msgspec.Meta(min_length=1, max_length=10)]


class ReturnedKeyInput(Input, frozen=True):
    """The 32 private bytes of the key that one held, in base64."""

    next: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


@get("/me/home", summary="Read own home record")
async def read_home(db: DbIn, signed: SignedIn) -> OwnHome:
    """One's home record: the key by which one is the same person in all towns, and the address
    where one lives, signed by it. Made when it is first asked for. Raises `NotFound`.
    """
    return await _home(db, signed.person_id)


@put("/me/home/key", summary="Seal own home key", guards=[own_device])
async def seal_home_key(town: TownIn, signed: SignedIn, data: JSONBody[HomeKeyInput]) -> OwnHome:
    """From now on take-outs carry one's home key under this passphrase, so that both outlive the
    town. Needs a fresh proof; not while one holds the key oneself. Raises `HomeKeyTheirs`,
    `Invalid`, `NotFound`, `ProofNeeded`.
    """
    async with town.database.transaction() as db:
        await check_fresh(db, signed)
        await people.home_of(db, signed.person_id)
        seeds = await identity.home_seeds(db, signed.person_id)
        pid = (await identity.pids_of(db, [signed.person_id]))[signed.person_id]
    if seeds is None:
        raise HomeKeyTheirs
    kept = await asyncio.to_thread(identity.sealed_home_key, pid, seeds, data.passphrase)
    async with town.database.transaction() as db:
        # Both may have changed while it was being sealed.
        if await identity.home_seeds(db, signed.person_id) != seeds:
            raise HomeKeyTheirs
        await identity.seal_home(db, signed.person_id, kept)
        return await _home(db, signed.person_id)


@put("/me/home/own", summary="Hold own home key", guards=[own_device])
async def hold_home_key(db: DbIn, signed: SignedIn, data: JSONBody[OwnKeyInput]) -> OwnHome:
    """From now on the key that overrules the town is one's own: one's device made it, and only
    boxes of it are kept here, which a printed code opens. The same key again changes the boxes.
    The towns that know one hear of it: what this town signs for another key counts no more there.
    Needs a fresh proof. Raises `HomeKeyTheirs`, `Invalid`, `NotFound`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    await people.home_of(db, signed.person_id)
    await identity.hold_home_key(db, signed.person_id, data.next, data.exchange, data.boxes)
    await rotation.home_changed(db, signed.person_id)
    return await _home(db, signed.person_id)


@post(
    "/me/home/own/return",
    summary="Let the town keep the home key",
    status_code=200,
    guards=[own_device],
)
async def return_home_key(db: DbIn, signed: SignedIn, data: JSONBody[ReturnedKeyInput]) -> OwnHome:
    """The town keeps one's key again, which it needs to let another town take one. Raises
    `NotFound`, `NotThatKey`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    await identity.give_back_home_key(db, signed.person_id, data.next)
    return await _home(db, signed.person_id)


async def _home(db: Db, person_id: UUID) -> OwnHome:
    found = await identity.own_home(db, person_id, await keys.own_hash(db))
    own = identity.own_home_key(found)
    return OwnHome(
        found.pid, found.record, bool(found.sealed), own is not None, own.boxes if own else []
    )


home_routes: list[HTTPRouteHandler] = [
    read_home,
    seal_home_key,
    hold_home_key,
    return_home_key,
]
