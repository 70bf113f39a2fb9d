"""Routes of the town's own key, for operators."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, check_fresh, operator_only, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.towns import keys, rotation, store


class OwnTownKey(msgspec.Struct, frozen=True):
    """A key of this town, by its id. `listed_until`: it signs nothing more, and other towns may
    still see it; `offline`: the offline key said that it is right.
    """

    id: str
    since: datetime
    listed_until: datetime | None
    offline: bool


class OwnTownKeys(msgspec.Struct, frozen=True):
    """The keys that other towns see, the one that signs first. `offline`: there is one on paper, by
    which another one can be said to be right when this one was stolen.
    """

    keys: list[OwnTownKey]
    offline: bool


class SuccessorInput(Input, frozen=True):
    """`stolen`: the offline key as it stands on paper; the key before is shown to nobody then."""

    stolen: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class OfflineKey(msgspec.Struct, frozen=True):
    """The offline key, to be written down: it is told once."""

    key: str


@get("/town-keys", summary="List this town's keys", guards=[operator_only])
async def list_town_keys(db: DbIn, signed: SignedIn) -> OwnTownKeys:
    """By which keys other towns know this one; for operators."""
    await keys.own(db)
    return await _shown(db)


@put(
    "/town-keys/{key_id:str}/successor",
    summary="Change this town's key",
    status_code=200,
    guards=[operator_only, own_device],
)
async def change_town_key(
    db: DbIn, signed: SignedIn, key_id: FromPath[str], data: JSONBody[SuccessorInput]
) -> OwnTownKeys:
    """Another key signs from now on, instead of the one that does; other towns take it by
    themselves. The same again changes nothing. Needs a fresh proof. Raises `KeyGivenUp`,
    `NotFound`, `NotTheOfflineKey`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    await rotation.change(db, key_id, data.stolen)
    return await _shown(db)


@post(
    "/town-keys/offline",
    summary="Make this town's offline key",
    status_code=201,
    guards=[operator_only, own_device],
)
async def make_offline_key(db: DbIn, signed: SignedIn) -> OfflineKey:
    """A key to be written on paper, which the town does not keep. Once for good. Needs a fresh
    proof. Raises `NotFound`, `OfflineKeyMade`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    return OfflineKey(await rotation.make_offline(db))


async def _shown(db: Db) -> OwnTownKeys:
    found = [
        OwnTownKey(one.id, one.since, one.listed_until, bool(one.offline_sig))
        for one in await store.own_keys(db)
    ]
    return OwnTownKeys(found, await store.offline(db) is not None)


routes: list[HTTPRouteHandler] = [list_town_keys, change_town_key, make_offline_key]
