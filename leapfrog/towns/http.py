"""Routes between towns, and what people and operators are shown of other towns."""

from datetime import datetime
from typing import Literal

import msgspec
from litestar import Response, Router, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import fediverse, identity
from leapfrog.calls import Switch
from leapfrog.fediverse import TownAddress
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, address_of, headers_of, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.towns import (
    dispatches,
    files,
    http_keys,
    keys,
    line,
    now,
    reading,
    receiving,
    store,
    store_ties,
)
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.errors import InvalidDispatch, NoDispatches, NoTown, NotSpokenWith
from leapfrog.towns.files import FileRequest
from leapfrog.towns.http_homes import home_routes
from leapfrog.towns.http_invitations import invitation_routes, tell_invitation
from leapfrog.towns.model import DESCRIPTION_PATH, FILE_PATH, LINE_PATH
from leapfrog.towns.now import NOW_PATH, NowRequest
from leapfrog.towns.store import OtherTown

NDJSON_LARGEST = line.LARGEST_BODY
LARGEST_REQUEST = 1_000
# A town fetches all that was sent to its people while it slept.
FILES_OF = Limit("town_files", 1200, 60)
State = Literal["awake", "asleep", "key_changed", "new"]


class TownLine(msgspec.Struct, frozen=True):
    """How things are with another town. `waiting`: dispatches that it has not done; `asleep_since`:
    since when it has not answered.
    """

    domain: str
    state: State
    waiting: int
    heard_at: datetime | None
    answered_at: datetime | None
    asleep_since: datetime | None
    next_try_at: datetime | None


class TownLines(msgspec.Struct, frozen=True):
    """The towns to which there is a line, by their domain."""

    towns: list[TownLine]


class KnownTown(msgspec.Struct, frozen=True):
    """Another town as its people's friends see it; `waiting`: how many of one's own messages are
    kept for it.
    """

    domain: str
    state: State
    asleep_since: datetime | None
    waiting: int


async def _site(db: Db) -> TownAddress:
    """Raises `NotFound` in a town that keeps to itself."""
    found = await fediverse.site(db)
    if found is None:
        raise NotFound
    return found


@get(DESCRIPTION_PATH, include_in_schema=False)
async def describe(town: TownIn) -> Response[bytes]:
    """What this town is to others: docs/between-towns.md."""
    async with town.database.transaction() as db:
        site = await _site(db)
        found = await keys.describe(db, site, town.settings.town_name, reading.kinds())
    body, headers = msgspec.json.encode(found), {"cache-control": "public, max-age=3600"}
    return Response(body, media_type="application/json", headers=headers)


@post(LINE_PATH, include_in_schema=False, request_max_body_size=NDJSON_LARGEST)
async def take_dispatches(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """200 once all of it is done and on disk; 409 for what does not follow what was heard."""
    async with town.database.glance() as db:
        site = await _site(db)
    body = await read_body(request, NDJSON_LARGEST)
    brought = Brought(LINE_PATH, headers_of(request), body, address_of(request))
    answer = await receiving.take(town, site, brought)
    status = 409 if answer.why else 200
    return Response(msgspec.json.encode(answer), media_type="application/json", status_code=status)


@post(FILE_PATH, include_in_schema=False, request_max_body_size=LARGEST_REQUEST)
async def give_file(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """Some bytes of a file that was announced to the town that asks."""
    async with town.database.glance() as db:
        site = await _site(db)
    body = await read_body(request, LARGEST_REQUEST)
    brought = Brought(FILE_PATH, headers_of(request), body, address_of(request))
    there = await signer(town, site, brought)
    town.limit(FILES_OF, there.domain)
    try:
        asked = msgspec.json.decode(body, type=FileRequest)
    except msgspec.DecodeError as cause:
        raise NoDispatches(str(cause)) from None
    if (asked.sender, asked.to) != (there.domain, site.domain):
        raise NotSpokenWith("this is from or for another town")
    part = await files.part(town, there.domain, asked)
    return Response(part, media_type="application/octet-stream", status_code=200)


@post(NOW_PATH, include_in_schema=False, request_max_body_size=now.LARGEST_NOW)
async def take_now(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """What another town says at once: calls, what their devices tell each other, who types."""
    async with town.database.glance() as db:
        site = await _site(db)
    body = await read_body(request, now.LARGEST_NOW)
    brought = Brought(NOW_PATH, headers_of(request), body, address_of(request))
    there = await signer(town, site, brought, within=now.CLOCKS_APART)
    try:
        asked = msgspec.json.decode(body, type=NowRequest)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise NoDispatches(str(cause)) from None
    if (asked.sender, asked.to) != (there.domain, site.domain):
        raise NotSpokenWith("this is from or for another town")
    switch: Switch = request.app.state.switch
    try:
        told = await now.take(town, switch, there, asked)
    except InvalidDispatch as why:
        raise NotSpokenWith(str(why)) from None
    return Response(msgspec.json.encode(told), media_type="application/json", status_code=200)


@get("/towns", summary="List lines to other towns", guards=[operator_only])
async def list_towns(db: DbIn, signed: SignedIn) -> TownLines:
    """The towns to which there is a line: who answers, what waits; for operators."""
    return TownLines([_shown(one) for one in await store.everyone(db)])


@get("/towns/{domain:str}", summary="Read another town")
async def read_town(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> KnownTown:
    """Whether another town answers, and how many of one's messages are kept for it. Raises
    `NoTown`.
    """
    found = await store.one(db, domain.lower())
    if found is None:
        raise NoTown
    pid = (await identity.pids_of(db, [signed.person_id])).get(signed.person_id)
    waiting = await store_ties.waiting_of(db, found.domain, pid) if pid else 0
    return KnownTown(found.domain, _state(found), found.failing_since, waiting)


@put("/towns/{domain:str}/reset", summary="Meet another town anew", guards=[operator_only])
async def reset_town(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> TownLine:
    """Forgets by which keys another town is known: it is asked anew who it is, and what waits for
    it is carried. For a town of which an operator knows that it lost its keys. Raises `NoTown`.
    """
    found = await store.locked(db, domain.lower())
    if found is None:
        raise NoTown
    await store.reset(db, found.domain)
    await dispatches.carry(db, found.domain)
    return _shown(await dispatches.line_to(db, found.domain))


def _shown(one: OtherTown) -> TownLine:
    return TownLine(
        domain=one.domain,
        state=_state(one),
        waiting=one.waiting,
        heard_at=one.heard_at,
        answered_at=one.answered_at,
        asleep_since=one.failing_since,
        next_try_at=one.next_try_at,
    )


def _state(one: OtherTown) -> State:
    if one.key_changed:
        return "key_changed"
    if one.failing_since:
        return "asleep"
    return "awake" if one.answered_at or one.heard_at else "new"


public_routes: list[HTTPRouteHandler] = [
    describe,
    take_dispatches,
    take_now,
    give_file,
    tell_invitation,
]
routes: list[HTTPRouteHandler | Router] = [
    list_towns,
    read_town,
    reset_town,
    *home_routes,
    *invitation_routes,
    *http_keys.routes,
]
