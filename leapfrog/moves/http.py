"""Routes of moving between towns."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody

from leapfrog import fediverse, town_groups, towns
from leapfrog.identity import SignedIn, check_fresh, own_device
from leapfrog.kernel.errors import Malformed, NotFound
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, address_of, headers_of, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time
from leapfrog.moves import arriving, by_key, leaving, store
from leapfrog.moves.by_key import CopyKey, KeyFromTakeout
from leapfrog.moves.errors import MoveRefused
from leapfrog.moves.model import MOVE_PATH, Arriving, Hindrance, Leaving, MoveRequest
from leapfrog.moves.store import StoredArriving
from leapfrog.town_groups import SoughtGroup
from leapfrog.towns import Brought

LARGEST = 4_000_000
# Of a town that takes many in; each asks once a second until a copy is made.
OF_TOWN = Limit("moves_of_town", 1200, 60)
BEGUN = Limit("moves_begun", 20, 3600)
HINDERED = Limit("moves_hindered", 60, 3600)
# A passphrase is not guessed here.
KEYED = Limit("moves_keyed", 10, 3600)


class NewArriving(Input, frozen=True):
    """Where one lives so far: `name@town`, or the town alone."""

    address: Annotated[str, msgspec.Meta(min_length=1, max_length=320)]


class BegunArriving(msgspec.Struct, frozen=True):
    """`consent`: the page in the other town on which one consents."""

    consent: str


class ArrivingCode(Input, frozen=True):
    """With what one came back from the other town."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class KeyInput(Input, frozen=True):
    """The arrival that was looked at, and what opens the home key in it: the passphrase that it was
    sealed with, or the private bytes (base64) that one's device took out of a box of it.
    """

    arrival: UUID
    passphrase: Annotated[str, msgspec.Meta(max_length=200)] = ""
    next: Annotated[bytes, msgspec.Meta(max_length=32)] = b""


class NewLeaving(Input, frozen=True):
    """The town that may take one, and the challenge that one brought from it (RFC 7636, S256)."""

    domain: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    challenge: Annotated[str, msgspec.Meta(min_length=43, max_length=43)]


class BegunLeaving(msgspec.Struct, frozen=True):
    """`back`: where in the new town it goes on."""

    back: str


@put("/moves/{move_id:uuid}", summary="Begin to move here", status_code=200, guards=[own_device])
async def begin_moving(
    town: TownIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[NewArriving]
) -> BegunArriving:
    """Begins to move into this account from another town, with everything; into one that has no
    contacts in other towns yet. Raises `AlreadyTied`, `Invalid`, `MoveUnderWay`, `NotFound`,
    `TownNotReached`.
    """
    town.limit(BEGUN, str(signed.person_id))
    take_time()
    return BegunArriving(await arriving.begin(town, signed.person_id, move_id, data.address))


@get("/moves", summary="List moves to here")
async def list_moves(db: DbIn, signed: SignedIn) -> list[Arriving]:
    """One's last moves into this account, the newest first."""
    groups = await town_groups.sought_by(db, signed.person_id)
    return [_shown(one, groups) for one in await store.arriving_of(db, signed.person_id)]


@put(
    "/moves/{move_id:uuid}/code",
    summary="Go on with a move",
    status_code=202,
    guards=[own_device],
)
async def go_on_moving(
    db: DbIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[ArrivingCode]
) -> Arriving:
    """One consented in the other town: the new one does the rest by itself. Raises `NoMoving`."""
    return _shown(await arriving.consented(db, signed.person_id, move_id, data.code), [])


@get("/arrivals/{arrival_id:uuid}/key", summary="Read the key of a copy", guards=[own_device])
async def read_copy_key(town: TownIn, signed: SignedIn, arrival_id: FromPath[UUID]) -> CopyKey:
    """Whether there is a home key in a zip that one brought, and what opens it. Raises
    `DamagedTakeout`, `NoHomeKey`, `NotATakeout`, `NotFound`.
    """
    return await by_key.look(town, signed.person_id, arrival_id)


@put(
    "/moves/{move_id:uuid}/key",
    summary="Come with a copy and a key",
    status_code=200,
    guards=[own_device],
)
async def come_by_key(
    town: TownIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[KeyInput]
) -> Arriving:
    """Comes into this account from a town that is gone or lets nobody go: with a take-out that was
    looked at (`PUT /arrivals/{id}`) and the home key in it. All of it is let in, and whoever knew
    one finds one here. The same again is done once. Raises `AlreadyTied`, `AnothersTakeout`,
    `DamagedTakeout`, `EmptyMessage`, `IdUsed`, `Invalid`, `LongMessage`, `MoveUnderWay`,
    `NoContact`, `NoConversation`, `NoHomeKey`, `NotAPicture`, `NotATakeout`, `NotFound`,
    `NotThatKey`, `NotWhoTheyWere`, `QuotaFull`, `UidTaken`.
    """
    town.limit(KEYED, str(signed.person_id))
    take_time()
    opened = KeyFromTakeout(data.passphrase, data.next)
    found = await by_key.from_takeout(town, signed.person_id, move_id, data.arrival, opened)
    async with town.database.glance() as db:
        groups = await town_groups.sought_by(db, signed.person_id)
    return _shown(found, groups)


@delete("/moves/{move_id:uuid}", summary="Stop a move", guards=[own_device])
async def stop_moving(town: TownIn, signed: SignedIn, move_id: FromPath[UUID]) -> None:
    """One stays in the other town, as long as that was not decided. Raises `NoMoving`."""
    await arriving.stop(town, signed.person_id, move_id)


@put(
    "/leavings/{move_id:uuid}",
    summary="Let another town take one",
    status_code=200,
    guards=[own_device],
)
async def consent(
    town: TownIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[NewLeaving]
) -> BegunLeaving:
    """Lets another town take all that one has here, and oneself; within ten minutes of a proof that
    it is oneself. What hinders one from leaving hinders this: money that is left, a shop that
    nobody else runs. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `HomeKeyTheirs`,
    `InsufficientFunds`, `MoneyLeft`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoMoving`, `NotFound`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ProofNeeded`, `TownNotReached`.
    """
    town.limit(BEGUN, str(signed.person_id))
    async with town.database.transaction() as db:
        await check_fresh(db, signed)
    take_time()
    return BegunLeaving(
        await leaving.consent(town, signed.person_id, move_id, data.domain, data.challenge)
    )


@get("/leavings", summary="List towns that may take one")
async def list_leavings(db: DbIn, signed: SignedIn) -> list[Leaving]:
    """Which towns one let take oneself, and how far that is; the newest first."""
    found = await store.leaving_of(db, signed.person_id)
    return [Leaving(one.id, one.domain, one.state, one.created_at) for one in found]


@get("/leavings/hindrance", summary="Ask what hinders one from leaving")
async def read_hindrance(town: TownIn, signed: SignedIn, domain: FromQuery[str]) -> Hindrance:
    """What hinders one from leaving for the town at this domain now, to be settled before one
    lets it take one: money that is left, and where it is; a shop that nobody else runs.
    """
    town.limit(HINDERED, str(signed.person_id))
    take_time()
    return await leaving.hindrance(town, signed.person_id, domain.strip().lower())


@delete("/leavings/{move_id:uuid}", summary="Stay here after all", guards=[own_device])
async def withdraw(db: DbIn, signed: SignedIn, move_id: FromPath[UUID]) -> None:
    """The other town may not take one any more. Raises `NoMoving`."""
    await leaving.withdraw(db, signed.person_id, move_id)


@post(MOVE_PATH, include_in_schema=False, request_max_body_size=LARGEST)
async def take_step(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """What the new town of somebody asks of this one: docs/between-towns.md."""
    async with town.database.glance() as db:
        site = await fediverse.site(db)
    if site is None:
        raise NotFound
    body = await read_body(request, LARGEST)
    brought = Brought(MOVE_PATH, headers_of(request), body, address_of(request))
    there = await towns.signer(town, site, brought)
    town.limit(OF_TOWN, there.domain)
    try:
        asked = msgspec.json.decode(body, type=MoveRequest)
    except msgspec.DecodeError as cause:
        raise Malformed(str(cause)) from None
    if (asked.sender, asked.to) != (there.domain, site.domain):
        raise MoveRefused
    told = await leaving.answer(town, there, asked)
    if isinstance(told, bytes):
        return Response(told, media_type="application/octet-stream", status_code=200)
    return Response(msgspec.json.encode(told), media_type="application/json", status_code=200)


def _shown(one: StoredArriving, groups: list[SoughtGroup]) -> Arriving:
    return Arriving(
        id=one.id,
        domain=one.domain,
        state=one.state,
        problem=one.problem,
        tied=len(one.tied),
        created_at=one.created_at,
        done_at=one.done_at,
        groups=groups if one.state == "here" else [],
    )


public_routes: list[HTTPRouteHandler] = [take_step]
routes: list[HTTPRouteHandler] = [
    begin_moving,
    list_moves,
    go_on_moving,
    read_copy_key,
    come_by_key,
    stop_moving,
    consent,
    list_leavings,
    read_hindrance,
    withdraw,
]
