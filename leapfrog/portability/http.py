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
from leapfrog.towns import SilentTown, silent_towns


class LeavingInput(Input, frozen=True):
    """The handle is typed again; and the password, or a passkey's answer to a challenge."""

    handle: Annotated[str, msgspec.Meta(max_length=320)]
    password: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    passkey: VerifiedPasskey | None = None


class LeavingResult(msgspec.Struct, frozen=True):
    """What was erased. `silent`: towns in which one was known that do not answer now; they hear
    that one is gone when they do.
    """

    erased: list[Erased]
    silent: list[SilentTown]


@put(
    "/takeouts/{takeout_id:uuid}",
    summary="Ask for a take-out",
    status_code=202,
    guards=[own_device],
)
async def ask_takeout(db: DbIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Takeout:
    """Begins to write all that one has here into a zip, on one's own device, within ten minutes of
    a proof that it is oneself. Answers at once; the same id again is the same take-out. Raises
    `IdUsed`, `ProofNeeded`, `TakeoutUnderWay`.
    """
    await check_fresh(db, signed)
    return await takeouts.ask(db, signed.person_id, takeout_id)


@get("/takeouts", summary="List take-outs")
async def list_takeouts(db: DbIn, signed: SignedIn) -> list[Takeout]:
    """One's take-outs, the newest first, each with its state."""
    return list(await takeouts.mine(db, signed.person_id))


@get("/takeouts/{takeout_id:uuid}", summary="Read a take-out")
async def read_takeout(db: DbIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Takeout:
    """One take-out of one's own, with its state and size."""
    return await takeouts.one(db, signed.person_id, takeout_id)


@get(
    "/takeouts/{takeout_id:uuid}/file",
    summary="Download a take-out",
    media_type="application/zip",
    guards=[own_device],
)
async def read_takeout_file(town: TownIn, signed: SignedIn, takeout_id: FromPath[UUID]) -> Stream:
    """The zip of a take-out that is ready. Raises `NotReady`."""
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
    """Takes a take-out's zip as the raw body, checks it, and answers what it would bring. Nothing
    is let in before it is applied. Raises `DamagedTakeout`, `DiskFull`, `IdUsed`, `NotATakeout`,
    `QuotaFull`, `TooLarge`.
    """
    async with spooled(request, town, LARGEST_ARRIVAL, signed.person_id) as path:
        take_time()
        return await arrivals.preview(town, signed.person_id, arrival_id, name, path)


@get("/arrivals/{arrival_id:uuid}")
async def read_arrival(db: DbIn, signed: SignedIn, arrival_id: FromPath[UUID]) -> Arrival:
    """What a zip that one brought would bring, or has brought."""
    return await arrivals.one(db, signed.person_id, arrival_id)


@post("/arrivals/{arrival_id:uuid}/application", status_code=200)
async def apply_arrival(town: TownIn, signed: SignedIn, arrival_id: FromPath[UUID]) -> Arrival:
    """Lets all that is in the zip in, in one transaction; once, and the zip is forgotten then.
    Raises `DamagedTakeout`, `NotAPicture`, `NotATakeout`, `QuotaFull`.
    """
    take_time()
    return await arrivals.apply(town, signed.person_id, arrival_id)


@get("/storage")
async def read_storage(db: DbIn, signed: SignedIn) -> Usage:
    """How much of one's room is used, in bytes: all that was uploaded, imported and posted, and the
    pictures in one's contacts.
    """
    return await usage(db, signed.person_id)


@delete("/me", summary="Leave the town", status_code=200, guards=[own_device])
async def leave(town: TownIn, signed: SignedIn, data: JSONBody[LeavingInput]) -> LeavingResult:
    """Erases oneself and all that one has here, for good, with a proof and one's handle typed
    again. Answers what was erased, and which towns could not be told yet. Raises
    `NotConfirmed`, `NotFound`.
    """
    proof = Proof(data.password, data.passkey)
    await prove(town.database, town.settings, signed, proof)
    take_time()
    async with town.database.transaction() as db:
        if data.handle.strip().lower() != (await me(db, signed.person_id)).handle:
            raise NotConfirmed
        silent = await silent_towns(db, signed.person_id)
        erased, orphans = await erasure.erase(db, signed.person_id)
        await forget(db, orphans)
    return LeavingResult(erased, silent)


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
