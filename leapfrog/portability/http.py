"""Portability's routes: take out, arrive, leave."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream

from leapfrog.identity import (
    NotConfirmed,
    Proof,
    SignedIn,
    VerifiedPasskey,
    check_fresh,
    me,
    own_device,
    prove,
)
from leapfrog.kernel.files import forget
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, spooled
from leapfrog.kernel.pool import take_time
from leapfrog.kernel.storage import Usage, usage
from leapfrog.portability import arrivals, erasure, takeouts
from leapfrog.portability.model import LARGEST_ARRIVAL, Arrival, Erased, Takeout


class LeavingInput(Input, frozen=True):
    """The handle is typed again; and the password, or a passkey's answer to a challenge."""

    handle: Annotated[str, msgspec.Meta(max_length=320)]
    password: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    passkey: VerifiedPasskey | None = None


class LeavingResult(msgspec.Struct, frozen=True):
    """What was erased."""

    erased: list[Erased]


@put("/takeouts/{takeout_id:uuid}", status_code=202, guards=[own_device])
async def ask_takeout(db: DbIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Takeout:
    """On one's own device, within ten minutes of a proof that it is oneself."""
    await check_fresh(db, signed)
    return await takeouts.ask(db, signed.person_id, takeout_id)


@get("/takeouts")
async def list_takeouts(db: DbIn, signed: SignedIn) -> list[Takeout]:
    return list(await takeouts.mine(db, signed.person_id))


@get("/takeouts/{takeout_id:uuid}")
async def read_takeout(db: DbIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Takeout:
    return await takeouts.one(db, signed.person_id, takeout_id)


@get("/takeouts/{takeout_id:uuid}/file", media_type="application/zip", guards=[own_device])
async def read_takeout_file(town: TownIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Stream:
    async with town.database.reading() as db:
        kept = await takeouts.file(db, signed.person_id, takeout_id)
    headers = {
        "content-disposition": f'attachment; filename="leapfrog-{takeout_id}.zip"',
        "content-length": str(kept.size),
        "cache-control": "private, no-store",
    }
    return Stream(town.files.chunks(kept.sha256), media_type="application/zip", headers=headers)


@put("/arrivals/{arrival_id:uuid}", request_max_body_size=LARGEST_ARRIVAL, status_code=200)
async def preview_arrival(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    arrival_id: FromPath[UUID],
    name: FromQuery[str] = "",
) -> Arrival:
    async with spooled(request, town, LARGEST_ARRIVAL, signed.person_id) as path:
        take_time()
        return await arrivals.preview(town, signed.person_id, arrival_id, name, path)


@get("/arrivals/{arrival_id:uuid}")
async def read_arrival(db: DbIn, signed: SignedIn, arrival_id: FromPath[UUID]) -> Arrival:
    return await arrivals.one(db, signed.person_id, arrival_id)


@post("/arrivals/{arrival_id:uuid}/application", status_code=200)
async def apply_arrival(town: TownIn, signed: SignedIn, arrival_id: FromPath[UUID]) -> Arrival:
    take_time()
    return await arrivals.apply(town, signed.person_id, arrival_id)


@get("/storage")
async def read_storage(db: DbIn, signed: SignedIn) -> Usage:
    """What one keeps here: all that was uploaded, imported and posted, and the pictures in one's
    contacts.
    """
    return await usage(db, signed.person_id)


@delete("/me", status_code=200, guards=[own_device])
async def leave(town: TownIn, signed: SignedIn, data: JSONBody[LeavingInput]) -> LeavingResult:
    proof = Proof(data.password, data.passkey)
    await prove(town.database, town.settings, signed, proof)
    take_time()
    async with town.database.transaction() as db:
        if data.handle.strip().lower() != (await me(db, signed.person_id)).handle:
            raise NotConfirmed
        erased, orphans = await erasure.erase(db, signed.person_id)
        await forget(db, orphans)
    return LeavingResult(erased)


routes: list[HTTPRouteHandler] = [
    ask_takeout,
    list_takeouts,
    read_takeout,
    read_takeout_file,
    preview_arrival,
    read_arrival,
    apply_arrival,
    read_storage,
    leave,
]
